using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using IGSendMail.Testing;
using IGSendMail.Web.Features.Site;

namespace IGSendMail.Web.Tests.Processes;

/// <summary>The real program as a process of its own: the site, or a verb.</summary>
internal sealed class SiteProcess : IDisposable
{
    private readonly Process _process;
    private readonly HttpClient _look = new();

    private SiteProcess(Process process, Uri address) => (_process, Address) = (process, address);

    public Uri Address { get; }

    public bool HasExited => _process.HasExited;

    public int ExitCode => _process.ExitCode;

    /// <summary>Starts the site with workers on a free port and waits until it is ready.</summary>
    public static async Task<SiteProcess> ServeAsync(string folder, params (string Key, string Value)[] settings)
    {
        var address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{FreePort()}"));
        var site = new SiteProcess(Start(folder, ["--urls", address.AbsoluteUri], settings), address);
        try
        {
            await Wait.UntilAsync(
                async () =>
                {
                    Assert.False(site.HasExited, "the site ended while it started");
                    return await site.IsReadyAsync();
                },
                "a site that is ready");
            return site;
        }
        catch
        {
            site.Dispose();
            throw;
        }
    }

    /// <summary>Starts a verb and does not wait.</summary>
    public static SiteProcess Verb(string folder, params string[] words) => Verb(folder, [], words);

    /// <inheritdoc cref="Verb(string, string[])" />
    public static SiteProcess Verb(string folder, (string Key, string Value)[] settings, params string[] words) =>
        new(Start(folder, words, settings), new Uri("http://127.0.0.1"));

    /// <summary>A visitor of this process who shares a browser's cookies.</summary>
    public PageVisitor Visitor(CookieContainer cookies) => new(
        new HttpClient(new SocketsHttpHandler { CookieContainer = cookies, AllowAutoRedirect = false }) { BaseAddress = Address }, cookies);

    /// <summary>SIGKILL.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public Task EndAsync() => _process.WaitForExitAsync().SoonAsync();

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
        _look.Dispose();
    }

    private async Task<bool> IsReadyAsync()
    {
        try
        {
            return (await _look.GetAsync(new Uri(Address, SiteRoutes.HealthReady))).IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    /// <summary>How the program starts, with its words and settings (<c>Section:Key</c>).</summary>
    public static ProcessStartInfo StartInfo(IEnumerable<string> words, params IEnumerable<(string Key, string Value)> settings)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "IGSendMail.Web.dll"), .. words])
        {
            WorkingDirectory = AppContext.BaseDirectory,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (key, value) in settings)
        {
            start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        return start;
    }

    /// <summary>Runs the program to its end.</summary>
    public static async Task<(int Code, string Output, string Errors)> RunAsync(
        IEnumerable<string> words, params IEnumerable<(string Key, string Value)> settings)
    {
        using var process = Process.Start(StartInfo(words, settings))!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await errors);
    }

    private static Process Start(string folder, IEnumerable<string> words, (string Key, string Value)[] settings)
    {
        var process = Process.Start(StartInfo(words,
        [
            ("ASPNETCORE_ENVIRONMENT", "Development"),
            ("Data:Folder", Path.Combine(folder, "data")),
            ("Vault:Folder", Path.Combine(folder, "vault")),
            ("Keys:Master", "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="),
            ("Demo:Seed", "false"),
            .. WithoutLimits(),
            .. settings,
        ]))!;
        // Nobody reads what it says; a full pipe would stop it.
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private static List<(string Key, string Value)> WithoutLimits()
    {
        var limits = new List<(string, string)>();
        TestSite.WithoutLimits((key, value) =>
        {
            limits.Add((key, value!));
            return limits;
        });
        return limits;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
