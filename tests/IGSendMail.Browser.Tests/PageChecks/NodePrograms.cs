using System.Diagnostics;
using System.Security.Cryptography;

namespace IGSendMail.Browser.Tests.PageChecks;

/// <summary>
/// The programs for Node that look at pages: <c>tests/page-checks</c> says which, its lock file in which version, and they are installed
/// there from it, once for each lock file.
/// </summary>
internal static class NodePrograms
{
    private static readonly TimeSpan LongestInstall = TimeSpan.FromMinutes(5);

    /// <summary>How npm says that the registry does not answer.</summary>
    private static readonly string[] Unreachable = ["ENOTFOUND", "EAI_AGAIN", "ECONNREFUSED", "ECONNRESET", "ENETUNREACH", "ETIMEDOUT"];

    private static readonly Lazy<Task> Installed = new(InstallAsync);

    /// <summary>Where the programs are installed, and how they are set.</summary>
    public static string Folder { get; } = Path.Combine(Repository.Root, "tests", "page-checks");

    /// <summary>Leaves the test out, and says so, where there is no Node to run the programs with.</summary>
    public static void SkipWithoutNode() => Skip.If(OnPath("node") is null || OnPath("npm") is null, "skipped: Node 20 with npm is not installed");

    /// <summary>A file of an installed package.</summary>
    public static async Task<string> FileAsync(params string[] parts)
    {
        await Installed.Value;
        return Path.Combine([Folder, "node_modules", .. parts]);
    }

    /// <summary>Runs a script of an installed package; returns how it ended and what it said.</summary>
    public static Task<Said> RunAsync(string script, IReadOnlyList<string> arguments, TimeSpan longest, string? chromium = null) =>
        StartAsync("node", [script, .. arguments], longest, chromium);

    /// <summary>The first of these programs that is on the PATH.</summary>
    public static string? OnPath(params string[] names) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .SelectMany(folder => names.Select(name => Path.Combine(folder, name)))
        .FirstOrDefault(File.Exists);

    private static async Task InstallAsync()
    {
        // Two runs at once would delete each other's files.
        await using var alone = await AloneAsync();
        var stamp = Path.Combine(Folder, "node_modules", ".installed");
        var wanted = Convert.ToHexString(SHA256.HashData(await File.ReadAllBytesAsync(Path.Combine(Folder, "package-lock.json"))));
        if (File.Exists(stamp) && await File.ReadAllTextAsync(stamp) == wanted)
        {
            return;
        }

        var said = await StartAsync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", Folder], LongestInstall);
        Skip.If(
            said.Code != 0 && Unreachable.Any(code => said.Errors.Contains(code, StringComparison.Ordinal)),
            "skipped: no npm registry is reachable");
        if (said.Code != 0)
        {
            throw new InvalidOperationException(
                $"The programs of {Folder} could not be installed; \"npm ci --ignore-scripts\" there ended with {said.Code}: {said.Errors}{said.Output}");
        }

        await File.WriteAllTextAsync(stamp, wanted);
    }

    private static async Task<FileStream> AloneAsync()
    {
        using var late = new CancellationTokenSource(LongestInstall);
        while (true)
        {
            try
            {
                return new FileStream(Path.Combine(Folder, ".installing"), FileMode.OpenOrCreate, FileAccess.Write, FileShare.None);
            }
            catch (IOException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, late.Token);
            }
        }
    }

    private static async Task<Said> StartAsync(string program, IReadOnlyList<string> arguments, TimeSpan longest, string? chromium = null)
    {
        var start = new ProcessStartInfo(OnPath(program) ?? throw new InvalidOperationException($"{program} is not installed."))
        {
            UseShellExecute = false,
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        if (chromium is not null)
        {
            start.Environment["CHROME_PATH"] = chromium;
        }

        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        using var late = new CancellationTokenSource(longest);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(late.Token);
            var errors = process.StandardError.ReadToEndAsync(late.Token);
            await process.WaitForExitAsync(late.Token);
            return new Said(process.ExitCode, await output, await errors);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }
}

/// <summary>How a program ended, and what it said.</summary>
internal sealed record Said(int Code, string Output, string Errors);
