using System.Net;
using System.Text;
using System.Text.Json;
using IGSendMail.Privacy.Audit;
using IGSendMail.Privacy.Consent;
using IGSendMail.Testing;
using IGSendMail.Web.Features.Shared;
using IGSendMail.Web.Tests.Requests;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Web.Tests.Consent;

/// <summary>The ledger as an officer takes it away.</summary>
public sealed class ConsentExportTests : IAsyncDisposable
{
    private readonly TestSite _site = new();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task Only_officers_take_the_ledger_away()
    {
        await _site.RegisterAsync("ada@example.com");

        var path = PrivacyRoutes.OfficerConsentExport + "?format=csv";
        Assert.StartsWith("/account/sign-in", (await _site.Visitor().GetAsync(path)).Path, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await (await _site.SignedInAsync("ada@example.com")).GetAsync(path)).Status);
    }

    [Fact]
    public async Task Both_forms_hold_every_choice_of_the_days_asked_for_and_the_copy_is_audited()
    {
        await _site.Visitor().AnswerAsync("accept");
        _site.Time.Advance(TimeSpan.FromDays(1));
        await _site.Visitor().AnswerAsync("reject");
        _site.Time.Advance(TimeSpan.FromDays(1));
        await _site.Visitor().AnswerAsync("accept");
        var officer = await _site.OfficerAsync();

        var csv = await officer.GetAsync(PrivacyRoutes.OfficerConsentExport + "?format=csv");
        var lines = Encoding.UTF8.GetString(csv.Body).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(4, lines.Length);
        Assert.StartsWith("record,consent,time,", lines[0], StringComparison.Ordinal);
        Assert.All(lines, l => Assert.Equal(15, l.Split(',').Length));
        Assert.Equal(["Granted", "Refused", "Granted"], lines.Skip(1).Select(l => l.Split(',')[5]));
        Assert.Equal("attachment", csv.Response.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Contains("no-store", csv.Response.Headers.CacheControl!.ToString(), StringComparison.Ordinal);

        var one = await officer.GetAsync(PrivacyRoutes.OfficerConsentExport + "?format=jsonl&from=2026-11-11&to=2026-11-11");
        var objects = Encoding.UTF8.GetString(one.Body).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonDocument.Parse(l).RootElement).ToList();
        Assert.Equal(["dpv:Notice", "dpv:ConsentRecord"], objects.Select(o => o.GetProperty("@type").GetString()));
        Assert.True(objects[0].GetProperty("is_as_shown").GetBoolean());
        Assert.Equal("dpv:ConsentRefused", objects[1].GetProperty("event").GetProperty("state").GetString());
        Assert.Equal(objects[0].GetProperty("sha256").GetString(), objects[1].GetProperty("notice").GetProperty("sha256").GetString());

        Assert.Equal(2, await _site.InDatabaseAsync(db => db.AuditEntries().CountAsync(e => e.Act == ConsentActs.Exported.Name)));
    }

    [Fact]
    public async Task It_names_no_account_and_no_browser()
    {
        var user = await _site.RegisterAsync("ada@example.com");
        await (await _site.SignedInAsync("ada@example.com")).AnswerAsync("accept", "/privacy");
        var record = (await _site.RecordsAsync()).Single();
        var officer = await _site.OfficerAsync();

        foreach (var format in (string[])["csv", "jsonl"])
        {
            var text = Encoding.UTF8.GetString((await officer.GetAsync($"{PrivacyRoutes.OfficerConsentExport}?format={format}")).Body);
            Assert.Contains(record.ChainId.ToString("N"), text, StringComparison.Ordinal);
            Assert.DoesNotContain(user.AccountId!.Value.ToString("N"), text, StringComparison.Ordinal);
            Assert.DoesNotContain(record.VisitorId!.Value.ToString("N"), text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("", "format")]
    [InlineData("?format=xml", "format")]
    [InlineData("?format=csv&from=yesterday", "from")]
    [InlineData("?format=csv&to=2026-13-01", "to")]
    [InlineData("?format=csv&from=2026-11-12&to=2026-11-11", "to")]
    public async Task A_wrong_wish_is_answered_with_the_name_of_what_is_wrong(string query, string named)
    {
        var page = await (await _site.OfficerAsync()).GetAsync(PrivacyRoutes.OfficerConsentExport + query);

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains($"\"{named}\"", Encoding.UTF8.GetString(page.Body), StringComparison.Ordinal);
    }
}
