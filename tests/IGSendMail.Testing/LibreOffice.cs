using System.Diagnostics;

namespace IGSendMail.Testing;

/// <summary>LibreOffice without its window: what becomes of files that a person opens and saves.</summary>
public sealed class LibreOffice : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(3);

    /// <summary>A profile of its own: one that is in use elsewhere makes a second start end without a word.</summary>
    private readonly string _profile = Directory.CreateTempSubdirectory("igsendmail-office-").FullName;

    /// <summary>The program, or null if it is not installed.</summary>
    public static string? Path { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(System.IO.Path.PathSeparator)
        .SelectMany(folder => new[] { "soffice", "libreoffice" }.Select(name => System.IO.Path.Combine(folder, name)))
        .FirstOrDefault(File.Exists);

    /// <summary>Converts all of the files at once into a folder; starting takes longer than the work.</summary>
    /// <param name="files">The files.</param>
    /// <param name="to">Extension and, if wanted, filter with its options ("xlsx", "csv:Text - txt - csv (StarCalc):…").</param>
    /// <param name="reads">How text files are read, as the dialog would be filled ("CSV:44,34,76,…"); null for files that say it themselves.</param>
    /// <param name="folder">Where the results go, under the same names.</param>
    public async Task ConvertAsync(IReadOnlyList<string> files, string to, string? reads, string folder)
    {
        var start = new ProcessStartInfo(Path ?? throw new InvalidOperationException("LibreOffice is not installed."))
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        string[] options = [$"-env:UserInstallation={new Uri(_profile)}", "--headless", "--norestore", .. reads is null ? (string[])[] : [$"--infilter={reads}"]];
        foreach (var argument in (string[])[.. options, "--convert-to", to, "--outdir", folder, .. files])
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start) ?? throw new InvalidOperationException("LibreOffice did not start.");
        using var late = new CancellationTokenSource(Longest);
        var said = Task.WhenAll(process.StandardOutput.ReadToEndAsync(late.Token), process.StandardError.ReadToEndAsync(late.Token));
        try
        {
            await process.WaitForExitAsync(late.Token);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }

        var extension = to.Split(':')[0];
        var missing = files.Select(f => System.IO.Path.Combine(folder, System.IO.Path.ChangeExtension(System.IO.Path.GetFileName(f), extension)))
            .Where(f => !File.Exists(f)).ToList();
        if (missing.Count > 0)
        {
            throw new InvalidOperationException($"LibreOffice did not make {string.Join(", ", missing)}: {string.Join(' ', await said)}");
        }
    }

    /// <inheritdoc />
    public void Dispose() => Directory.Delete(_profile, recursive: true);
}
