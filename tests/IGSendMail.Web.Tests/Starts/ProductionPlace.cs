using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using IGSendMail.Testing;
using IGSendMail.Web.Features.Site;
using IGSendMail.Web.Tests.Processes;

namespace IGSendMail.Web.Tests.Starts;

/// <summary>A folder of its own with everything that production needs, and the real program started on it.</summary>
public sealed class ProductionPlace : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("igsendmail-start-").FullName;

    public string Data => Path.Combine(Folder, "data");

    public string Vault => Path.Combine(Folder, "vault");

    /// <summary>A register in which an operator has named everything.</summary>
    public static string Subprocessors { get; } = Path.Combine(AppContext.BaseDirectory, "Starts", "subprocessors.yaml");

    /// <summary>Adds what one start has differently; null takes a setting away.</summary>
    public Dictionary<string, string?> With(params IEnumerable<(string Key, string? Value)> other)
    {
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
            ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
            ["Data__Folder"] = Data,
            ["Vault__Folder"] = Vault,
            ["Keys__Master"] = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=",
            ["Keys__Witness"] = Path.Combine(Folder, "third", "witness"),
            ["Site__PublicUrl"] = "http://localhost",
            ["Mail__Mode"] = "Pickup",
            ["Policy__Subprocessors"] = Subprocessors,
        };
        foreach (var (key, value) in other)
        {
            settings[key] = value;
        }

        return settings;
    }

    /// <summary>Makes the databases.</summary>
    public async Task MigrateAsync()
    {
        var made = await RunAsync(With(), "database", "migrate");
        Assert.True(made.Code == 0, made.Errors);
    }

    /// <summary>
    /// Runs the program to its end. <paramref name="through"/> is another program that starts it, such as <c>setpriv</c>.
    /// </summary>
    public async Task<Ended> RunAsync(Dictionary<string, string?> settings, string[] words, string? workingFolder = null, params string[] through)
    {
        using var process = Process.Start(StartInfo(settings, words, workingFolder, through))!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        try
        {
            await process.WaitForExitAsync().SoonAsync();
        }
        catch (TimeoutException)
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"it neither ended nor refused to start: {await output} {await errors}");
        }

        return new(process.ExitCode, await output, await errors);
    }

    /// <inheritdoc cref="RunAsync(Dictionary{string, string}, string[], string, string[])" />
    public Task<Ended> RunAsync(Dictionary<string, string?> settings, params string[] words) => RunAsync(settings, words, null);

    /// <summary>Starts the site, hands it to a visitor once it answers, and stops it.</summary>
    public async Task ServeAsync(
        Dictionary<string, string?> settings, Func<HttpClient, Task> visit, string? workingFolder = null, params string[] through)
    {
        var address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{FreePort()}"));
        settings["ASPNETCORE_URLS"] = address.AbsoluteUri;
        using var process = Process.Start(StartInfo(settings, [], workingFolder, through))!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        try
        {
            using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = address };
            var start = TimeProvider.System.GetTimestamp();
            while (!await AnswersAsync(client))
            {
                Assert.False(process.HasExited, $"the site ended while it started: {(process.HasExited ? await errors : "")}");
                Assert.True(TimeProvider.System.GetElapsedTime(start) < Wait.Patience, "the site did not become ready");
                await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
            }

            await visit(client);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
            _ = (await output, await errors);
        }
    }

    /// <summary>Starts the site, reads what it says until a line with these words has come, and stops it.</summary>
    public static async Task<IReadOnlyList<string>> SaidAsync(Dictionary<string, string?> settings, string until)
    {
        using var process = Process.Start(StartInfo(settings, [], null, []))!;
        var errors = process.StandardError.ReadToEndAsync();
        var lines = new List<string>();
        try
        {
            while (await process.StandardOutput.ReadLineAsync().SoonAsync() is { } line)
            {
                lines.Add(line);
                if (line.Contains(until, StringComparison.Ordinal))
                {
                    return lines;
                }
            }
        }
        finally
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }

        Assert.Fail($"it never said \"{until}\": {string.Join('\n', lines)} {await errors}");
        return lines;
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private static ProcessStartInfo StartInfo(Dictionary<string, string?> settings, string[] words, string? workingFolder, string[] through)
    {
        var start = SiteProcess.StartInfo(words);
        if (through.Length > 0)
        {
            var own = start.ArgumentList.ToList();
            var program = start.FileName;
            start.FileName = through[0];
            start.ArgumentList.Clear();
            foreach (var word in through.Skip(1).Append(program).Concat(own))
            {
                start.ArgumentList.Add(word);
            }
        }

        start.WorkingDirectory = workingFolder ?? start.WorkingDirectory;
        foreach (var (key, value) in settings)
        {
            start.Environment[key] = value;
        }

        return start;
    }

    private static async Task<bool> AnswersAsync(HttpClient client)
    {
        try
        {
            return (await client.GetAsync(new Uri(SiteRoutes.HealthLive, UriKind.Relative))).StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}

/// <summary>How a start ended.</summary>
public sealed record Ended(int Code, string Output, string Errors)
{
    /// <summary>Refused as an operator needs it: exit code 2, one line on standard error, and in it what is wrong.</summary>
    public void MustName(params string[] named)
    {
        Assert.True(Code == 2, $"exit code {Code}: {Output} {Errors}");
        Assert.Single(Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.All(named, name => Assert.Contains(name, Errors, StringComparison.Ordinal));
    }
}
