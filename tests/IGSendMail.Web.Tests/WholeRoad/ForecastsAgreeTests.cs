using System.Globalization;
using System.Text;
using IGSendMail.Platform.Accounts;
using IGSendMail.Platform.Audience;
using IGSendMail.Privacy.Erasure;
using IGSendMail.Privacy.Retention;
using IGSendMail.Storage;
using IGSendMail.Testing;
using IGSendMail.Web.Features.Shared;
using IGSendMail.Web.Tests.Requests;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit.Abstractions;

namespace IGSendMail.Web.Tests.WholeRoad;

/// <summary>
/// What the pages of cancelling, of erasing and of an account's deletions foretell, what the officer's calendar and plan count, and what the
/// receipts say afterwards, value by value, for generated accounts. <c>IGSENDMAIL_FORECASTS</c> says for how many (6).
/// </summary>
public sealed class ForecastsAgreeTests(ITestOutputHelper output) : IAsyncDisposable
{
    /// <summary>What asking, signing in, telling and proving itself write between a forecast and its receipt.</summary>
    private static readonly HashSet<string> WrittenMeanwhile =
    [
        "AuditEntry", "AuditPerson", "OutboxMessage", "DataSubjectRequest", "RequestEvent", "RequestVisit", "ErasureReceipt", "ErasureJournal", "ErasureRun",
        "Session", "PageView", "RecipientNotice", "PassedRequest", "PromisedDeletion", "ExportPackage", "Tally", "PickupLetters", "ToldNote", "ToldJournal",
    ];

    private readonly TestSite _site = new();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task What_is_foretold_before_an_erasure_is_what_the_plan_counts_and_the_receipt_says()
    {
        for (var seed = 0; seed < HowMany(); seed++)
        {
            var account = await CompanyAsync(seed);
            var visitor = await _site.SignedInAsync(AddressOf(seed));
            var page = await visitor.GetAsync(PrivacyRoutes.AccountDataErase);
            var foretold = await ForetoldAsync(account);

            Assert.Equal(foretold.Select(Text), RowsOf(page, "main table"));

            await visitor.SubmitAsync(page, "#erase-form", new Dictionary<string, string> { ["Password"] = RequestSteps.Password });
            await _site.WorkAsync();

            Compare(seed, foretold, await ReceiptAsync(account, ErasureScope.Everything), await PlanAsync(account, ErasureScope.Everything));
        }
    }

    [Fact]
    public async Task What_is_foretold_of_a_cancellation_goes_with_its_two_steps_on_their_days()
    {
        var officer = await _site.OfficerAsync();
        long rowsOfAll = 0;
        for (var seed = 0; seed < HowMany(); seed++)
        {
            var account = await CompanyAsync(seed);
            var visitor = await _site.SignedInAsync(AddressOf(seed));
            var before = await visitor.GetAsync("/account/cancel");
            await visitor.SubmitAsync(before, "#cancel", new Dictionary<string, string> { ["Password"] = RequestSteps.Password });
            var (cancelled, deletions) = (await visitor.GetAsync("/account/cancel"), await visitor.GetAsync("/account/deletions"));
            var forecast = await _site.InScopeAsync(services => services.GetRequiredService<CancellationForecast>().OfAsync(account, default));

            // One table on three pages, each with the dates; the cancellation itself has sent an e-mail.
            Assert.Equal(RowsOf(cancelled, "#forecast"), RowsOf(deletions, "#forecast"));
            Assert.Equal(
                forecast.Lists.Select(l => (l.Title, l.Deleted.Count())),
                cancelled.Document.QuerySelectorAll("#forecast tbody tr").Take(forecast.Lists.Count).Select(r => (r.Children[0].TextContent, r.Children[1].TextContent)));
            Assert.Equal(RowsOf(before, "#forecast").Take(forecast.Lists.Count), RowsOf(cancelled, "#forecast").Take(forecast.Lists.Count));
            rowsOfAll += forecast.Lists.Sum(l => l.Deleted);
        }

        officer = await _site.SignedInAsync("olga@example.com");
        var calendar = (await officer.GetAsync("/officer/retention")).Document.QuerySelectorAll("#calendar-table tbody tr")
            .ToDictionary(r => r.Children[0].TextContent, r => r.Children[1].TextContent, StringComparer.Ordinal);
        Assert.Equal(HowMany().ToString(CultureInfo.InvariantCulture), calendar["Cancelled accounts, with everything"]);
        Assert.Equal(rowsOfAll.Count(), calendar.GetValueOrDefault("Rows on them, counted at the cancellation", "0"));

        // On the last second: what goes by its age has gone, and what other companies have of these people goes in the same night.
        _site.Time.Advance(TimeSpan.FromDays(20));
        await RetainAsync();
        _site.Time.Advance(TimeSpan.FromDays(10) - TimeSpan.FromSeconds(1));
        var foretold = new Dictionary<Guid, IReadOnlyList<PlaceLine>>();
        foreach (var account in await _site.InDatabaseAsync(db => db.Accounts().Select(a => a.Id).ToListAsync()))
        {
            foretold[account] = [.. (await ForetoldAsync(account)).Where(l => l.Title != l.Place.TitleAtCustomers)];
        }

        await RetainAsync();
        foreach (var (account, lines) in foretold.Where(f => f.Value.Any(l => l.Deleted > 0 && ErasureScope.SubscriberData.Covers(l.Place))))
        {
            Compare(0, [.. lines.Where(l => ErasureScope.SubscriberData.Covers(l.Place))], await ReceiptAsync(account, ErasureScope.SubscriberData), await PlanAsync(account, ErasureScope.SubscriberData));
        }

        _site.Time.Advance(TimeSpan.FromDays(1));
        await RetainAsync();
        Assert.Equal(0, await _site.InDatabaseAsync(db => db.Accounts().CountAsync()));
        foreach (var (account, lines) in foretold)
        {
            Compare(0, [.. lines.Where(l => !ErasureScope.SubscriberData.Covers(l.Place))], [.. (await ReceiptAsync(account, ErasureScope.Everything)).Where(l => !IsOfLists(l.Store))], await PlanAsync(account, ErasureScope.Everything));
        }
    }

    private void Compare(int seed, IReadOnlyList<PlaceLine> foretold, IReadOnlyList<ReceiptLine> receipt, IReadOnlyDictionary<string, (long, long)> plan)
    {
        var said = receipt.Where(l => !WrittenMeanwhile.Contains(l.Store)).Select(l => Line(l.Title, l.Deleted, l.Emptied, l.Kept, l.Reason, l.Until)).ToList();
        var told = foretold.Where(l => !WrittenMeanwhile.Contains(l.Place.Key)).Select(l => Line(l.Title, l.Deleted, l.Emptied, l.Kept, l.Why?.Reason, l.Why?.Until)).ToList();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{seed}: {told.Count} lines"));
        Assert.Equal(told, said);
        foreach (var line in foretold.Where(l => !WrittenMeanwhile.Contains(l.Place.Key) && l.Deleted + l.Emptied > 0))
        {
            Assert.Equal((line.Deleted, line.Emptied), plan[line.Place.Key]);
        }
    }

    private Task<IReadOnlyList<PlaceLine>> ForetoldAsync(Guid account) => _site.InScopeAsync(
        services => services.GetRequiredService<ErasureForecast>().OfAccountAsync(account, default));

    private bool IsOfLists(string store) => ErasureScope.SubscriberData.Covers(
        _site.Services.GetRequiredService<Privacy.PersonalData.DataMap>().Stores.Single(s => s.Description.Key == store).Description);

    private Task<IReadOnlyList<ReceiptLine>> ReceiptAsync(Guid account, ErasureScope scope) => _site.InDatabaseAsync(async db =>
    {
        var receipts = await db.ErasureReceipts().AsNoTracking().Where(r => r.AccountId == account).ToListAsync();
        return receipts.Select(r => r.Read()).Single(r => r.Scope == scope).Lines;
    });

    private Task<IReadOnlyDictionary<string, (long, long)>> PlanAsync(Guid account, ErasureScope scope) => _site.InDatabaseAsync(async db =>
    {
        var run = await db.ErasureRuns().Where(r => r.AccountId == account && r.Scope == scope).Select(r => r.Id).SingleAsync();
        var tasks = await db.ErasureTasks().AsNoTracking().Where(t => t.RunId == run).ToListAsync();
        return (IReadOnlyDictionary<string, (long, long)>)tasks.ToDictionary(t => t.StoreKey, t => (t.PlannedRows, t.PlannedEmptied), StringComparer.Ordinal);
    });

    private Task RetainAsync() => _site.InScopeAsync(async services =>
    {
        for (var round = 0; round < 3; round++)
        {
            await services.GetRequiredService<Outbox>().DeliverDueAsync(default);
            await services.GetRequiredService<RetentionJob>().RunAsync(default);
            await services.GetRequiredService<ErasureWork>().RunAsync(default);
        }
    });

    /// <summary>A company by its seed: lists or none, people who are shared with other companies, opt-outs, rows that were not taken, and answers.</summary>
    private async Task<Guid> CompanyAsync(int seed)
    {
        var random = new SeededNumbers((uint)seed + 1);
        var account = (await _site.RegisterAsync(AddressOf(seed))).AccountId!.Value;
        for (var list = 0; list < seed % 3; list++)
        {
            var file = new StringBuilder("email,name,status\r\n");
            for (var row = 1 + random.Next(11); row > 0; row--)
            {
                file.Append(CultureInfo.InvariantCulture, $"{AddressOf(random.Next(40))},Somebody {row},{(random.Next(5) == 0 ? "unsubscribed" : "subscribed")}\r\n");
            }

            file.Append(random.Next(2) == 0 ? "not an address,Nobody,subscribed\r\n" : "");
            await _site.InScopeAsync(async services =>
            {
                using var stream = new MemoryStream(Encoding.UTF8.GetBytes(file.ToString()));
                await services.UploadAsync(account, $"List {list}", stream);
                await services.GetRequiredService<ImportWork>().RunAsync(default);
            });
        }

        await _site.InScopeAsync(services => services.GetRequiredService<Outbox>().DeliverDueAsync(default));
        return account;
    }

    private static string AddressOf(int seed) => string.Create(CultureInfo.InvariantCulture, $"person{seed}@example.com");

    private static string Text(PlaceLine line) => $"{line.Title} {line.Deleted.Count()} {line.Kept.Count()}";

    private static string Line(string title, long deleted, long emptied, long kept, string? reason, DateTimeOffset? until) => string.Create(
        CultureInfo.InvariantCulture, $"{title}: {deleted} deleted, {emptied} emptied, {kept} kept, {reason}{(until is { } day ? $" until {day:yyyy-MM-dd}" : "")}");

    private static List<string> RowsOf(Page page, string table) =>
        [.. page.Document.QuerySelectorAll($"{table} tbody tr").Select(r => string.Join(' ', r.Children.Take(3).Select(c => c.TextContent.Trim())))];

    private static int HowMany() => Environment.GetEnvironmentVariable("IGSENDMAIL_FORECASTS") is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : 6;
}
