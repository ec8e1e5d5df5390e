using IGSendMail.Platform.Audience.Reading;
using IGSendMail.Privacy.Audit;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Settings;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace IGSendMail.Platform.Audience;

/// <summary>The steps of an import: looking, taking, taking back. Each slice of each is a transaction of its own.</summary>
public sealed class ImportSteps(
    IDbContextFactory<IGSendMailContext> contexts,
    Vault vault,
    Sealer sealer,
    SealedFiles files,
    AddressHashes hashes,
    DataOptions data,
    RetentionPeriods periods,
    ListCounts counts,
    AuditTrail trail,
    WriteGate gate,
    TimeProvider time,
    ILogger<ImportSteps> log)
{
    private const string DamagedFile =
        "The uploaded file was damaged while it lay here. Upload it again; people who are on the list already are not added twice.";

    private const int MostRows = 1_000;
    private const int LeastRows = 50;
    private const int SlicesALook = 20;

    private readonly SlicePace _pace = new(MostRows, LeastRows);
    private readonly QuietSpell _quiet = new(gate);

    /// <summary>One turn of one import. False if it may not go on now.</summary>
    internal async Task<bool> AdvanceAsync(
        Import import, int slices, HeldLease lease, WriteUrgency urgency, CancellationToken cancellation)
    {
        // An account that came back has a fresh key; what this process remembers may be the destroyed one.
        vault.Forget(AudienceKeys.Audience.Of(import.AccountId));
        try
        {
            return import.State switch
            {
                ImportState.Looking => await LookAsync(import, lease, urgency, cancellation),
                ImportState.Undoing => await UndoAsync(import, slices, lease, urgency, cancellation),
                _ => await TakeAsync(import, slices, lease, urgency, cancellation),
            };
        }
        catch (UnreadableFileException unreadable)
        {
            await FinishAsync(import, ImportState.Failed, unreadable.Message, lease, urgency, cancellation);
            return true;
        }
        catch (UnsealException damaged)
        {
            log.ImportFileNotOpened(damaged, import.Id);
            await FinishAsync(import, ImportState.Failed, DamagedFile, lease, urgency, cancellation);
            return true;
        }
    }

    /// <summary>
    /// Looks a file through in one go: what was met so far is in memory only, so that a process killed meanwhile begins again.
    /// </summary>
    private async Task<bool> LookAsync(Import import, HeldLease lease, WriteUrgency urgency, CancellationToken cancellation)
    {
        import.CountAnew();
        var content = await ContentAsync(import, cancellation);
        var look = new ImportLook(import);
        FileReading reading;
        try
        {
            reading = await ImportFile.FindReadingAsync(files, PathOf(import), import, content.Choices, cancellation);
        }
        catch (UnreadableFileException unreadable) when (unreadable.MayBeChosen)
        {
            return await AskAsync(import, look, content with { Reading = null }, unreadable.Message, lease, urgency, cancellation);
        }

        var hashKey = await hashes.KeyAsync(cancellation);
        await using var file = await ImportFile.OpenAsync(files, PathOf(import), import, reading, cancellation);
        for (var (slice, ended) = (1, false); !ended; slice++)
        {
            var rows = await file.ReadAsync(MostRows, cancellation);
            await using (var db = await contexts.CreateDbContextAsync(cancellation))
            {
                await look.CountAsync(db, rows, hashKey, cancellation);
            }

            ended = rows.Ended;
            if (slice % SlicesALook == 0 && !await WriteAsync(lease, urgency, look.WriteProgressAsync, cancellation))
            {
                return false;
            }
        }

        return await AskAsync(import, look, content with { Reading = reading }, null, lease, urgency, cancellation);
    }

    private async Task<bool> AskAsync(
        Import import, ImportLook look, ImportContent content, string? failure, HeldLease lease, WriteUrgency urgency,
        CancellationToken cancellation)
    {
        var sealedContent = await sealer.SealAsync(import.Place, content, cancellation);
        return await WriteAsync(lease, urgency, (db, token) => look.AskAsync(db, sealedContent, failure, token), cancellation);
    }

    /// <summary>Reads some slices into the list and moves the cursor. False if it may not go on.</summary>
    private async Task<bool> TakeAsync(
        Import import, int slices, HeldLease lease, WriteUrgency urgency, CancellationToken cancellation)
    {
        if (import.Position < import.Size)
        {
            var content = await ContentAsync(import, cancellation);
            var reading = content.Reading ?? await ImportFile.FindReadingAsync(files, PathOf(import), import, content.Choices, cancellation);
            await using var file = await ImportFile.OpenAsync(files, PathOf(import), import, reading, cancellation);
            var hashKey = await hashes.KeyAsync(cancellation);
            for (var slice = 0; slice < slices && import.Position < import.Size; slice++)
            {
                // Whoever waits for the page after the upload waits for the whole slice anyway.
                var most = urgency == WriteUrgency.Interactive ? MostRows : _pace.Next;
                var rows = await file.ReadAsync(most, cancellation);
                var write = await ImportSlice.PrepareAsync(import, content, rows, sealer, hashKey, time, cancellation);
                long start = 0;
                var written = await WriteAsync(lease, urgency, (db, token) =>
                {
                    start = time.GetTimestamp();
                    return write.WriteAsync(db, token);
                }, cancellation);
                if (!written)
                {
                    return false;
                }

                var isAlone = _quiet.Look();
                if (most == _pace.Next && !rows.Ended)
                {
                    _pace.Took(time.GetElapsedTime(start), isAlone);
                }

                import.Position = rows.Ended ? import.Size : rows.Position;
            }
        }

        if (import.Position >= import.Size)
        {
            // The people are committed. The file goes before the import is called done: a process killed in between comes here
            // again and finds no file left to remove. Rows that were not taken are handed back from the file, which stays for them.
            if (!await HasBadRowsAsync(import, cancellation))
            {
                ImportFile.Remove(PathOf(import));
            }

            await FinishAsync(import, ImportState.Done, null, lease, urgency, cancellation);
        }

        return true;
    }

    private async Task<bool> UndoAsync(
        Import import, int slices, HeldLease lease, WriteUrgency urgency, CancellationToken cancellation)
    {
        for (var slice = 0; slice < slices; slice++)
        {
            bool? goesOn = null;
            await WriteAsync(lease, urgency, async (db, token) =>
            {
                goesOn = null;
                if (await db.Imports().SingleOrDefaultAsync(
                        i => i.AccountId == import.AccountId && i.Id == import.Id && i.State == ImportState.Undoing, token) is { } row
                    && await db.IsOpenAsync(import.AccountId, token)
                    && !await Suppressing.IsOnHoldAsync(db, import.AccountId, token)
                    && await ListedPeople.TouchAsync(db, row.List, token))
                {
                    goesOn = await ImportUndo.AdvanceAsync(db, row, token);
                }

                return true;
            }, cancellation);
            switch (goesOn)
            {
                case null:
                    return false;
                case false:
                    await FinishAsync(import, ImportState.Undone, null, lease, urgency, cancellation);
                    return true;
            }
        }

        return true;
    }

    private async Task FinishAsync(
        Import import, ImportState state, string? failure, HeldLease lease, WriteUrgency urgency, CancellationToken cancellation)
    {
        await WriteAsync(lease, urgency, async (db, token) =>
        {
            var row = await db.Imports().SingleOrDefaultAsync(
                i => i.AccountId == import.AccountId && i.Id == import.Id && i.FinishedAt == null, token);
            if (row is not null)
            {
                var now = time.GetUtcNow();
                (row.State, row.Failure, row.FinishedAt) = (state, failure, now);
                row.UndoUntil = state == ImportState.Done ? periods[AudiencePeriods.Imports].After(now) : null;
                await trail.AppendAsync(db, new(
                    state == ImportState.Undone ? AudienceActs.ImportUndone : AudienceActs.ImportFinished,
                    AuditActor.System, PersonKeys.Account.Of(import.AccountId))
                {
                    Outcome = state == ImportState.Failed ? AuditOutcome.Failed : AuditOutcome.Done,
                }, token);
            }

            return true;
        }, cancellation);
        await counts.RefreshAsync(import.List, cancellation);
        log.ImportIs(import.Id, state);
    }

    private async Task<bool> HasBadRowsAsync(Import import, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.Imports().AnyAsync(i => i.AccountId == import.AccountId && i.Id == import.Id && i.Bad > 0, cancellation);
    }

    private async Task<T> WriteAsync<T>(
        HeldLease lease, WriteUrgency urgency, Func<IGSendMailContext, CancellationToken, Task<T>> work, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.WriteAsync(urgency, async token =>
        {
            await Leases.ExtendAsync(db, lease, token);
            return await work(db, token);
        }, cancellation);
    }

    private async Task<ImportContent> ContentAsync(Import import, CancellationToken cancellation) => import.Content is { } content
        ? await sealer.OpenAsync<ImportContent>(import, content, cancellation)
        : new ImportContent(null, FileChoices.None);

    private string PathOf(Import import) => Path.Combine(data.Imports, import.File);
}
