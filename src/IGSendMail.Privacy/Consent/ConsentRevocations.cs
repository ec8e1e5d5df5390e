using System.Collections.Concurrent;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Privacy.Consent;

/// <summary>
/// The chains that were taken back while their grant would still hold: a cookie of theirs grants nothing, in whatever
/// browser it lies. Kept in memory, so that no page asks the database; read from the withdrawals in the ledger at start,
/// and again every few seconds for those that another replica took.
/// </summary>
public sealed class ConsentRevocations(IDbContextFactory<IGSendMailContext> contexts, TimeProvider time) : IRepeatedWork
{
    /// <summary>For transactions that were under way at the last look, and for clocks of replicas that differ.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(2);

    private readonly ConcurrentDictionary<Guid, DateTimeOffset> _chains = new();
    private DateTimeOffset? _readTo;

    /// <inheritdoc />
    public string Name => "consent revocations";

    /// <inheritdoc />
    public TimeSpan Every => TimeSpan.FromSeconds(3);

    /// <summary>True if the chain was taken back. Allocates nothing.</summary>
    public bool Contains(Guid chainId) => _chains.ContainsKey(chainId);

    /// <summary>Revokes a chain in this process; <paramref name="until"/> its grant would have held at most.</summary>
    public void Add(Guid chainId, DateTimeOffset until) => _chains[chainId] = until;

    /// <summary>Reads what was taken back since the last look. The site does so before its first page.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var since = _readTo is { } readTo ? readTo - Overlap : now - ConsentChoice.ValidFor - Overlap;
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await foreach (var withdrawn in db.ConsentRecords().AsNoTracking()
            .Where(r => r.Kind == ConsentKind.Withdrawn && r.RecordedAt >= since && r.ValidUntil > now)
            .Select(r => new { r.ChainId, r.ValidUntil })
            .AsAsyncEnumerable().WithCancellation(cancellation))
        {
            Add(withdrawn.ChainId, withdrawn.ValidUntil);
        }

        _readTo = now;
        foreach (var (chain, until) in _chains)
        {
            if (until <= now)
            {
                _chains.TryRemove(chain, out _);
            }
        }
    }
}
