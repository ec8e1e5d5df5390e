using System.Globalization;
using IGSendMail.Privacy.Requests;
using IGSendMail.Testing;
using IGSendMail.Web.Commands;
using IGSendMail.Web.Tests.Processes;
using IGSendMail.Web.Tests.Requests;
using Microsoft.Extensions.Time.Testing;

namespace IGSendMail.Web.Tests.Starts;

/// <summary>Whoever gives a long verb sees how far it is, on a terminal and in a log, and at the end that it did all.</summary>
public sealed class VerbProgressTests : IDisposable
{
    private readonly StringWriter _said = new(CultureInfo.InvariantCulture);
    private readonly FakeTimeProvider _time = new();

    public void Dispose() => _said.Dispose();

    [Fact]
    public void On_a_terminal_one_line_moves_and_makes_room_for_the_answer()
    {
        var progress = new VerbProgress(_said, width: 40, _time);
        progress.Show($"1 of 10 requests, and the first of them takes a very long time");
        _time.Advance(TimeSpan.FromSeconds(1));
        progress.Show($"2 of 10 requests");

        progress.Close();
        _said.Write("10 of 10");

        Assert.DoesNotContain('\n', _said.ToString());
        Assert.Equal("10 of 10", OnScreen(_said.ToString()).Trim());
        Assert.All(_said.ToString().Split('\r'), line => Assert.True(line.Length < 40));
    }

    [Fact]
    public void Elsewhere_there_are_plain_lines_ten_seconds_apart()
    {
        var progress = new VerbProgress(_said, width: null, _time);
        for (var done = 0; done < 25; done++)
        {
            progress.Show($"{done} of 25 entries");
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        progress.Close();

        Assert.Equal(["  0 of 25 entries", "  10 of 25 entries", "  20 of 25 entries"], _said.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task Work_that_reports_nothing_is_looked_at_every_second_until_it_ends()
    {
        var looks = 0;
        var end = new TaskCompletionSource<int>();
        var watched = new VerbProgress(_said, width: 40, _time).WatchAsync(
            _ => end.Task, _ => Task.FromResult<FormattableString>($"{++looks} of 2"), CancellationToken.None);

        await Wait.UntilAsync(() =>
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            return Task.FromResult(looks >= 2);
        }, "two looks");
        end.SetResult(7);

        Assert.Equal(7, await watched);
        Assert.Equal("", OnScreen(_said.ToString()).Trim());
    }

    [Fact]
    public async Task Verbs_end_with_all_of_all()
    {
        await using var site = new TestSite();
        site.Time.SetUtcNow(TimeProvider.System.GetUtcNow());
        foreach (var address in new[] { "ann@example.com", "ben@example.com", "cleo@example.com" })
        {
            var visitor = site.Visitor();
            await site.AskAsync(address, Right.Access, visitor);
            await site.ConfirmAsync(address, visitor);
        }

        Assert.Contains("3 of 3 requests are done.", await AnswerAsync(site, "requests", "work"), StringComparison.Ordinal);
        Assert.Contains("0 of 0 deletions are finished.", await AnswerAsync(site, "retention", "run"), StringComparison.Ordinal);
        Assert.Contains(" migrations are there: the database and the vault are up to date.", await AnswerAsync(site, "database", "migrate"), StringComparison.Ordinal);
        var trail = (await AnswerAsync(site, "audit", "verify")).Split('\n').Single(line => line.Contains("entries were checked", StringComparison.Ordinal)).Split(' ');
        Assert.Equal(trail[0], trail[2]);
        Assert.NotEqual("0", trail[0]);
    }

    /// <summary>What stands in the line after all that was written over it.</summary>
    private static string OnScreen(string written)
    {
        var line = new char[80];
        Array.Fill(line, ' ');
        foreach (var part in written.Split('\r'))
        {
            part.CopyTo(0, line, 0, part.Length);
        }

        return new string(line);
    }

    private static async Task<string> AnswerAsync(TestSite site, params string[] words)
    {
        var (code, output, errors) = await SiteProcess.RunAsync(
            words,
            ("ASPNETCORE_ENVIRONMENT", "Development"),
            ("Data:Folder", site.DataFolder),
            ("Vault:Folder", Path.Combine(site.Folder, "vault")),
            ("Site:PublicUrl", "http://localhost"),
            ("Keys:Master", "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="));
        Assert.True(code == 0, output + errors);
        return output;
    }
}
