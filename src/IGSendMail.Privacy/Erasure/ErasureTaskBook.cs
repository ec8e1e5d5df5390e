using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using IGSendMail.Privacy.Audit;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.Extensions.Logging;

namespace IGSendMail.Privacy.Erasure;

/// <summary>One store's part of a run: what was planned, what was done, and how it stands with trying.</summary>
public sealed class ErasureTask
{
    public required Guid RunId { get; init; }

    /// <summary>Which store of the data map.</summary>
    public required string StoreKey { get; init; }

    /// <summary>False if the store could not be asked when the plan was made (only a remote one may be so).</summary>
    public required bool IsCounted { get; set; }

    /// <summary>Rows or files that the plan said would go.</summary>
    public required long PlannedRows { get; set; }

    /// <summary>Rows in which the plan said values would be emptied.</summary>
    public required long PlannedEmptied { get; set; }

    /// <summary>Rows that the plan said would stay.</summary>
    public required long PlannedKept { get; set; }

    /// <summary>Rows or files deleted so far.</summary>
    public long Removed { get; set; }

    /// <summary>Rows in which values were emptied so far.</summary>
    public long Changed { get; set; }

    /// <summary>True when nothing was left to do; for a remote store: when it was also read back.</summary>
    public bool Done { get; set; }

    /// <summary>How often the store was found not to be empty after it had said so.</summary>
    public int Round { get; set; }

    /// <summary>True if a remote store said in this round that it holds nothing any more.</summary>
    public bool SaidDone { get; set; }

    /// <summary>Where a remote store wants to go on.</summary>
    public string? Cursor { get; set; }

    /// <summary>How often it failed.</summary>
    public int Attempts { get; set; }

    /// <summary>Not tried again before this instant; null if it may be.</summary>
    public DateTimeOffset? NotBefore { get; set; }

    /// <summary>Since when nobody tries any more: an officer has to look.</summary>
    public DateTimeOffset? DeadAt { get; set; }

    /// <summary>Type of the last failure; it holds nothing personal.</summary>
    public string? LastFailure { get; set; }

    /// <summary>True if it is to be worked on at <paramref name="now"/>.</summary>
    internal bool IsDue(DateTimeOffset now) => !Done && DeadAt is null && !(NotBefore > now);

    internal sealed class Mapping : IEntityTypeConfiguration<ErasureTask>
    {
        public void Configure(EntityTypeBuilder<ErasureTask> table)
        {
            table.ToTable("ErasureTasks");
            table.HasKey(t => new { t.RunId, t.StoreKey });
            table.Property(t => t.StoreKey).HasMaxLength(60).IsUnicode(false);
            table.Property(t => t.Cursor).HasMaxLength(200).IsUnicode(false);
            table.Property(t => t.LastFailure).HasMaxLength(100).IsUnicode(false);
        }
    }
}

/// <summary>The tasks of runs: one a store, with how far it is and how it stands with trying.</summary>
public sealed class ErasureTaskBook(
    IDbContextFactory<IGSendMailContext> contexts, AuditTrail trail, TimeProvider time, ILogger<ErasureTaskBook> log)
{
    /// <summary>Noted as the failure of a store that was read back and not empty.</summary>
    internal const string StillThere = "StillThere";

    /// <summary>The tasks of runs, by run and store. A store that was configured only after the plan gets one too.</summary>
    internal async Task<Dictionary<Guid, Dictionary<string, ErasureTask>>> ReadAsync(
        IReadOnlyList<PurgingRun> runs, HeldLease lease, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var ids = runs.Select(r => r.Run.Id).ToList();
        var known = await db.ErasureTasks().AsNoTracking().Where(t => ids.Contains(t.RunId)).ToListAsync(cancellation);
        var tasks = ids.ToDictionary(id => id, id =>
            known.Where(t => t.RunId == id).ToDictionary(t => t.StoreKey, StringComparer.Ordinal));
        var added = runs.SelectMany(r => r.Stores.Where(s => !tasks[r.Run.Id].ContainsKey(s.Description.Key))
            .Select(s => ErasurePlanning.TaskOf(r.Run.Id, StoreTotals.Unanswered(s.Description.Key)))).ToList();
        if (added.Count > 0)
        {
            await db.WriteAsync(WriteUrgency.Background, async token =>
            {
                await Leases.ExtendAsync(db, lease, token);
                db.AddRange(added);
            }, cancellation);
            added.ForEach(t => tasks[t.RunId].Add(t.StoreKey, t));
        }

        return tasks;
    }

    /// <summary>A store failed: it is tried again ever more seldom, and in the end waits for an officer.</summary>
    internal async Task PostponeAsync(
        ErasureRun run, IPersonalDataStore store, string failure, TimeSpan? asked, HeldLease lease, CancellationToken cancellation)
    {
        var place = store.Description;
        log.StoreFailed(run.Id, place.Key, failure);
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await db.WriteAsync(WriteUrgency.Background, async token =>
        {
            await Leases.ExtendAsync(db, lease, token);
            var task = await TaskAsync(db, run, store, token);
            (task.Done, task.LastFailure, task.Attempts) = (false, failure, task.Attempts + 1);
            if (failure == StillThere)
            {
                (task.Round, task.Cursor, task.SaidDone) = (task.Round + 1, null, false);
            }

            // Somebody may just have written there while it was emptied: our own stores are tried once more at once.
            var isAtOnce = task.Attempts == 1 && failure == StillThere && !place.IsRemote;
            task.NotBefore = isAtOnce ? null : time.GetUtcNow() + StoreBackOff.After(task.Attempts, place.IsRemote, run.Id, place.Key, asked);
            if (task.Attempts >= StoreBackOff.MostAttempts)
            {
                task.DeadAt = time.GetUtcNow();
                await trail.AppendAsync(db, run, ErasureActs.StoreGivenUp, place.Key, AuditActor.System, token);
            }
        }, cancellation);
    }

    /// <summary>Changes a task in a transaction of its own.</summary>
    internal async Task ChangeAsync(
        ErasureRun run, IPersonalDataStore store, HeldLease lease, Action<ErasureTask> change, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await db.WriteAsync(WriteUrgency.Background, async token =>
        {
            await Leases.ExtendAsync(db, lease, token);
            change(await TaskAsync(db, run, store, token));
        }, cancellation);
    }

    /// <summary>A store's task, to change it inside the caller's transaction.</summary>
    internal static Task<ErasureTask> TaskAsync(
        IGSendMailContext db, ErasureRun run, IPersonalDataStore store, CancellationToken cancellation) =>
        db.ErasureTasks().SingleAsync(t => t.RunId == run.Id && t.StoreKey == store.Description.Key, cancellation);
}

/// <summary>How long a store that failed is left in peace, and when an officer has to look.</summary>
internal static class StoreBackOff
{
    /// <summary>After this many failures nobody tries by itself any more.</summary>
    public const int MostAttempts = 12;

    /// <summary>No wait is longer.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(6);

    /// <summary>No store may ask for a longer one (<c>Retry-After</c>).</summary>
    public static readonly TimeSpan LongestAsked = TimeSpan.FromHours(24);

    private static readonly TimeSpan FirstRemote = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan FirstOwn = TimeSpan.FromSeconds(1);

    /// <summary>
    /// The wait after so many failures: doubled each time, up to <see cref="Longest"/>, and spread by up to a fifth either
    /// way, the same for the same run, store and attempt, so that many runs do not come back at once.
    /// </summary>
    /// <param name="attempts">Failures so far, from 1.</param>
    /// <param name="isRemote">Another system gets more time than our own tables and folders.</param>
    /// <param name="runId">The run.</param>
    /// <param name="storeKey">The store.</param>
    /// <param name="asked">What the store itself asked for; it is never tried earlier.</param>
    public static TimeSpan After(int attempts, bool isRemote, Guid runId, string storeKey, TimeSpan? asked = null)
    {
        var doubled = (isRemote ? FirstRemote : FirstOwn) * Math.Pow(2, Math.Min(attempts - 1, 20));
        var wait = (doubled < Longest ? doubled : Longest) * (.8 + (.4 * Spread(attempts, runId, storeKey)));
        var least = asked < LongestAsked ? asked.Value : asked is null ? TimeSpan.Zero : LongestAsked;
        return wait > least ? wait : least;
    }

    private static double Spread(int attempts, Guid runId, string storeKey)
    {
        var hash = SHA256.HashData([.. runId.ToByteArray(), .. Encoding.UTF8.GetBytes(storeKey), (byte)attempts]);
        return BinaryPrimitives.ReadUInt32LittleEndian(hash) / (double)uint.MaxValue;
    }
}
