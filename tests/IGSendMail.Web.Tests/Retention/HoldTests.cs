using System.Net;
using IGSendMail.Platform.Accounts;
using IGSendMail.Privacy.Audit;
using IGSendMail.Privacy.Erasure;
using IGSendMail.Privacy.Holds;
using IGSendMail.Privacy.Packages;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Requests;
using IGSendMail.Privacy.Retention;
using IGSendMail.Testing;
using IGSendMail.Web.Features.Officer;
using IGSendMail.Web.Features.Shared;
using IGSendMail.Web.Tests.Requests;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Web.Tests.Retention;

/// <summary>What a legal hold covers stays; lifted, the rules act again.</summary>
public sealed class HoldTests : IAsyncDisposable
{
    private readonly TestSite _site = new();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task A_cancelled_account_that_is_held_is_not_deleted_until_the_hold_is_lifted()
    {
        await CancelledAsync("ada@example.com");
        await CancelledAsync("ben@example.com");
        var officer = await _site.OfficerAsync();
        Assert.Equal(HttpStatusCode.OK, (await PlaceAsync(officer, HoldForm.Person, "ada@example.com")).Status);
        _site.Time.Advance(TimeSpan.FromDays(31));
        Assert.Single((await ForecastAsync()).Accounts.Select(a => a.Due.AccountId).Distinct());

        await RunAsync();

        Assert.Equal(1, await _site.InDatabaseAsync(db => db.Accounts().CountAsync()));
        officer = await _site.SignedInAsync("olga@example.com");
        await _site.LiftHoldAsync(officer);
        await RunAsync();
        Assert.Equal(0, await _site.InDatabaseAsync(db => db.Accounts().CountAsync()));
    }

    [Fact]
    public async Task What_a_person_asked_us_to_keep_stays_when_its_time_is_up()
    {
        await CancelledAsync("ada@example.com");
        var officer = await _site.OfficerAsync();
        var values = Values(HoldForm.Person, "ada@example.com");
        values["Reason"] = nameof(HoldReason.Restriction);

        var placed = await officer.SubmitAsync(await officer.GetAsync(PrivacyRoutes.OfficerHolds), "#hold-form", values);

        Assert.Contains("A restriction", placed.TextOf("main table"), StringComparison.Ordinal);
        _site.Time.Advance(TimeSpan.FromDays(31));
        await RunAsync();
        Assert.Equal(1, await _site.InDatabaseAsync(db => db.Accounts().CountAsync(a => a.ClosedAt == null)));
    }

    [Fact]
    public async Task What_belongs_to_a_held_account_does_not_go_by_age_and_what_belongs_to_others_does()
    {
        foreach (var name in new[] { "ada", "ben" })
        {
            await _site.RegisterAsync($"{name}@example.com");
            var holder = await _site.SignedInAsync($"{name}@example.com");
            await holder.SubmitAsync(
                await holder.GetAsync(PrivacyRoutes.AccountData), "#ask-form",
                new Dictionary<string, string> { ["Password"] = RequestSteps.Password }, "button[value=Access]");
        }

        await _site.RunRequestsAsync();
        await PlaceAsync(await _site.OfficerAsync(), HoldForm.Person, "ada@example.com");
        _site.Time.Advance(TimeSpan.FromDays(15));
        Assert.Equal(1, (await ForecastAsync()).Expiring.Single(e => e.StoreKey == nameof(ExportPackage)).Count);
        Assert.Equal(1, (await ForecastAsync()).Expiring.Single(e => e.StoreKey == "ExportFiles").Count);

        await RunAsync();

        var kept = await _site.InDatabaseAsync(db => db.ExportPackages().AsNoTracking().SingleAsync());
        var account = (await _site.InDatabaseAsync(db => db.LegalHolds().AsNoTracking().SingleAsync())).AccountId;
        Assert.Equal(account, kept.AccountId);
        Assert.Single(Directory.EnumerateFiles(Path.Combine(_site.DataFolder, "exports"), "*.zip", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_held_category_waits_for_everybody()
    {
        await CancelledAsync("ada@example.com");
        await PlaceAsync(await _site.OfficerAsync(), nameof(DataCategory.Accountability), null);
        _site.Time.Advance(TimeSpan.FromDays(31));

        await RunAsync();

        Assert.Equal(1, await _site.InDatabaseAsync(db => db.Accounts().CountAsync(a => a.ClosedAt == null)));
        Assert.Empty((await ForecastAsync()).Accounts.Where(a => a.Due.Scope == ErasureScope.Everything));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_hold_that_is_placed_while_a_deletion_runs_stops_it_and_lifted_it_goes_on_to_the_end(int steps)
    {
        await _site.RegisterAsync("ada@example.com");
        var holder = await _site.SignedInAsync("ada@example.com");
        await holder.SubmitAsync(
            await holder.GetAsync(PrivacyRoutes.AccountDataErase), "#erase-form",
            new Dictionary<string, string> { ["Password"] = RequestSteps.Password });
        var officer = await _site.OfficerAsync();
        await _site.RunRequestsAsync();
        for (var step = 0; step < steps; step++)
        {
            await StepAsync();
        }

        await _site.InDatabaseAsync(async db =>
        {
            var account = await db.ErasureRuns().Select(r => r.AccountId).SingleAsync();
            await db.WriteAsync(Storage.WriteUrgency.Interactive, token =>
            {
                db.Add(new LegalHold
                {
                    Id = Storage.RowKeys.New(_site.Time),
                    AccountId = account,
                    Reason = HoldReason.Order,
                    CaseNumber = "1",
                    PlacedBy = Guid.Empty,
                    PlacedAt = _site.Time.GetUtcNow(),
                    ReviewOn = new DateOnly(2027, 1, 1),
                });
                return Task.CompletedTask;
            }, CancellationToken.None);
            return 0;
        });
        await _site.WorkAsync();

        Assert.NotEqual(RequestState.Done, (await _site.NewestRequestAsync()).State);
        Assert.Equal(1, await _site.InDatabaseAsync(db => db.ErasureRuns().CountAsync(r => r.FinishedAt == null)));
        await _site.LiftHoldAsync(officer);
        await _site.WorkAsync();
        Assert.Equal(RequestState.Done, (await _site.NewestRequestAsync()).State);
        Assert.Equal(0, await _site.InDatabaseAsync(db => db.Accounts().CountAsync()));
    }

    private Task StepAsync() => _site.InScopeAsync(async services =>
    {
        var leases = services.GetRequiredService<Storage.Leases>();
        var held = (await leases.TryTakeAsync("erasure", CancellationToken.None))!;
        var run = await services.GetRequiredService<Storage.IGSendMailContext>().ErasureRuns().Select(r => r.Id).SingleAsync();
        await services.GetRequiredService<ErasureSteps>().AdvanceAsync(run, held, CancellationToken.None);
        await leases.ReleaseAsync(held, CancellationToken.None);
    });

    [Fact]
    public async Task A_person_who_is_held_is_not_erased_by_request_and_may_be_refused_with_that_reason()
    {
        var officer = await _site.OfficerAsync();
        await PlaceAsync(officer, HoldForm.Person, "guest@example.com");
        await _site.AskAsync("guest@example.com", Right.Erasure);
        await _site.ConfirmAsync("guest@example.com", _site.Visitor());
        var reference = (await _site.NewestRequestAsync()).Reference;

        await _site.WorkAsync();
        Assert.Equal(RequestState.Received, (await _site.ReadAsync(reference)).State);
        await officer.SubmitAsync(
            await officer.GetAsync($"/officer/requests/{reference}/refuse"), "#refuse-form",
            new Dictionary<string, string> { ["Reason"] = nameof(RequestReason.HeldByLaw) });

        Assert.Equal(RequestReason.HeldByLaw, (await _site.ReadAsync(reference)).Reason);
        Assert.Single(await _site.LettersAsync<RequestRefusedLetter>());
    }

    [Fact]
    public async Task It_is_entered_who_held_what_and_why_and_the_page_names_nobody()
    {
        await _site.RegisterAsync("ada@example.com");
        var officer = await _site.OfficerAsync();
        var page = await PlaceAsync(officer, HoldForm.Person, "ada@example.com");
        await _site.LiftHoldAsync(officer);

        Assert.DoesNotContain("ada@", page.Text, StringComparison.Ordinal);
        Assert.Contains("2026-117", page.TextOf("table"), StringComparison.Ordinal);
        var entries = await _site.InDatabaseAsync(db => db.AuditEntries().AsNoTracking()
            .Where(e => e.Act == HoldActs.Placed.Name || e.Act == HoldActs.LiftOrdered.Name || e.Act == HoldActs.Lifted.Name).ToListAsync());
        Assert.Equal(3, entries.Count);
        Assert.All(entries, e => Assert.Equal("""{"about":"account","case":"2026-117","reason":"LegalClaim"}""", e.Facts));
        Assert.Equal(HttpStatusCode.NotFound, (await officer.GetAsync(page.Document.QuerySelector(".lift-link")!.GetAttribute("href")!)).Status);
    }

    [Theory]
    [InlineData("About", null, "Choose what is held.")]
    [InlineData("About", "Nonsense", "Choose what is held.")]
    [InlineData("Address", "nobody", "Check the e-mail address: there is no @.")]
    [InlineData("Reason", null, "Choose why it is held.")]
    [InlineData("CaseNumber", "", "Enter the number of the case.")]
    [InlineData("CaseNumber", "Ada Example", "and no name")]
    [InlineData("ReviewOn", "", "Enter the day of the review.")]
    [InlineData("ReviewOn", "2026-11-10", "Enter a day after today.")]
    public async Task Bad_input_is_named_at_its_field(string field, string? value, string words)
    {
        var officer = await _site.OfficerAsync();
        var values = Values(HoldForm.Person, "ada@example.com");
        if (value is null)
        {
            values.Remove(field);
        }
        else
        {
            values[field] = value;
        }

        var form = await officer.GetAsync(PrivacyRoutes.OfficerHolds);
        if (field == "About" && value is not null)
        {
            form.Document.QuerySelector("#hold-form input[name=About]")!.SetAttribute("value", value);
        }

        var page = await officer.SubmitAsync(form, "#hold-form", values);

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains(words, page.TextOf(".error-summary"), StringComparison.Ordinal);
        Assert.Equal(0, await _site.InDatabaseAsync(db => db.LegalHolds().CountAsync()));
    }

    [Fact]
    public async Task Only_officers_get_to_it()
    {
        await _site.RegisterAsync("ada@example.com");

        Assert.StartsWith("/account/sign-in", (await _site.Visitor().GetAsync(PrivacyRoutes.OfficerHolds)).Path, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await (await _site.SignedInAsync("ada@example.com")).GetAsync(PrivacyRoutes.OfficerHolds)).Status);
    }

    private async Task CancelledAsync(string address)
    {
        var user = await _site.RegisterAsync(address);
        await _site.InScopeAsync(s => s.GetRequiredService<Cancellation>().CancelAsync(user.AccountId!.Value, CancellationToken.None));
    }

    private Task RunAsync() => _site.InScopeAsync(async services =>
    {
        await services.GetRequiredService<RetentionJob>().RunAsync(CancellationToken.None);
        await services.GetRequiredService<Storage.Outbox>().DeliverDueAsync(CancellationToken.None);
        await services.GetRequiredService<ErasureWork>().RunAsync(CancellationToken.None);
    });

    private Task<RetentionForecast> ForecastAsync() => _site.InScopeAsync(services =>
        services.GetRequiredService<RetentionForecasts>().AsOfAsync(_site.Time.GetUtcNow(), CancellationToken.None));

    private static async Task<Page> PlaceAsync(PageVisitor officer, string about, string? address) =>
        await officer.SubmitAsync(await officer.GetAsync(PrivacyRoutes.OfficerHolds), "#hold-form", Values(about, address));

    private static Dictionary<string, string> Values(string about, string? address) => new()
    {
        ["About"] = about,
        ["Address"] = address ?? "",
        ["Reason"] = nameof(HoldReason.LegalClaim),
        ["CaseNumber"] = "2026-117",
        ["ReviewOn"] = "2027-02-01",
    };
}
