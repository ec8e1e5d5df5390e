using System.Text;

namespace IGSendMail.Storage;

/// <summary>A small text file that processes agree on, however many of them come at once: the first writes it, the others read it.</summary>
/// <remarks>
/// Not by moving a finished file into place: <see cref="File.Move(string, string, bool)"/> that must not overwrite looks first and
/// renames then, so on Unix the second of two processes can replace what the first has read already.
/// </remarks>
internal static class AgreedFile
{
    private const int Attempts = 400;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(25);

    /// <summary>Reads the text, or writes a fresh one if there is none, or one that says nothing. On Unix only the owner can read it.</summary>
    /// <param name="file">Its full path; the folder is made.</param>
    /// <param name="saysNothing">True for a text that nobody can have used: a fresh one takes its place.</param>
    /// <param name="fresh">Makes a text of one line.</param>
    /// <exception cref="IOException">The file cannot be opened, or another process kept it locked for ten seconds.</exception>
    public static string ReadOrWrite(string file, Func<string, bool> saysNothing, Func<string> fresh)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);

        // The file may be readable only, so it is opened for writing only if there is something to write.
        return TryRead(file) is { } text && !saysNothing(text) ? text : WhenNotLocked(file, () => Write(file, saysNothing, fresh));
    }

    /// <summary>Reads the text; null if there is no such file.</summary>
    /// <exception cref="IOException">The file cannot be opened, or another process kept it locked for ten seconds.</exception>
    public static string? TryRead(string file) => File.Exists(file) ? WhenNotLocked(file, () => File.ReadAllText(file).Trim()) : null;

    private static string WhenNotLocked(string file, Func<string> act)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return act();
            }
            catch (IOException) when (attempt < Attempts && File.Exists(file))
            {
                Thread.Sleep(Pause);
            }
        }
    }

    private static string Write(string file, Func<string, bool> saysNothing, Func<string> fresh)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var stream = new FileStream(file, options);
        using var reader = new StreamReader(stream, leaveOpen: true);
        var text = reader.ReadToEnd().Trim();
        if (saysNothing(text))
        {
            text = fresh();
            stream.SetLength(0);
            stream.Write(Encoding.UTF8.GetBytes(text + "\n"));
            stream.Flush(flushToDisk: true);
        }

        return text;
    }
}
