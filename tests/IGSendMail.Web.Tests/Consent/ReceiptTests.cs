using System.Net;
using System.Text.Json;
using IGSendMail.Privacy.Consent;
using IGSendMail.Testing;
using IGSendMail.Web.Features.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Web.Tests.Consent;

/// <summary>What the code of a choice is good for, on the real pages.</summary>
public sealed class ReceiptTests : IAsyncDisposable
{
    private readonly TestSite _site = new();

    public ReceiptTests() => _site.Time.AutoAdvanceAmount = TimeSpan.FromSeconds(1);

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task The_page_after_a_choice_shows_the_code_once_and_never_in_an_address()
    {
        var visitor = _site.Visitor();

        var page = await visitor.AnswerAsync("accept", "/privacy");

        var code = CodeOn(page);
        Assert.Matches("^[A-HJ-NP-Z2-9]{4}(-[A-HJ-NP-Z2-9]{4}){4}$", code);
        Assert.Equal(PrivacyRoutes.CookieReceipt, page.Document.QuerySelector("#receipt a")!.GetAttribute("href"));
        Assert.DoesNotContain(code, page.Url.ToString(), StringComparison.Ordinal);
        Assert.Null((await visitor.GetAsync("/privacy")).Document.QuerySelector("#receipt"));
        var record = Assert.Single(await _site.RecordsAsync());
        Assert.Equal(ReceiptCode.Parse(code)!.Hash, record.ReceiptHash);
        Assert.False(await HoldsAsync(code), "the code itself stands in the database");
    }

    [Fact]
    public async Task The_code_shows_what_was_chosen_when_until_when_and_on_which_words()
    {
        var visitor = _site.Visitor();
        var code = CodeOn(await visitor.AnswerAsync("accept"));
        Assert.Equal(code, CodeOn(await visitor.ChooseAsync("Preference", "refuse")));

        var page = await LookAsync(code.ToLowerInvariant().Replace('-', ' '));

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Equal(
            ["You allowed optional cookies. Analytics cookies: allowed. Preference cookies: allowed.",
             "You changed your choice. Analytics cookies: allowed. Preference cookies: off."],
            page.Document.QuerySelectorAll(".timeline h3").Select(h => h.TextContent));
        Assert.Contains("May we use optional cookies?", page.Text, StringComparison.Ordinal);
        Assert.Contains("10 November 2026, 07:00 (New York)", page.Text, StringComparison.Ordinal);
        Assert.Contains("12 May 2027, 08:00 (New York)", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("UTC", page.Text, StringComparison.Ordinal);
        Assert.StartsWith("You allow analytics cookies in the browser you chose with, until 12 May 2027", page.TextOf("#stands"), StringComparison.Ordinal);
        Assert.All(page.Document.QuerySelectorAll("details"), words => Assert.False(words.HasAttribute("open")));
        Assert.All(
            page.Document.QuerySelectorAll(".timeline a"), link => Assert.NotNull(page.Document.QuerySelector($"details > {link.GetAttribute("href")}")));
        Assert.DoesNotContain(code, page.Path, StringComparison.Ordinal);
        Assert.Contains("no-store", page.Response.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ABCD-EFGH-JKLM-NPQR-STUV")]
    [InlineData("nonsense")]
    [InlineData("")]
    public async Task A_code_of_nobody_and_no_code_at_all_have_one_answer(string code)
    {
        await _site.Visitor().AnswerAsync("accept");

        var page = await LookAsync(code);

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains("We know no choice with this code", page.TextOf(".error-summary"), StringComparison.Ordinal);
        Assert.Null(page.Document.QuerySelector(".timeline"));
    }

    [Fact]
    public async Task Taking_it_back_from_another_browser_stops_everything_in_the_first_one()
    {
        var first = _site.Visitor();
        var code = CodeOn(await first.AnswerAsync("accept"));
        await first.SubmitAsync(
            await first.GetAsync(ConsentVisitor.Settings), "#choose-appearance", button: ConsentVisitor.Button("Scheme", "dark"));
        await first.GetAsync("/privacy");
        Assert.Contains(await _site.PageViewsAsync(), v => v.VisitorId is not null);
        var (consent, number) = (first.CookieValue("consent"), first.CookieValue("visitor"));

        var other = _site.Visitor();
        var page = await other.SubmitAsync(await LookAsync(code, other), "#withdraw-form");

        Assert.NotNull(page.Document.QuerySelector("#withdrawn"));
        Assert.Equal("You took your consent back. All optional cookies are off.", page.TextOf("#stands"));
        Assert.Null(page.Document.QuerySelector("#withdraw-form"));
        Assert.Equal(ConsentKind.Withdrawn, (await _site.RecordsAsync())[^1].Kind);
        Assert.DoesNotContain(await _site.PageViewsAsync(), v => v.VisitorId is not null);

        var views = (await _site.PageViewsAsync()).Count;
        var next = await first.GetAsync("/privacy");
        Assert.Null(next.Document.QuerySelector(ConsentVisitor.Banner));
        Assert.Equal(["consent"], first.CookieNames());
        Assert.Equal(40, first.CookieValue("consent")!.Length);
        Assert.Equal("automatic", next.Document.DocumentElement.GetAttribute("data-appearance"));
        Assert.Equal(views, (await _site.PageViewsAsync()).Count);

        // Whoever kept the old cookies is not counted with them either.
        using var old = new HttpRequestMessage(HttpMethod.Get, "/privacy");
        old.Headers.Add("Cookie", $"consent={consent}; visitor={number}");
        await _site.CreateClient().SendAsync(old);
        Assert.Equal(views, (await _site.PageViewsAsync()).Count);
    }

    [Fact]
    public async Task Taking_it_back_twice_records_it_once_and_a_new_choice_begins_a_new_chain()
    {
        var visitor = _site.Visitor();
        var code = CodeOn(await visitor.AnswerAsync("accept"));
        var looker = _site.Visitor();
        var page = await LookAsync(code, looker);
        await looker.SubmitAsync(page, "#withdraw-form");
        var again = await looker.SubmitAsync(page, "#withdraw-form");
        Assert.Equal(HttpStatusCode.OK, again.Status);
        Assert.Null(again.Document.QuerySelector("#withdrawn"));

        Assert.Equal([ConsentKind.Granted, ConsentKind.Withdrawn], (await _site.RecordsAsync()).Select(r => r.Kind));
        var anew = CodeOn(await visitor.ChooseAsync("Analytics", "allow"));
        Assert.NotEqual(code, anew);
        Assert.Contains("visitor", visitor.CookieNames());
    }

    [Fact]
    public async Task A_withdrawal_at_another_replica_is_learned_and_outlives_a_restart()
    {
        await using var replica = new TestSite().With("Data:Folder", _site.DataFolder).With("Vault:Folder", Path.Combine(_site.Folder, "vault"));
        var visitor = _site.Visitor();
        var code = CodeOn(await visitor.AnswerAsync("accept"));
        var chain = (await _site.RecordsAsync()).Single().ChainId;
        var there = replica.Services.GetRequiredService<ConsentRevocations>();
        Assert.False(there.Contains(chain));

        var looker = _site.Visitor();
        await looker.SubmitAsync(await LookAsync(code, looker), "#withdraw-form");
        await there.RunAsync(CancellationToken.None);

        Assert.True(there.Contains(chain));
        await using var restarted = new TestSite().With("Data:Folder", _site.DataFolder).With("Vault:Folder", Path.Combine(_site.Folder, "vault"));
        Assert.True(restarted.Services.GetRequiredService<ConsentRevocations>().Contains(chain));
        restarted.Time.Advance(TimeSpan.FromDays(184));
        await restarted.Services.GetRequiredService<ConsentRevocations>().RunAsync(CancellationToken.None);
        Assert.False(restarted.Services.GetRequiredService<ConsentRevocations>().Contains(chain));
    }

    [Fact]
    public async Task A_refusal_has_a_code_too_and_nothing_to_take_back()
    {
        var page = await LookAsync(CodeOn(await _site.Visitor().AnswerAsync("reject")));

        Assert.Equal("You refused optional cookies.", page.TextOf(".timeline h3"));
        Assert.Equal("You refused optional cookies. They are off, so there is nothing to take back.", page.TextOf("#stands"));
        Assert.Null(page.Document.QuerySelector("#withdraw-form"));
    }

    [Fact]
    public async Task The_record_is_downloaded_in_the_shape_of_the_standard()
    {
        var page = await LookAsync(CodeOn(await _site.Visitor().AnswerAsync("accept")));

        var file = await _lookers[page].SubmitAsync(page, "#download-form");

        Assert.Equal("application/json", file.Response.Content.Headers.ContentType!.MediaType);
        Assert.Equal("attachment", file.Response.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Contains("no-store", file.Response.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        using var receipt = JsonDocument.Parse(file.Body);
        var record = Assert.Single(receipt.RootElement.GetProperty("records").EnumerateArray());
        var stored = (await _site.RecordsAsync()).Single();
        Assert.Equal(stored.ReceiptHash, receipt.RootElement.GetProperty("receipt_id").GetString());
        Assert.Equal(stored.Id.ToString("N"), record.GetProperty("record_id").GetString());
        Assert.Equal(stored.ChainId.ToString("N"), record.GetProperty("pii_principal_id").GetString());
        Assert.Equal("dpv:ConsentGiven", record.GetProperty("event").GetProperty("state").GetString());
        Assert.Equal(stored.TextHash, record.GetProperty("notice").GetProperty("sha256").GetString());
        Assert.StartsWith("May we use", record.GetProperty("notice").GetProperty("words").GetString(), StringComparison.Ordinal);
        foreach (var field in (string[])["schema_version", "purposes", "pii_controller", "jurisdiction", "recipients", "storage_and_retention", "withdrawal_method", "legal_basis"])
        {
            Assert.True(record.TryGetProperty(field, out _), field);
        }
    }

    [Fact]
    public async Task Words_that_were_changed_are_not_shown_as_proof()
    {
        var code = CodeOn(await _site.Visitor().AnswerAsync("accept"));
        await _site.InDatabaseAsync(db => db.Database.ExecuteSqlRawAsync("UPDATE ConsentTexts SET Content = 'You agreed to everything'"));

        var page = await LookAsync(code);

        Assert.DoesNotContain("You agreed to everything", page.Text, StringComparison.Ordinal);
        Assert.Contains("do not match their fingerprint", page.Text, StringComparison.Ordinal);
    }

    private readonly Dictionary<Page, PageVisitor> _lookers = [];

    private static string CodeOn(Page page) => page.TextOf("#receipt strong")!;

    private async Task<Page> LookAsync(string code, PageVisitor? visitor = null)
    {
        visitor ??= _site.Visitor();
        var page = await visitor.SubmitAsync(
            await visitor.GetAsync(PrivacyRoutes.CookieReceipt), "#receipt-form", new Dictionary<string, string> { ["Code"] = code });
        _lookers[page] = visitor;
        return page;
    }

    private async Task<bool> HoldsAsync(string code)
    {
        await _site.InDatabaseAsync(async db => { await db.Engine.ScrubAsync(db, CancellationToken.None); return true; });
        var plain = code.Replace("-", "", StringComparison.Ordinal);
        return Directory.EnumerateFiles(_site.DataFolder, "igsendmail.db*")
            .Select(f => { using var s = new FileStream(f, FileMode.Open, FileAccess.Read, FileShare.ReadWrite); using var m = new MemoryStream(); s.CopyTo(m); return System.Text.Encoding.Latin1.GetString(m.ToArray()); })
            .Any(text => text.Contains(plain, StringComparison.Ordinal) || text.Contains(code, StringComparison.Ordinal));
    }
}
