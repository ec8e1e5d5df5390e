using IGSendMail.Privacy.Audit;
using IGSendMail.Privacy.Daily;
using IGSendMail.Privacy.Letters;
using IGSendMail.Storage;
using IGSendMail.Testing;
using IGSendMail.Web.Hosting.Starting;
using IGSendMail.Web.Tests.Processes;
using IGSendMail.Web.Tests.Requests;
using IGSendMail.Web.Tests.Restore;
using IGSendMail.Web.Tests.Retention;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Web.Tests.Daily;

/// <summary>Officers read each morning how things stand, and keep the head of the audit trail where nobody can change it.</summary>
public sealed class DailyLetterTests : IAsyncDisposable
{
    private readonly Past _past = new();

    private TestSite Site => _past.Site;

    public ValueTask DisposeAsync() => _past.DisposeAsync();

    [Fact]
    public async Task Each_officer_gets_one_a_day_from_the_morning_at_the_site_on()
    {
        await Site.AddOfficerAsync("olga@example.com");
        await Site.AddOfficerAsync("omar@example.com");

        // 11:59 in UTC is a minute before seven in New York, in winter.
        foreach (var (moment, letters) in new[]
        {
            ("2027-01-15T11:59:59Z", 0), ("2027-01-15T12:00:00Z", 2), ("2027-01-15T23:00:00Z", 2), ("2027-01-16T04:59:00Z", 2),
            ("2027-01-16T06:00:00Z", 2), ("2027-01-16T14:00:00Z", 4), ("2027-07-01T10:59:00Z", 4), ("2027-07-01T11:00:00Z", 6),
        })
        {
            Site.Time.SetUtcNow(DateTimeOffset.Parse(moment, System.Globalization.CultureInfo.InvariantCulture));
            await RunAsync();
            await RunAsync();
            Assert.Equal((moment, letters), (moment, (await Site.LettersAsync<DailyLetter>()).Count));
        }
    }

    [Fact]
    public async Task A_program_that_is_started_again_does_not_write_twice()
    {
        await Site.AddOfficerAsync("olga@example.com");
        Site.Time.SetUtcNow(new DateTimeOffset(2027, 1, 15, 15, 0, 0, TimeSpan.Zero));
        await RunAsync();
        await Site.InScopeAsync(services => services.GetRequiredService<Outbox>().DeliverDueAsync(CancellationToken.None));
        Assert.Empty(await Site.LettersAsync<DailyLetter>());

        _past.Backup();
        await using var again = _past.Restored("Automatic");
        await again.InScopeAsync(services => services.GetRequiredService<DailyLetters>().RunAsync(CancellationToken.None));

        Assert.Empty(await again.LettersAsync<DailyLetter>());
    }

    [Fact]
    public async Task It_says_what_the_rows_say()
    {
        await Site.AddOfficerAsync("olga@example.com");
        Assert.Equal("15 January 2027: nothing is urgent", await SubjectOnAsync(new DateTimeOffset(2027, 1, 15, 15, 0, 0, TimeSpan.Zero)));
        var quiet = await TextAsync();
        Assert.Contains("- no request is open\n- no promised deletion is late or in danger of it\n- no e-mail was given up\n- no backup was ever tried in a drill", quiet, StringComparison.Ordinal);

        var account = await Site.OpenAsync("ada@example.com", people: 3);
        var terms = await Site.CancelAsync(account);
        await Site.AskAsync("guest@example.com");
        await Site.ConfirmAsync("guest@example.com", Site.Visitor());
        await Site.LeaveToOfficerAsync();
        await Site.AskAsync("never-confirmed@example.com");

        Assert.Equal("2 things are urgent", (await SubjectOnAsync(terms.SubscriberDataGoneBy.AddHours(-1))).Split(": ")[1]);
        var near = await TextAsync();
        Assert.Contains("- one request is open, one due within a week\n- one promised deletion is in danger of being late\n", near, StringComparison.Ordinal);
        Assert.DoesNotContain("ada@", near, StringComparison.Ordinal);

        await SubjectOnAsync(terms.SubscriberDataGoneBy.AddDays(2));
        var late = await TextAsync();
        Assert.Contains("- one request is open, one late\n- 2 promised deletions are late\n", late, StringComparison.Ordinal);

        await Site.RunRetentionAsync();
        await SubjectOnAsync(terms.SubscriberDataGoneBy.AddDays(3));
        Assert.Contains("- no promised deletion is late or in danger of it\n", await TextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_head_in_it_tells_an_older_vault_and_another_trail()
    {
        await Site.AddOfficerAsync("olga@example.com");
        await SequenceAsync();
        _past.Backup();
        await Site.RegisterAsync("ada@example.com");
        await SequenceAsync();
        await SubjectOnAsync(new DateTimeOffset(Site.Time.GetUtcNow().Date, TimeSpan.Zero).AddDays(1).AddHours(20));
        var words = (await TextAsync()).Split('\n').Single(line => line.StartsWith("audit verify", StringComparison.Ordinal)).Split(' ');
        var (data, vault) = (_past.CopyOf("data"), _past.CopyOf("vault"));

        var fits = await VerbAsync(data, vault, words);
        Assert.True(fits.Code == 0, fits.Output + fits.Errors);
        Assert.Contains(" is what was noted.", fits.Output, StringComparison.Ordinal);

        var other = words[^1][..^1] + (words[^1][^1] == '0' ? '1' : '0');
        var another = await VerbAsync(data, vault, [.. words[..^1], other.ToLowerInvariant()]);
        Assert.Equal(1, another.Code);
        Assert.Contains("another trail was put in its place", another.Output, StringComparison.Ordinal);

        File.Delete(Path.Combine(_past.VaultBefore, DatabaseFile.FileName));
        var older = await VerbAsync(_past.Data, _past.VaultBefore, words);
        Assert.Equal(1, older.Code);
        Assert.Contains("it is older than what was noted", older.Output, StringComparison.Ordinal);

        var torn = await VerbAsync(data, vault, "audit", "verify", "--head", "12:0A4F");
        Assert.Equal(2, torn.Code);
        Assert.Contains("--head is \"12:0A4F\": it must be number and root", torn.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, NotedHeadFinding.AsNoted)]
    [InlineData(1L, NotedHeadFinding.Aged)]
    public async Task A_head_whose_time_is_up_is_no_alarm(long? agedBefore, NotedHeadFinding expected)
    {
        await Site.RegisterAsync("ada@example.com");
        await SequenceAsync();
        await using var vault = await Site.Services.GetRequiredService<IDbContextFactory<VaultContext>>().CreateDbContextAsync();
        var noted = NotedHead.Of(await vault.AuditHeads().OrderBy(h => h.Number).FirstAsync());
        await Site.RegisterAsync("bob@example.com");
        await SequenceAsync();
        await vault.AuditHeads().Where(h => h.Number <= (agedBefore ?? 0)).ExecuteDeleteAsync();

        Assert.Equal(expected, await noted.FindAsync(vault, default));
        Assert.Equal(NotedHeadFinding.Missing, await (noted with { Number = 1000 }).FindAsync(vault, default));
    }

    [Theory]
    [InlineData("")]
    [InlineData("12")]
    [InlineData("0:")]
    [InlineData("-1:0A")]
    [InlineData("1:2:3")]
    public void What_is_no_head_is_not_read_as_one(string text)
    {
        Assert.False(NotedHead.TryRead(text, out _));
        Assert.False(NotedHead.TryRead(text + new string('G', 64), out _));
    }

    private async Task<string> SubjectOnAsync(DateTimeOffset moment)
    {
        Site.Time.SetUtcNow(moment);
        await RunAsync();
        return await RenderAsync(letter => letter.Subject);
    }

    private Task<string> TextAsync() => RenderAsync(letter => letter.Text);

    private async Task<string> RenderAsync(Func<RenderedLetter, string> part)
    {
        var letter = (await Site.LettersAsync<DailyLetter>())[^1];
        return part(Site.Services.GetRequiredService<LetterTemplates>().Render(letter));
    }

    private Task RunAsync() => Site.InScopeAsync(services => services.GetRequiredService<DailyLetters>().RunAsync(CancellationToken.None));

    private Task SequenceAsync() => Site.InScopeAsync(services => services.GetRequiredService<AuditSequencer>().RunAsync(CancellationToken.None));

    private static Task<(int Code, string Output, string Errors)> VerbAsync(string data, string vault, params string[] words) => SiteProcess.RunAsync(words,
    [
        ("ASPNETCORE_ENVIRONMENT", "Development"), ("Data:Folder", data), ("Vault:Folder", vault),
        ("Keys:Master", "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="),
    ]);
}
