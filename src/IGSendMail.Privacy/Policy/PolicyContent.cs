namespace IGSendMail.Privacy.Policy;

/// <summary>What a policy folder holds, read and checked together: every version, and the register of sub-processors.</summary>
/// <param name="Versions">All versions, in the order in which they take effect.</param>
/// <param name="Register">The register of sub-processors.</param>
public sealed record PolicyContent(IReadOnlyList<PolicyVersion> Versions, SubprocessorRegister Register)
{
    /// <summary>Reads a folder, and the register where the options say.</summary>
    /// <exception cref="PolicyFileException">Anything is wrong; the message names file, line and remedy.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static PolicyContent Read(PolicyOptions options) => new(
        PolicyFolder.Read(options.Folder),
        options.Subprocessors is { } file ? SubprocessorRegister.ReadFile(file) : SubprocessorRegister.ReadFolder(options.Folder));
}
