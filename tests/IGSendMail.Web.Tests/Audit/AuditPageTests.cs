using System.Net;
using IGSendMail.Platform.Audience;
using IGSendMail.Privacy.Audit;
using IGSendMail.Storage;
using IGSendMail.Testing;
using IGSendMail.Web.Features.Shared;
using IGSendMail.Web.Tests.Requests;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Web.Tests.Audit;

/// <summary>What officers see of the trail.</summary>
public sealed class AuditPageTests : IAsyncDisposable
{
    private readonly TestSite _site = new();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task Only_officers_see_the_trail()
    {
        await _site.RegisterAsync("ada@example.com");
        await _site.AddOfficerAsync("olga@example.com");

        Assert.StartsWith("/account/sign-in", (await _site.Visitor().GetAsync(PrivacyRoutes.OfficerAudit)).Path, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await (await _site.SignedInAsync("ada@example.com")).GetAsync(PrivacyRoutes.OfficerAudit)).Status);
        Assert.Equal(HttpStatusCode.OK, (await OfficerAsync()).Status);
    }

    [Fact]
    public async Task The_newest_entry_comes_first_in_plain_words_and_names_nobody()
    {
        _ = _site.Services;
        _site.Time.Advance(TimeSpan.FromSeconds(1));
        await _site.RegisterAsync("ada@example.com");
        await _site.AddOfficerAsync("olga@example.com");
        var page = await OfficerAsync();

        var rows = page.Document.QuerySelectorAll("tbody tr").Select(r => r.QuerySelector("th")!.TextContent).ToList();
        Assert.Equal(["Two-step sign-in turned on", "Signed in"], rows.Take(2));
        Assert.Contains("Privacy officer added", rows);
        Assert.Contains("Account opened", rows);
        Assert.Equal("Policy version loaded", rows[^1]);
        Assert.DoesNotContain("example.com", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_act_can_be_chosen_and_pages_go_on_where_the_last_one_ended()
    {
        await _site.AddOfficerAsync("olga@example.com");
        await EnterAsync(AudienceActs.ListDeleted, AuditPages.PageSize + 7);
        var officer = await _site.SignedInAsync("olga@example.com");
        var all = await officer.GetAsync(PrivacyRoutes.OfficerAudit);

        var first = await officer.SubmitAsync(all, "#filter", new Dictionary<string, string> { ["act"] = "ListDeleted" });
        var second = await officer.GetAsync(first.Document.QuerySelector("main .actions a")!.GetAttribute("href")!);
        var third = await officer.GetAsync(PrivacyRoutes.OfficerAudit + "?act=TrailCut");

        Assert.Equal(AuditPages.PageSize, first.Document.QuerySelectorAll("tbody tr").Length);
        Assert.Equal(7, second.Document.QuerySelectorAll("tbody tr").Length);
        Assert.All(second.Document.QuerySelectorAll("tbody tr"), row => Assert.StartsWith("List deleted", row.TextContent.Trim(), StringComparison.Ordinal));
        Assert.Contains("There is no such entry.", third.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_act_that_no_room_of_this_program_knows_is_shown_by_the_name_it_was_entered_with()
    {
        await _site.AddOfficerAsync("olga@example.com");
        await EnterAsync(new AuditAct("ActOfANewerProgram", "Nobody reads this"), 1);

        var page = await OfficerAsync();

        Assert.Contains("ActOfANewerProgram", page.Document.QuerySelectorAll("tbody tr th:first-child").Select(d => d.TextContent));
        Assert.DoesNotContain("ActOfANewerProgram", page.Document.QuerySelectorAll("#act option").Select(o => o.GetAttribute("value")));
    }

    [Theory]
    [InlineData("?act=Nonsense")]
    [InlineData("?act=3")]
    [InlineData("?before=yesterday")]
    [InlineData("?before=99999999999999999999_00000000000000000000000000000000")]
    public async Task A_filter_that_means_nothing_is_a_bad_request(string query)
    {
        await _site.AddOfficerAsync("olga@example.com");

        Assert.Equal(HttpStatusCode.BadRequest, (await (await _site.SignedInAsync("olga@example.com")).GetAsync(PrivacyRoutes.OfficerAudit + query)).Status);
    }

    [Fact]
    public async Task It_says_how_the_chain_stands()
    {
        await _site.AddOfficerAsync("olga@example.com");
        var before = Facts(await OfficerAsync());
        Assert.Equal(["0", "None yet"], before.Take(2));
        Assert.StartsWith("4, the oldest since 10 November 2026", before[2], StringComparison.Ordinal);
        Assert.Equal("Not checked yet", before[3]);

        await _site.Services.GetRequiredService<AuditSequencer>().RunAsync(default);

        var page = await OfficerAsync();
        Assert.Equal("4", Facts(page)[0]);
        Assert.StartsWith("1, the oldest since", Facts(page)[2], StringComparison.Ordinal);
        Assert.DoesNotContain("shorter than the vault says", page.Text, StringComparison.Ordinal);
    }

    private async Task<Page> OfficerAsync()
    {
        // What is entered at one instant has no order.
        _site.Time.Advance(TimeSpan.FromSeconds(1));
        return await (await _site.SignedInAsync("olga@example.com")).GetAsync(PrivacyRoutes.OfficerAudit);
    }

    private static List<string> Facts(Page page) => [.. page.Document.QuerySelectorAll(".facts dd").Select(d => d.TextContent.Trim())];

    private Task EnterAsync(AuditAct act, int count) => _site.InScopeAsync(services =>
    {
        var db = services.GetRequiredService<IGSendMailContext>();
        return db.WriteAsync(WriteUrgency.Interactive, async token =>
        {
            for (var i = 0; i < count; i++)
            {
                await services.GetRequiredService<AuditTrail>().AppendAsync(db, new(act, AuditActor.System), token);
            }
        }, default);
    });
}
