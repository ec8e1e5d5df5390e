using System.Security.Cryptography;
using IGSendMail.Privacy.Audit;
using IGSendMail.Privacy.Holds;
using IGSendMail.Privacy.Letters;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Privacy.Erasure;

/// <summary>How a run ends: the receipt, the last letter, and then nothing of the person is left in the run either.</summary>
public sealed class ErasureClosing(
    IDbContextFactory<IGSendMailContext> contexts, LetterBox letters, AuditTrail trail, ErasureJournal journal, ReceiptSigner signer,
    ErasureEnding ending, IOtherHolders others, TimeProvider time)
{
    /// <summary>
    /// Writes the receipt. It stands first, empty, and is filled once everything that stays was counted: so the
    /// receipt counts itself among what is kept.
    /// </summary>
    internal async Task WriteReceiptAsync(
        ErasureRun run, DataSubject subject, IReadOnlyList<IPersonalDataStore> stores, HeldLease lease,
        CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await db.WriteAsync(WriteUrgency.Background, async token =>
        {
            await Leases.ExtendAsync(db, lease, token);
            if (!await db.ErasureReceipts().AnyAsync(r => r.RunId == run.Id, token))
            {
                db.Add(new ErasureReceipt
                {
                    Id = RowKeys.New(time),
                    Number = NewNumber(),
                    RunId = run.Id,
                    AccountId = run.AccountId,
                    RequestId = run.RequestId,
                    IssuedAt = time.GetUtcNow(),
                    Content = "",
                });
            }
        }, cancellation);

        var tasks = await db.ErasureTasks().AsNoTracking().Where(t => t.RunId == run.Id).ToListAsync(cancellation);
        var lines = new List<ReceiptLine>();
        foreach (var store in stores)
        {
            lines.AddRange(Lines(store, tasks.Find(t => t.StoreKey == store.Description.Key), await store.CountAsync(subject, cancellation)));
        }

        var holds = await HoldHistory.LiftedSinceAsync(
            db, subject, stores.Select(s => s.Description.Category), run.DueAt ?? run.OrderedAt, cancellation);
        var content = new ReceiptContent(run.Cause, run.Scope, run.OrderedAt, lines)
        {
            Holds = [.. holds.Select(h => new ReceiptHold(h.Reason, h.Category, h.PlacedAt, h.LiftedAt!.Value))],
        };
        var begun = await db.ErasureReceipts().AsNoTracking().SingleAsync(r => r.RunId == run.Id, cancellation);
        var signed = await signer.SignAsync(begun, content, cancellation);
        await db.WriteAsync(WriteUrgency.Background, async token =>
        {
            await Leases.ExtendAsync(db, lease, token);
            var receipt = await db.ErasureReceipts().SingleAsync(r => r.RunId == run.Id, token);
            if (receipt.Content.Length == 0)
            {
                // One that came from the journal says already what the person was told.
                receipt.Content = signed;
            }

            await trail.AppendAsync(db, run, ErasureActs.ReceiptIssued, token);
            await ErasureSteps.SetStateAsync(db, run, ErasureState.Receipted, token);
        }, cancellation);
    }

    /// <summary>Puts the last letter into the outbox, under the run's own key.</summary>
    internal async Task SendLastLetterAsync(
        ErasureRun run, ErasureTarget target, DataSubject subject, HeldLease lease, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var receipt = await db.ErasureReceipts().AsNoTracking().SingleAsync(r => r.RunId == run.Id, cancellation);
        await journal.ReceiptedAsync(receipt, cancellation);
        var stillThere = run.RequestId is { } request ? await others.OfAsync(db, request, subject, cancellation) : [];
        await db.WriteAsync(WriteUrgency.Background, async token =>
        {
            await Leases.ExtendAsync(db, lease, token);
            if (target.LetterTo is { } to)
            {
                var letter = new ErasureDoneLetter(
                    to.Address, to.Name, to.Reference, receipt.Number, receipt.IssuedAt, receipt.Read(),
                    receipt.IsSigned ? receipt.Content : null)
                { Others = stillThere, Locale = to.Locale };
                await letters.PutAsync(db, ErasureKeys.Run.Of(run.Id), ErasureEnding.LetterKey(run.Id), letter, token);
            }

            await ErasureSteps.SetStateAsync(db, run, ErasureState.LetterSent, token);
        }, cancellation);
    }

    /// <summary>
    /// Ends a run that nobody is written to, or that was not ended with its last letter. Returns false: nothing follows now.
    /// </summary>
    internal async Task<bool> FinishAsync(ErasureRun run, HeldLease lease, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var key = ErasureEnding.LetterKey(run.Id);
        if (await db.OutboxMessages().AnyAsync(m => m.Key == key, cancellation) || !await ending.ForgetAsync(run.Id, cancellation))
        {
            return false;
        }

        await db.WriteAsync(WriteUrgency.Background, async token =>
        {
            await Leases.ExtendAsync(db, lease, token);
            await ending.EndAsync(db, run.Id, token);
        }, cancellation);

        // What readers keep of it in the log goes with the next round of the work "scrub".
        await db.Engine.ScrubAsync(db, cancellation);
        return false;
    }

    private static IEnumerable<ReceiptLine> Lines(IPersonalDataStore place, ErasureTask? task, IReadOnlyList<StoreCount> counts)
    {
        // Files change outside the transaction: after a kill the plan knows better than the count of the last try. Rows
        // are counted in the transaction that deletes them; what another erasure of the same account took meanwhile stands on
        // its receipt. A remote store repeats its answer after a kill; a store configured since then was never asked.
        var store = place.Description;
        var (deleted, changed) = (task?.Removed ?? 0, task?.Changed ?? 0);
        if (store.IsFiles && task is not null)
        {
            (deleted, changed) = (Math.Max(deleted, task.PlannedRows), Math.Max(changed, task.PlannedEmptied));
        }

        return PlaceLine.Of(store, deleted, changed, counts).Select(line => new ReceiptLine(
            store.Key, line.Title, store.Category, line.Deleted, line.Emptied, line.Kept, line.Why?.Reason, line.Why?.Basis, line.Why?.Until));
    }

    private static string NewNumber()
    {
        var code = RandomNumberGenerator.GetString("23456789ABCDEFGHJKMNPQRSTVWXYZ", 8);
        return $"DR-{code[..4]}-{code[4..]}";
    }
}
