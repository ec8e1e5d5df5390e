namespace IGSendMail.Privacy.Policy;

/// <summary>A file of the policy folder cannot be used. The message names file, line, problem and remedy.</summary>
/// <param name="file">Path of the file.</param>
/// <param name="line">Its line, counted from 1; null if the file or folder as a whole is meant.</param>
/// <param name="problem">What is wrong, without a full stop.</param>
/// <param name="remedy">What to do, without a full stop.</param>
/// <param name="cause">The underlying error, if any.</param>
public sealed class PolicyFileException(string file, int? line, string problem, string remedy, Exception? cause = null)
    : Exception(line is null ? $"{file}: {problem}. {remedy}." : $"{file}, line {line}: {problem}. {remedy}.", cause)
{
    /// <summary>Path of the file.</summary>
    public string File => file;

    /// <summary>Its line, counted from 1; null if the file or folder as a whole is meant.</summary>
    public int? Line => line;
}
