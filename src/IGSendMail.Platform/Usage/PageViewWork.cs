using System.Diagnostics.CodeAnalysis;
using IGSendMail.Platform.Accounts;
using IGSendMail.Privacy.Consent;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;

namespace IGSendMail.Platform.Usage;

/// <summary>
/// Writes queued page views in groups: one transaction for up to <see cref="GroupSize"/> of them. Consent is looked up
/// again as they are written, because a visitor may have withdrawn while a view was waiting.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification =
    "A second stop may still run after the end; a semaphore without a wait handle has nothing to free.")]
public sealed class PageViewWork(PageViewQueue queue, IDbContextFactory<IGSendMailContext> contexts)
    : IRepeatedWork, IHostedService
{
    private const int GroupSize = 500;

    private readonly SemaphoreSlim _oneAtATime = new(1);
    private readonly List<PageView> _group = [];
    private bool _triedBefore;

    /// <inheritdoc />
    public string Name => "page views";

    /// <inheritdoc />
    public TimeSpan Every => TimeSpan.FromSeconds(2);

    /// <inheritdoc />
    public async Task RunAsync(CancellationToken cancellation)
    {
        await _oneAtATime.WaitAsync(cancellation);
        try
        {
            // A group whose write failed or was cancelled is still in hand: the next run goes on with it.
            for (queue.TakeInto(_group, GroupSize); _group.Count > 0; queue.TakeInto(_group, GroupSize))
            {
                await WriteAsync(cancellation);
                _group.Clear();
                _triedBefore = false;
            }
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>The site is stopping in order: writes what is left.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => RunAsync(cancellationToken);

    private async Task WriteAsync(CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var visitors = _group.Select(v => v.VisitorId).Distinct().ToList();
        if (_triedBefore)
        {
            // The failed attempt may have reached the database all the same.
            var ids = _group.Select(v => v.Id).ToList();
            var there = await db.PageViews().Where(v => ids.Contains(v.Id)).Select(v => v.Id).ToListAsync(cancellation);
            _group.RemoveAll(v => there.Contains(v.Id));
        }

        _triedBefore = true;
        await db.WriteAsync(WriteUrgency.Background, async token =>
        {
            var withdrawn = await WithdrawnAsync(db, visitors, token);
            foreach (var accountId in await OptedOutAsync(db, token))
            {
                _group.ForEach(v => v.AccountId = v.AccountId == accountId ? null : v.AccountId);
            }

            var closed = await ClosedAsync(db, token);
            db.AddRange(_group.Where(v => !withdrawn.Contains(v.VisitorId) && !closed.Contains(v.AccountId)));
        }, cancellation);

        // Where writers do not take turns, a withdrawal may have committed beside the group.
        foreach (var visitor in await WithdrawnAsync(db, visitors, cancellation))
        {
            await PageViews.UnlinkAsync(db, visitor!.Value, cancellation);
        }
    }

    /// <summary>Accounts that were closed while their views were waiting: an erasure may have passed here already.</summary>
    private async Task<HashSet<Guid?>> ClosedAsync(IGSendMailContext db, CancellationToken cancellation)
    {
        var all = _group.Where(v => v.AccountId is not null).Select(v => v.AccountId!.Value).Distinct().ToList();
        if (all.Count == 0)
        {
            return [];
        }

        var alive = await db.Accounts().Where(a => all.Contains(a.Id) && a.ClosedAt == null).Select(a => a.Id).ToListAsync(cancellation);
        return [.. all.Except(alive).Select(id => (Guid?)id)];
    }

    /// <summary>Whose profile is opted out: their views may be counted, but are not theirs (11 CCR § 7025).</summary>
    private Task<List<Guid?>> OptedOutAsync(IGSendMailContext db, CancellationToken cancellation)
    {
        var accounts = _group.Where(v => v.AccountId != null).Select(v => v.AccountId).Distinct().ToList();
        return accounts.Count == 0
            ? Task.FromResult(new List<Guid?>())
            : db.Users().Where(u => accounts.Contains(u.AccountId) && u.OptedOutAt != null)
                .Select(u => u.AccountId).Distinct().ToListAsync(cancellation);
    }

    /// <summary>
    /// Whose analytics was ended, by a record of theirs or by a later one of the same chain: a browser that had lost its number
    /// withdraws without it. A grant that ended by itself takes nothing back.
    /// </summary>
    private static Task<List<Guid?>> WithdrawnAsync(
        IGSendMailContext db, List<Guid?> visitors, CancellationToken cancellation) => db.ConsentRecords()
        .Where(r => visitors.Contains(r.VisitorId) && r.Kind != ConsentKind.Expired)
        .Where(r => !r.Analytics || db.ConsentRecords().Any(later => later.ChainId == r.ChainId
            && !later.Analytics && later.Kind != ConsentKind.Expired
            && (later.At > r.At || (later.At == r.At && later.RecordedAt >= r.RecordedAt))))
        .Select(r => r.VisitorId)
        .Distinct()
        .ToListAsync(cancellation);
}
