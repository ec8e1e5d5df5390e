using System.Data.Common;
using System.Threading.Channels;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Logging;

namespace IGSendMail.Privacy.Consent;

/// <summary>
/// Records choices, durably before it returns. Whatever choices wait at a moment are committed together: a commit costs a
/// write to the disk, however many records it holds. A choice that comes alone is committed at once.
/// </summary>
public sealed class ConsentGroups(
    IDbContextFactory<IGSendMailContext> contexts, IEngine engine, ConsentLedger ledger, ConsentRevocations revocations,
    ConsentSpool spool, TimeProvider time, ILogger<ConsentGroups> log)
{
    /// <summary>How many choices one transaction takes at most.</summary>
    public const int MostInGroup = 256;

    private readonly Channel<WaitingDecision> _waiting = Channel.CreateBounded<WaitingDecision>(MostInGroup * 16);
    private int _committing;

    /// <summary>How long a person waits for a ledger that does not answer.</summary>
    public TimeSpan Patience { get; internal set; } = TimeSpan.FromSeconds(5);

    /// <summary>Records one choice. Recording the same decision again changes nothing.</summary>
    /// <exception cref="ArgumentException">A grant without the text it was given on proves nothing.</exception>
    /// <exception cref="LedgerUnreachableException">The ledger cannot be reached, or not in time.</exception>
    public async Task<ConsentRecord> RecordAsync(ConsentDecision decision, CancellationToken cancellation)
    {
        if (decision.LacksItsText)
        {
            throw new ArgumentException("A grant needs the text it was given on.", nameof(decision));
        }

        cancellation.ThrowIfCancellationRequested();
        var waiting = new WaitingDecision(decision);
        // A person's patience is real time, whatever the site's clock says.
        using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
        await using var over = patience.Token.Register(() => waiting.Fail(new LedgerUnreachableException(null)));
        await using var gone = cancellation.Register(() => waiting.Cancel(cancellation));
        if (!_waiting.Writer.TryWrite(waiting))
        {
            throw new LedgerUnreachableException(null);
        }

        Wake();
        return await waiting.Recorded;
    }

    private void Wake()
    {
        if (Interlocked.Exchange(ref _committing, 1) == 0)
        {
            // The group belongs to no request: what the first one carries along must not reach the others.
            using (ExecutionContext.SuppressFlow())
            {
                _ = Task.Run(CommitWaitingAsync);
            }
        }
    }

    private async Task CommitWaitingAsync()
    {
        do
        {
            try
            {
                for (var group = Take(); group.Count > 0; group = Take())
                {
                    await CommitAsync(group);
                }
            }
            finally
            {
                Volatile.Write(ref _committing, 0);
            }
        }
        // One that came after the last look would find nobody at work.
        while (_waiting.Reader.TryPeek(out _) && Interlocked.Exchange(ref _committing, 1) == 0);
    }

    private List<WaitingDecision> Take()
    {
        var group = new List<WaitingDecision>();
        while (group.Count < MostInGroup && _waiting.Reader.TryRead(out var next))
        {
            if (!next.IsOver)
            {
                group.Add(next);
            }
        }

        return group;
    }

    private async Task CommitAsync(List<WaitingDecision> group, bool again = false)
    {
        IReadOnlyList<ConsentRecord> records;
        try
        {
            await using var db = await contexts.CreateDbContextAsync();
            var decisions = group.ConvertAll(w => w.Decision);
            // No request's token: one that goes away must not take the others with it.
            records = await db.WriteAsync(
                WriteUrgency.Interactive, token => ledger.AddAsync(db, decisions, token), CancellationToken.None);
        }
        catch (Exception failure)
        {
            // Messages may name people: the type suffices.
            log.RecordingFailed(group.Count, failure.GetBaseException().GetType().Name);
            await CommitOneByOneAsync(group, failure, again);
            return;
        }

        // Everybody has their answer before the disk is waited for.
        var givenToNobody = group.Zip(records).Where(pair => !Finish(pair.First, pair.Second)).Select(pair => pair.First.Decision).ToList();
        foreach (var grant in givenToNobody)
        {
            await TakeBackAsync(grant);
        }
    }

    /// <summary>One decision that cannot be recorded must not keep the others from it.</summary>
    private async Task CommitOneByOneAsync(List<WaitingDecision> group, Exception failure, bool again)
    {
        if (group is [var single])
        {
            if (!again && engine.IsKeyViolation(failure))
            {
                // Another replica wrote the same text, or the same record, at the same moment: now it is there to be seen.
                await CommitAsync(group, again: true);
                return;
            }

            single.Fail(LedgerUnreachableException.IsBehind(failure) ? new LedgerUnreachableException(failure) : failure);
            return;
        }

        foreach (var waiting in group.Where(w => !w.IsOver))
        {
            await CommitAsync([waiting]);
        }
    }

    /// <summary>False if it is a grant that nobody waited for any more.</summary>
    private bool Finish(WaitingDecision waiting, ConsentRecord record)
    {
        if (waiting.IsKept)
        {
            spool.Remove(waiting.Decision);
        }

        if (record.Kind == ConsentKind.Withdrawn)
        {
            revocations.Add(record.ChainId, record.ValidUntil);
        }

        return waiting.Succeed(record) || !waiting.Decision.Widens;
    }

    /// <summary>
    /// Whoever asked was told that nothing changed, or left: the ledger must not say otherwise. On the disk the end of the
    /// grant outlives this process; without room here it is taken in from there.
    /// </summary>
    private async Task TakeBackAsync(ConsentDecision given)
    {
        var takenBack = TakenBack(given);
        await spool.HonourAsync(takenBack);
        _waiting.Writer.TryWrite(new WaitingDecision(takenBack) { IsKept = true });
    }

    private ConsentDecision TakenBack(ConsentDecision given)
    {
        var before = given.Before is { IsRefusal: false } had ? had : given.Choice.AsRefusal();
        return given with
        {
            RecordId = RowKeys.New(time),
            Choice = before with { At = given.Choice.At },
            Before = given.Choice,
            Widens = false,
            FormerVisitorId = before.Analytics ? null : given.VisitorId,
        };
    }

    /// <summary>A decision and whoever waits for its record.</summary>
    private sealed class WaitingDecision(ConsentDecision decision)
    {
        private readonly TaskCompletionSource<ConsentRecord> _recorded = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public ConsentDecision Decision => decision;

        /// <summary>True if it lies on the disk too, until it stands in the ledger.</summary>
        public bool IsKept { get; init; }

        public Task<ConsentRecord> Recorded => _recorded.Task;

        /// <summary>True if nobody waits any more.</summary>
        public bool IsOver => _recorded.Task.IsCompleted;

        public bool Succeed(ConsentRecord record) => _recorded.TrySetResult(record);

        public void Fail(Exception failure) => _recorded.TrySetException(failure);

        public void Cancel(CancellationToken cancellation) => _recorded.TrySetCanceled(cancellation);
    }
}

/// <summary>The ledger cannot be read or written, or it is not known in time whether it could.</summary>
public sealed class LedgerUnreachableException(Exception? cause)
    : Exception("The consent ledger cannot be reached.", cause)
{
    /// <summary>True if a failure is the database's, not ours.</summary>
    internal static bool IsBehind(Exception failure) =>
        failure is DbUpdateException or RetryLimitExceededException
        || failure.GetBaseException() is DbException or IOException or TimeoutException;
}
