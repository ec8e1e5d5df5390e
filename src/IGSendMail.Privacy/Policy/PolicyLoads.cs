using IGSendMail.Privacy.Audit;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Privacy.Policy;

/// <summary>Records the first load of each version and tells the shelf.</summary>
public sealed class PolicyLoads(IDbContextFactory<IGSendMailContext> contexts, AuditTrail trail, PolicyShelf shelf)
{
    /// <summary>
    /// Records every version that was never loaded before. Call it at each start, once the database is up to date;
    /// doing so again, or in several processes at once, changes nothing.
    /// </summary>
    /// <exception cref="PolicyFileException">No version is in force today.</exception>
    public async Task RecordAsync(CancellationToken cancellation)
    {
        var content = shelf.Content;
        shelf.Learn(content, await RecordAsync(content, cancellation));
    }

    /// <summary>Reads what is recorded, without recording. True if every version is.</summary>
    public async Task<bool> ReadAsync(CancellationToken cancellation)
    {
        var content = shelf.Content;
        var loads = await LoadsAsync(cancellation);
        shelf.Learn(content, loads);
        return AreAllIn(content, loads);
    }

    /// <summary>Records what of this content was never loaded before. Returns the first load of each version, by name.</summary>
    /// <exception cref="PolicyFileException">No version of it is in force today.</exception>
    internal async Task<IReadOnlyDictionary<string, DateTimeOffset>> RecordAsync(PolicyContent content, CancellationToken cancellation)
    {
        if (content.Versions[0] is var first && first.Effective > shelf.Snapshot().Today)
        {
            throw new PolicyFileException($"policy version {first.Version}", null,
                $"the first version takes effect on {first.Effective:yyyy-MM-dd}, so no policy is in force today",
                "Give it an effective day that has come");
        }

        await using var db = await contexts.CreateDbContextAsync(cancellation);
        try
        {
            await db.WriteAsync(WriteUrgency.Interactive, async token =>
            {
                var known = await db.PolicyLoads().Select(l => l.Version).ToListAsync(token);
                var now = db.Time.GetUtcNow();
                foreach (var version in content.Versions.Where(v => !known.Contains(v.Version)))
                {
                    db.PolicyLoads().Add(new PolicyLoad { Version = version.Version, FirstLoadedAt = now });
                    await trail.AppendAsync(db, new(PolicyActs.Loaded, AuditActor.System)
                    {
                        Facts = AuditFacts.Of(("policy", version.Version)),
                    }, token);
                }
            }, cancellation);
        }
        catch (DbUpdateException)
        {
            // Another process may have recorded the same versions at the same moment; its record is as good as ours.
            var others = await LoadsAsync(cancellation);
            if (!AreAllIn(content, others))
            {
                throw;
            }

            return others;
        }

        return await LoadsAsync(cancellation);
    }

    private static bool AreAllIn(PolicyContent content, Dictionary<string, DateTimeOffset> loads) =>
        content.Versions.All(v => loads.ContainsKey(v.Version));

    private async Task<Dictionary<string, DateTimeOffset>> LoadsAsync(CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.PolicyLoads().AsNoTracking()
            .ToDictionaryAsync(l => l.Version, l => l.FirstLoadedAt, StringComparer.Ordinal, cancellation);
    }
}
