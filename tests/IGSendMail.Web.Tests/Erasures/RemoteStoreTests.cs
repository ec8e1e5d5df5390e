using System.IO.Compression;
using System.Net;
using System.Text;
using IGSendMail.Platform.Accounts;
using IGSendMail.Privacy.Erasure;
using IGSendMail.Privacy.Requests;
using IGSendMail.Storage;
using IGSendMail.Testing;
using IGSendMail.Web.Tests.Requests;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Web.Tests.Erasures;

/// <summary>Another system that holds personal data, over real HTTP, with every fault that it can have.</summary>
public sealed class RemoteStoreTests : IAsyncLifetime
{
    private ErasureCase _case = null!;

    public async Task InitializeAsync() => _case = await ErasureCase.StartAsync();

    public async Task DisposeAsync() => await _case.DisposeAsync();

    [Fact]
    public async Task What_a_remote_place_holds_goes_and_stands_on_the_receipt()
    {
        _case.Place.MostAtOnce = 2;
        var reference = await _case.AskAsync();
        await _case.Site.WorkAsync();

        Assert.Equal(RequestState.Done, (await _case.Site.ReadAsync(reference)).State);
        Assert.Equal(0, _case.Place.Count);
        var line = (await _case.ReceiptAsync()).Lines.Single(l => l.Store == "crm");
        Assert.Equal(("Notes of our sales people", (long)ErasureCase.Records, 0L), (line.Title, line.Deleted, line.Kept));
        Assert.Equal(3, _case.Place.Effects.Count);
        EveryEffectHappenedOnce();
        Assert.Equal(0, _case.Place.Forged);
    }

    [Theory]
    [InlineData(PlaceBehaviour.Silence)]
    [InlineData(PlaceBehaviour.Busy)]
    [InlineData(PlaceBehaviour.Fault)]
    [InlineData(PlaceBehaviour.Garbage)]
    [InlineData(PlaceBehaviour.Flood)]
    [InlineData(PlaceBehaviour.Redirect)]
    [InlineData(PlaceBehaviour.LostAnswer)]
    [InlineData(PlaceBehaviour.Lie)]
    public async Task A_fault_delays_only_its_own_place_and_all_is_done_once_it_is_over(PlaceBehaviour fault)
    {
        (_case.Place.Always, _case.Place.FaultsOnlyAt) = (fault, "erase");
        var reference = await _case.AskAsync();
        await _case.Site.WorkAsync();

        await OnlyTheRemotePlaceWaitsAsync(reference);
        var task = await _case.RemoteTaskAsync();
        Assert.Equal(1, task.Attempts);
        Assert.Equal(FailureOf(fault), task.LastFailure);
        var wait = task.NotBefore!.Value - _case.Site.Time.GetUtcNow();
        Assert.InRange(wait.TotalSeconds, fault == PlaceBehaviour.Busy ? 120 : 23, fault == PlaceBehaviour.Busy ? 120 : 37);

        _case.Place.Always = PlaceBehaviour.Answer;
        await _case.Site.WorkAsync();
        Assert.Equal(ErasureState.Purging, (await _case.RunAsync()).State);
        _case.Site.Time.Advance(wait);
        await _case.Site.WorkAsync();

        Assert.Equal(RequestState.Done, (await _case.Site.ReadAsync(reference)).State);
        Assert.Equal(0, _case.Place.Count);
        EveryEffectHappenedOnce();
        Assert.Equal(0, _case.Place.Astray);
        Assert.Equal(ErasureCase.Records, (await _case.ReceiptAsync()).Lines.Single(l => l.Store == "crm").Deleted);
    }

    [Fact]
    public async Task A_place_that_is_away_from_the_start_does_not_keep_anything_else_from_going()
    {
        _case.Place.Always = PlaceBehaviour.Fault;
        var reference = await _case.AskAsync();
        await _case.Site.WorkAsync();

        await OnlyTheRemotePlaceWaitsAsync(reference);
        var plan = await Plans().OfRequestAsync((await _case.Site.ReadAsync(reference)).Id, default);
        Assert.Contains(plan!.Lines, l => l.StoreKey == "crm" && l.Disposition is null);

        _case.Place.Always = PlaceBehaviour.Answer;
        _case.Site.Time.Advance(TimeSpan.FromMinutes(1));
        await _case.Site.WorkAsync();
        Assert.Equal(RequestState.Done, (await _case.Site.ReadAsync(reference)).State);
        Assert.Equal(ErasureCase.Records, (await _case.ReceiptAsync()).Lines.Single(l => l.Store == "crm").Deleted);
    }

    [Fact]
    public async Task A_place_that_is_dead_for_long_waits_for_an_officer_who_lets_it_be_tried_again()
    {
        (_case.Place.Always, _case.Place.FaultsOnlyAt) = (PlaceBehaviour.Fault, "erase");
        var reference = await _case.AskAsync();
        var waits = new List<TimeSpan>();
        for (var i = 0; i < 12; i++)
        {
            await _case.Site.WorkAsync();
            waits.Add((await _case.RemoteTaskAsync()).NotBefore!.Value - _case.Site.Time.GetUtcNow());
            _case.Site.Time.Advance(waits[^1]);
        }

        Assert.True(waits[^1] > TimeSpan.FromHours(4) && waits.TrueForAll(w => w <= TimeSpan.FromHours(7.2)));
        var dead = await _case.RemoteTaskAsync();
        Assert.Equal((12, true), (dead.Attempts, dead.DeadAt is not null));
        Assert.Single(await _case.ActsAsync(), act => act == "ErasurePlaceGivenUp");
        Assert.Equal([_case.RunId], await Plans().WaitingForOfficerAsync(10, default));
        _case.Site.Time.Advance(TimeSpan.FromDays(1));
        _case.Place.Always = PlaceBehaviour.Answer;
        await _case.Site.WorkAsync();
        Assert.Equal(ErasureCase.Records, _case.Place.Count);
        // An hour of silence is told to the person, once; it is not called done.
        var waiting = await _case.Site.ReadAsync(reference);
        Assert.Equal(RequestState.PartlyDone, waiting.State);
        Assert.Equal(1, await _case.Site.InDatabaseAsync(db => db.RequestEvents().CountAsync(
            e => e.RequestId == waiting.Id && e.Kind == RequestEventKind.PartlyDone)));

        await _case.Site.InScopeAsync(async services =>
        {
            var decisions = services.GetRequiredService<ErasureDecisions>();
            Assert.False(await decisions.TryStoreAgainAsync(_case.RunId, "Account", new(RowKeys.New(TimeProvider.System)), default));
            Assert.True(await decisions.TryStoreAgainAsync(_case.RunId, "crm", new(RowKeys.New(TimeProvider.System)), default));
            Assert.False(await decisions.TryStoreAgainAsync(_case.RunId, "crm", new(RowKeys.New(TimeProvider.System)), default));
        });
        await _case.Site.WorkAsync();

        Assert.Equal(RequestState.Done, (await _case.Site.ReadAsync(reference)).State);
        Assert.Equal(0, _case.Place.Count);
        Assert.Contains("ErasurePlaceRetried", await _case.ActsAsync());
        Assert.Equal("ok", await _case.HealthAsync());
    }

    [Fact]
    public async Task Other_deletions_go_on_while_a_place_is_dead()
    {
        _case.Place.Always = PlaceBehaviour.Silence;
        await _case.AskAsync();
        for (var i = 0; i < 4; i++)
        {
            await _case.Site.AskAsync($"guest{i}@example.com", Right.Erasure);
            await _case.Site.ConfirmAsync($"guest{i}@example.com", _case.Site.Visitor());
        }

        await _case.Site.WorkAsync();

        // The first one waited out a silence; since then the place is left in peace, and nobody else waits for it.
        Assert.Single(_case.Place.Questions);
        var waiting = await _case.Site.InDatabaseAsync(db => db.ErasureTasks().AsNoTracking().Where(t => !t.Done).ToListAsync());
        Assert.Equal(5, waiting.Count);
        Assert.All(waiting, t => Assert.Equal("crm", t.StoreKey));

        _case.Place.Always = PlaceBehaviour.Answer;
        _case.Site.Time.Advance(TimeSpan.FromMinutes(2));
        await _case.Site.WorkAsync();
        Assert.Equal(5, await _case.Site.InDatabaseAsync(db => db.ErasureRuns().CountAsync(r => r.State == ErasureState.Done)));
    }

    [Fact]
    public async Task What_it_holds_is_in_the_copy_of_a_persons_data()
    {
        var visitor = await _case.Site.SignedInAsync("ada@example.com");
        await visitor.SubmitAsync(
            await visitor.GetAsync("/account/data"), "form#ask-form",
            new Dictionary<string, string> { ["Password"] = RequestSteps.Password }, "button[value=Access]");
        await _case.Site.WorkAsync();
        var package = await visitor.GetAsync($"/privacy/requests/{(await _case.Site.NewestRequestAsync()).Reference}/download");

        Assert.Equal(HttpStatusCode.OK, package.Status);
        using var zip = new ZipArchive(new MemoryStream(package.Body));
        using var reader = new StreamReader(zip.GetEntry("data/crm.json")!.Open(), Encoding.UTF8);
        var records = await reader.ReadToEndAsync();
        Assert.All(Enumerable.Range(1, ErasureCase.Records), i => Assert.Contains($"rang us {i} times", records, StringComparison.Ordinal));
    }

    [Fact]
    public async Task It_stands_on_the_inventory_of_what_is_held() => Assert.Contains(
        "Notes of our sales people", (await _case.Site.Visitor().GetAsync("/privacy/data")).Text, StringComparison.Ordinal);

    /// <summary>Everything of ours is gone, nothing is called done, and everybody can see what is waited for.</summary>
    private async Task OnlyTheRemotePlaceWaitsAsync(string reference)
    {
        Assert.Equal(RequestState.InProgress, (await _case.Site.ReadAsync(reference)).State);
        Assert.Equal(ErasureState.Purging, (await _case.RunAsync()).State);
        Assert.Equal("crm", Assert.Single(await _case.TasksAsync(), t => !t.Done).StoreKey);
        Assert.Equal(0, await _case.Site.InDatabaseAsync(db => db.Users().CountAsync()));
        Assert.Equal(1, await _case.Site.InDatabaseAsync(db => ErasurePlans.CountWaitingStoresAsync(db, _case.RunId, default)));
        Assert.Equal(0, await _case.Site.InDatabaseAsync(db => db.ErasureReceipts().CountAsync()));
        Assert.Equal("degraded", await _case.HealthAsync());
    }

    private ErasurePlans Plans() => _case.Site.Services.GetRequiredService<ErasurePlans>();

    private void EveryEffectHappenedOnce() => Assert.All(_case.Place.Effects, effect => Assert.Equal(1, effect.Value));

    private static string FailureOf(PlaceBehaviour fault) => fault switch
    {
        PlaceBehaviour.Silence => "StoreTimedOutException",
        PlaceBehaviour.Busy => "StoreBusyException",
        PlaceBehaviour.LostAnswer => "StoreUnreachableException",
        PlaceBehaviour.Lie => "StillThere",
        _ => "StoreAnswerException",
    };
}
