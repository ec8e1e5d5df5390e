using IGSendMail.Privacy.Erasure;
using IGSendMail.Privacy.Letters;
using IGSendMail.Privacy.Requests;
using IGSendMail.Storage;
using IGSendMail.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Web.Tests.Requests;

/// <summary>Who waits for an erasure is told its end in its transaction: the letter ends the erasure, the erasure the request.</summary>
public sealed class ErasureEndTests : IAsyncDisposable
{
    private readonly TestSite _site = new();

    private ErasureWork Erasures => _site.Services.GetRequiredService<ErasureWork>();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task A_request_is_done_in_the_moment_in_which_the_last_letter_leaves_and_once()
    {
        var visitor = _site.Visitor();
        var reference = await AskedAsync(visitor);
        await Erasures.RunAsync(CancellationToken.None);
        Assert.Equal(RequestState.InProgress, (await _site.ReadAsync(reference)).State);

        // Nobody works on requests or erasures now.
        await _site.Services.GetRequiredService<Outbox>().DeliverDueAsync(CancellationToken.None);

        Assert.Equal(RequestState.Done, (await _site.ReadAsync(reference)).State);
        Assert.Contains("Receipt", (await visitor.GetAsync("/privacy/requests/" + reference)).Text, StringComparison.Ordinal);
        await _site.RunRequestsAsync();
        await Erasures.RunAsync(CancellationToken.None);
        Assert.Equal(1, await _site.InDatabaseAsync(db => db.RequestEvents().CountAsync(e => e.Kind == RequestEventKind.Done)));
        await EndedAsync();
    }

    [Fact]
    public async Task Meanwhile_nobody_looks_at_it_again_and_again()
    {
        await AskedAsync(_site.Visitor());
        Assert.Equal(0, await WaitingRequestsAsync());

        await Erasures.RunAsync(CancellationToken.None);

        Assert.Equal(0, await WaitingRequestsAsync());
        Assert.Empty(await _site.InDatabaseAsync(db => ErasureWork.Unfinished(db).ToListAsync()));
        Assert.Equal(ErasureState.LetterSent, (await RunAsync()).State);
    }

    [Fact]
    public async Task A_last_letter_that_is_given_up_ends_it_too()
    {
        var reference = await AskedAsync(_site.Visitor());
        await Erasures.RunAsync(CancellationToken.None);
        var letter = await _site.InDatabaseAsync(async db =>
        {
            var last = await db.OutboxMessages().SingleAsync(m => m.Key.StartsWith("erasure-done/"));
            await db.OutboxMessages().Where(m => m.Id == last.Id).ExecuteUpdateAsync(set => set.SetProperty(m => m.DeadAt, _site.Time.GetUtcNow()));
            return last.Id;
        });

        Assert.True(await _site.InScopeAsync(services => services.GetRequiredService<LetterDecisions>().GiveUpAsync(
            letter, GiveUpReason.AddressDoesNotWork, default, CancellationToken.None)));

        Assert.Equal(RequestState.Done, (await _site.ReadAsync(reference)).State);
        await EndedAsync();
    }

    [Fact]
    public async Task An_end_that_was_missed_is_made_up_for_by_the_work_on_erasures()
    {
        var reference = await AskedAsync(_site.Visitor());
        await Erasures.RunAsync(CancellationToken.None);

        // As a program left it that did not end erasures with their letters, and was stopped in between.
        await _site.InDatabaseAsync(db => db.OutboxMessages().Where(m => m.Key.StartsWith("erasure-done/")).ExecuteDeleteAsync());
        await Erasures.RunAsync(CancellationToken.None);

        Assert.Equal(RequestState.Done, (await _site.ReadAsync(reference)).State);
        await EndedAsync();
    }

    [Fact]
    public async Task A_request_whose_erasure_had_ended_before_it_was_told_is_made_up_for_by_the_work_on_requests()
    {
        var reference = await AskedAsync(_site.Visitor());
        await Erasures.RunAsync(CancellationToken.None);
        await _site.InDatabaseAsync(db => db.ErasureRuns().ExecuteUpdateAsync(set => set
            .SetProperty(r => r.State, ErasureState.Done).SetProperty(r => r.FinishedAt, _site.Time.GetUtcNow())));

        await _site.RunRequestsAsync();

        Assert.Equal(RequestState.Done, (await _site.ReadAsync(reference)).State);
    }

    private async Task<string> AskedAsync(PageVisitor visitor)
    {
        await _site.AskAsync("guest@example.com", Right.Erasure);
        await _site.ConfirmAsync("guest@example.com", visitor);
        await _site.RunRequestsAsync();
        return (await _site.NewestRequestAsync()).Reference;
    }

    private Task<ErasureRun> RunAsync() => _site.InDatabaseAsync(db => db.ErasureRuns().AsNoTracking().SingleAsync());

    private Task<int> WaitingRequestsAsync() => _site.InDatabaseAsync(
        db => RequestWork.After(db, (DateOnly.MinValue, Guid.Empty), _site.Time.GetUtcNow()).CountAsync());

    private async Task EndedAsync()
    {
        var run = await RunAsync();
        Assert.Equal((ErasureState.Done, null, true), (run.State, run.Target, run.FinishedAt is not null));
    }
}
