using IGSendMail.Platform.Accounts;
using IGSendMail.Platform.Audience;
using IGSendMail.Privacy.Erasure;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Storage;
using IGSendMail.Web.Tests.Requests;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Web.Tests.Erasures;

/// <summary>Plan, then act: what was counted is what goes, or nothing goes.</summary>
public sealed class PlanTests : IAsyncLifetime
{
    private ErasureCase _case = null!;

    public async Task InitializeAsync() => _case = await ErasureCase.StartAsync();

    public async Task DisposeAsync() => await _case.DisposeAsync();

    [Fact]
    public async Task The_plan_counts_every_place_by_disposition_before_anything_changes()
    {
        await _case.AskAsync();
        Assert.True(await _case.StepAsync());

        var plan = (await OfAsync())!;
        Assert.Equal(ErasureState.Planned, plan.State);
        Assert.Matches("^[0-9a-f]{64}$", plan.Fingerprint!);
        Assert.Equal(_case.Site.Time.GetUtcNow(), plan.PlannedAt);
        Assert.Contains(plan.Lines, l => l is { StoreKey: "Account", Category: DataCategory.Account, Disposition: DispositionKind.Delete, Rows: 1 });
        Assert.Contains(plan.Lines, l => l is { StoreKey: "crm", Title: "Notes of our sales people", Disposition: DispositionKind.Delete, Rows: ErasureCase.Records });
        Assert.Contains(plan.Lines, l => l is { StoreKey: "AuditEntry", Category: DataCategory.Accountability, Disposition: DispositionKind.KeepUntil, Rows: > 0 });
        Assert.Equal(await CountedAsync(), plan.Lines.OrderBy(l => l.StoreKey, StringComparer.Ordinal).ThenBy(l => l.Disposition)
            .Select(l => (l.StoreKey, l.Disposition!.Value, l.Rows)));
        Assert.Equal(1, await _case.Site.InDatabaseAsync(db => db.Set<User>().CountAsync()));
        Assert.Equal(ErasureCase.Records, _case.Place.Count);
    }

    [Fact]
    public async Task What_moves_between_plan_and_act_makes_a_new_plan_and_nothing_goes_until_it_stands()
    {
        await _case.AskAsync();
        await _case.StepAsync();
        var first = (await OfAsync())!.Fingerprint;
        await AddListAsync();

        Assert.True(await _case.StepAsync());

        var plan = (await OfAsync())!;
        Assert.Equal((ErasureState.Planned, 1), (plan.State, (await _case.RunAsync()).Drifts));
        Assert.NotEqual(first, plan.Fingerprint);
        Assert.Contains(plan.Lines, l => l is { StoreKey: "SubscriberList", Rows: 1 });
        Assert.DoesNotContain("KeyDestroyed", await _case.ActsAsync());

        await _case.Site.WorkAsync();
        Assert.Equal(ErasureState.Done, (await _case.RunAsync()).State);
        Assert.Equal(1, (await _case.ReceiptAsync()).Lines.Single(l => l.Store == "SubscriberList").Deleted);
    }

    [Fact]
    public async Task A_plan_that_never_stands_waits_for_an_officer_and_then_goes_on()
    {
        var reference = await _case.AskAsync();
        await _case.StepAsync();
        for (var i = 0; i < 3; i++)
        {
            await AddListAsync();
            await _case.StepAsync();
        }

        Assert.NotNull((await _case.RunAsync()).HaltedAt);
        Assert.Contains("ErasureHalted", await _case.ActsAsync());
        await _case.Site.WorkAsync();
        Assert.Equal(ErasureState.Planned, (await _case.RunAsync()).State);
        Assert.Equal(ErasureCase.Records, _case.Place.Count);
        Assert.Equal([_case.RunId], await Plans().WaitingForOfficerAsync(10, default));
        Assert.Equal("degraded", await _case.HealthAsync());

        var officer = new OfficerId(RowKeys.New(TimeProvider.System));
        Assert.True(await DecideAsync(d => d.ContinueAsync(_case.RunId, officer, default)));
        Assert.False(await DecideAsync(d => d.ContinueAsync(_case.RunId, officer, default)));
        await _case.Site.WorkAsync();

        Assert.Equal(ErasureState.Done, (await _case.RunAsync()).State);
        Assert.Equal(Privacy.Requests.RequestState.Done, (await _case.Site.ReadAsync(reference)).State);
        Assert.Contains("ErasureContinued", await _case.ActsAsync());
        Assert.Empty(await Plans().WaitingForOfficerAsync(10, default));
    }

    [Fact]
    public async Task Letters_and_accountability_may_move_without_holding_anything_up()
    {
        await _case.AskAsync();
        await _case.StepAsync();
        // Delivered meanwhile: one letter fewer in the outbox, one more in the pickup folder.
        await _case.Site.InScopeAsync(s => s.GetRequiredService<Outbox>().DeliverDueAsync(default));

        await _case.StepAsync();

        Assert.Equal((ErasureState.Purging, 0), ((await _case.RunAsync()).State, (await _case.RunAsync()).Drifts));
    }

    [Fact]
    public async Task Once_it_stands_in_the_journal_it_goes_on_though_something_moved()
    {
        await _case.AskAsync();
        await _case.StepAsync();
        await _case.Site.InScopeAsync(async services => await services.GetRequiredService<Privacy.Erasure.ErasureJournal>().BeginAsync(
            await _case.RunAsync(), DataSubject.Of(new Identifier(IdentifierKind.Account, _case.User.AccountId!.Value)), default));
        await AddListAsync();

        await _case.StepAsync();

        Assert.Equal(ErasureState.Purging, (await _case.RunAsync()).State);
    }

    private Task AddListAsync() => _case.Site.InDatabaseAsync(async db =>
    {
        var account = _case.User.AccountId!.Value;
        var id = RowKeys.New(_case.Site.Time);
        await db.WriteAsync(WriteUrgency.Interactive, async token => db.Add(new SubscriberList
        {
            Id = id,
            AccountId = account,
            CreatedAt = _case.Site.Time.GetUtcNow(),
            Content = await _case.Site.Services.GetRequiredService<Sealer>().SealAsync(
                SubscriberList.PlaceOf(new(account, id)), new ListContent("late"), token),
        }), default);
        return true;
    });

    private ErasurePlans Plans() => _case.Site.Services.GetRequiredService<ErasurePlans>();

    private Task<ErasurePlan?> OfAsync() => Plans().OfAsync(_case.RunId, default);

    private Task<bool> DecideAsync(Func<ErasureDecisions, Task<bool>> decide) =>
        _case.Site.InScopeAsync(services => decide(services.GetRequiredService<ErasureDecisions>()));

    private Task<List<(string, DispositionKind, long)>> CountedAsync() => _case.Site.InScopeAsync(async services =>
    {
        var subject = await services.GetRequiredService<Privacy.PersonalData.Subjects>().OfAccountAsync(_case.User.AccountId!.Value, default);
        var counted = new List<(string Key, DispositionKind Disposition, long Rows)>();
        foreach (var store in services.GetRequiredService<DataMap>().Stores)
        {
            counted.AddRange((await store.CountAsync(subject, default)).GroupBy(c => c.Disposition)
                .Select(g => (store.Description.Key, g.Key, g.Sum(c => c.Rows))));
        }

        return counted.OrderBy(c => c.Key, StringComparer.Ordinal).ThenBy(c => c.Disposition).ToList();
    });
}
