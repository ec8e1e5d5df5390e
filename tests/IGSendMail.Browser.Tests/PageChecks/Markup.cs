using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Playwright;

namespace IGSendMail.Browser.Tests.PageChecks;

/// <summary>Pages as the site sent them, kept in a folder until html-validate reads them all at once.</summary>
internal sealed class Markup : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    private readonly string _folder = Directory.CreateTempSubdirectory("igsendmail-pages-").FullName;

    /// <summary>How many pages were kept.</summary>
    public int Count { get; private set; }

    /// <summary>Reads along what the page is made of; what is returned gives the text of the page that is open then.</summary>
    public static Func<Task<string>> TextOf(IPage page)
    {
        var texts = new ConcurrentDictionary<string, Task<string>>(StringComparer.Ordinal);
        page.Response += (_, answer) =>
        {
            // Read at once: the browser forgets the bytes of a page that it leaves.
            if (answer.Request.IsNavigationRequest && answer.Frame == page.MainFrame && answer.Status is < 300 or >= 400)
            {
                texts[answer.Url] = answer.TextAsync();
            }
        };
        // No answer has brought what a scene has set itself, such as the page of a package.
        return () => texts.TryGetValue(page.Url.Split('#')[0], out var text) ? text : page.ContentAsync();
    }

    /// <summary>Keeps a page.</summary>
    public async Task KeepAsync(string name, string text)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, $"{name}.html"), text);
        Count++;
    }

    /// <summary>What html-validate finds in the kept pages.</summary>
    public async Task<IReadOnlyList<(string Name, string What)>> WrongAsync()
    {
        // Into a file: the program ends before a pipe has taken a long text.
        var report = Path.Combine(_folder, "report.json");
        var said = await NodePrograms.RunAsync(
            await NodePrograms.FileAsync("html-validate", "bin", "html-validate.mjs"),
            ["--config", Path.Combine(NodePrograms.Folder, "html-validate.config.mjs"), "--formatter", $"json={report}", "--ext", "html", _folder],
            Longest);
        if (said.Code > 1 || !File.Exists(report))
        {
            throw new InvalidOperationException($"html-validate ended with {said.Code}: {said.Errors}{said.Output}");
        }

        using var found = JsonDocument.Parse(await File.ReadAllBytesAsync(report));
        return
        [
            .. from page in found.RootElement.EnumerateArray()
               from message in page.GetProperty("messages").EnumerateArray()
               let lines = File.ReadAllLines(page.GetProperty("filePath").GetString()!)
               let name = Path.GetFileNameWithoutExtension(page.GetProperty("filePath").GetString()!)
               let rule = message.GetProperty("ruleId").GetString()
               // Many mail programs take no style sheet.
               where rule != "no-inline-style" || !name.StartsWith("letter-", StringComparison.Ordinal)
               select (
                   name,
                   $"html-validate {rule}: {message.GetProperty("message").GetString()}: {lines[message.GetProperty("line").GetInt32() - 1].Trim()}"),
        ];
    }

    /// <inheritdoc />
    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
