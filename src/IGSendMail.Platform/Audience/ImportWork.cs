using System.Collections.Concurrent;
using IGSendMail.Platform.Audience.Reading;
using IGSendMail.Privacy.Audit;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Settings;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace IGSendMail.Platform.Audience;

/// <summary>
/// Reads uploaded files into lists, slice by slice. Each slice commits people, counts and cursor together, so that a
/// process killed anywhere goes on where it stood. Imports take turns: a long one does not keep a short one waiting.
/// </summary>
public sealed class ImportWork(
    IDbContextFactory<IGSendMailContext> contexts,
    Leases leases,
    Vault vault,
    Sealer sealer,
    SealedFiles files,
    AddressHashes hashes,
    DataOptions data,
    AuditTrail trail,
    TimeProvider time,
    ILogger<ImportWork> log) : IRepeatedWork
{
    /// <summary>Most rows a transaction.</summary>
    public const int SliceRows = 1_000;

    private const string DamagedFile =
        "The uploaded file was damaged while it lay here. Upload it again; people who are on the list already are not added twice.";

    private const int LeastSliceRows = 50;

    private const int SlicesATurn = 10;
    private const int SlicesAtOnce = 2;

    private readonly SlicePace _pace = new(SliceRows, LeastSliceRows);

    // Found by a look at the whole file, which is not wanted before each turn.
    private readonly ConcurrentDictionary<Guid, FileReading> _readings = new();

    /// <inheritdoc />
    public string Name => "imports";

    /// <inheritdoc />
    public TimeSpan Every => TimeSpan.FromSeconds(10);

    /// <inheritdoc />
    public Task RunAsync(CancellationToken cancellation) => leases.RunAsync(Name, async (held, token) =>
    {
        var stuck = new HashSet<Guid>();
        while (await UnfinishedAsync(stuck, token) is { Count: > 0 } turn)
        {
            foreach (var import in turn)
            {
                if (!await TryAdvanceAsync(import, held, token))
                {
                    stuck.Add(import.Id);
                }
            }
        }
    }, cancellation);

    /// <summary>
    /// Reads the beginning of one import now, if no process is reading any; the background goes on with the rest. A
    /// file of up to <see cref="SliceRows"/> rows is done by then.
    /// </summary>
    internal Task BeginAsync(Import ordered, CancellationToken cancellation) =>
        leases.RunAsync(Name, async (held, token) =>
        {
            if (await FindAsync(ordered, token) is { } import)
            {
                await AdvanceAsync(import, SlicesAtOnce, held, WriteUrgency.Interactive, token);
            }
        }, cancellation);

    /// <summary>
    /// One turn of one import. False if it cannot go on in this run: an import that fails unexpectedly must not keep
    /// those of others from being read.
    /// </summary>
    private async Task<bool> TryAdvanceAsync(Import import, HeldLease held, CancellationToken cancellation)
    {
        try
        {
            return await AdvanceAsync(import, SlicesATurn, held, WriteUrgency.Background, cancellation);
        }
        catch (Exception failure) when (failure is not LeaseLostException && !cancellation.IsCancellationRequested)
        {
            log.ImportStopped(import.Id, failure.GetType().Name);
            return false;
        }
    }

    private async Task<bool> AdvanceAsync(
        Import import, int slices, HeldLease held, WriteUrgency urgency, CancellationToken cancellation)
    {
        var path = Path.Combine(data.Imports, import.File);

        // An account that came back has a fresh key; what this process remembers may be the destroyed one.
        vault.Forget(AudienceKeys.Audience.Of(import.AccountId));
        if (import.Position < import.Size)
        {
            try
            {
                await using var file = await ImportFile.OpenAsync(
                    files, path, import, _readings.GetValueOrDefault(import.Id), cancellation);
                _readings[import.Id] = file.Reading;
                if (!await ReadAsync(import, file, slices, held, urgency, cancellation))
                {
                    return false;
                }
            }
            catch (UnreadableFileException unreadable)
            {
                await FinishAsync(import, ImportState.Failed, unreadable.Message, held, urgency, cancellation);
                return true;
            }
            catch (UnsealException damaged)
            {
                log.ImportFileNotOpened(damaged, import.Id);
                await FinishAsync(import, ImportState.Failed, DamagedFile, held, urgency, cancellation);
                return true;
            }
        }

        if (import.Position >= import.Size)
        {
            // The people are committed. The file goes before the import is called done: a process killed in between
            // comes here again and finds no file left to remove.
            File.Delete(path);
            await FinishAsync(import, ImportState.Done, null, held, urgency, cancellation);
        }

        return true;
    }

    /// <summary>Reads some slices and moves the cursor of <paramref name="import"/>. False if it may not go on.</summary>
    private async Task<bool> ReadAsync(
        Import import, ImportFile file, int slices, HeldLease held, WriteUrgency urgency, CancellationToken cancellation)
    {
        var hashKey = await hashes.KeyAsync(cancellation);
        for (var slice = 0; slice < slices && import.Position < import.Size; slice++)
        {
            // Whoever waits for the page after the upload waits for the whole slice anyway.
            var most = urgency == WriteUrgency.Interactive ? SliceRows : _pace.Next;
            var rows = await file.ReadAsync(most, cancellation);
            var write = await ImportSlice.PrepareAsync(import, rows, sealer, hashKey, time, cancellation);
            await using var db = await contexts.CreateDbContextAsync(cancellation);
            long start = 0;
            var written = await db.WriteAsync(urgency, async token =>
            {
                start = time.GetTimestamp();
                await Leases.ExtendAsync(db, held, token);
                return await write.WriteAsync(db, token);
            }, cancellation);
            if (!written)
            {
                return false;
            }

            if (most == _pace.Next && !rows.Ended)
            {
                _pace.Took(time.GetElapsedTime(start));
            }

            import.Position = rows.Ended ? import.Size : rows.Position;
        }

        return true;
    }

    private async Task FinishAsync(
        Import import, ImportState state, string? failure, HeldLease held, WriteUrgency urgency, CancellationToken cancellation)
    {
        _readings.TryRemove(import.Id, out _);
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await db.WriteAsync(urgency, async token =>
        {
            await Leases.ExtendAsync(db, held, token);
            var row = await db.Imports().SingleOrDefaultAsync(
                i => i.AccountId == import.AccountId && i.Id == import.Id && i.FinishedAt == null, token);
            if (row is not null)
            {
                (row.State, row.Failure, row.FinishedAt) = (state, failure, time.GetUtcNow());
                await trail.AppendAsync(db, new(AudienceActs.ImportFinished, AuditActor.System, PersonKeys.Account.Of(import.AccountId))
                {
                    Outcome = state == ImportState.Failed ? AuditOutcome.Failed : AuditOutcome.Done,
                }, token);
            }
        }, cancellation);
        log.ImportIs(import.Id, state);
    }

    private async Task<Import?> FindAsync(Import ordered, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.Imports().AsNoTracking().SingleOrDefaultAsync(
            i => i.AccountId == ordered.AccountId && i.Id == ordered.Id && i.FinishedAt == null, cancellation);
    }

    private async Task<List<Import>> UnfinishedAsync(HashSet<Guid> except, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var unfinished = await (
            from import in db.Imports().AsNoTracking()
            join account in db.OpenOnes() on import.AccountId equals account.Id
            join list in db.SubscriberLists() on new { import.AccountId, Id = import.ListId } equals new { list.AccountId, list.Id }
            where import.FinishedAt == null && list.DeletedAt == null
            orderby import.CreatedAt
            select import).ToListAsync(cancellation);
        return [.. unfinished.Where(i => !except.Contains(i.Id))];
    }
}
