using IGSendMail.Privacy.Audit;
using IGSendMail.Privacy.Letters;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Storage;

namespace IGSendMail.Wishes;

/// <summary>Takes wishes.</summary>
public sealed class WishBox(
    IGSendMailContext db, ISubjectDirectory directory, Sealer sealer, LetterBox letters, AuditTrail trail, RetentionPeriods periods,
    TimeProvider time)
{
    /// <summary>Keeps a wish, enters it in the trail and thanks for it: one transaction, all of it or nothing.</summary>
    public async Task SendAsync(Guid accountId, Guid userId, string text, CancellationToken cancellation)
    {
        var (id, now) = (RowKeys.New(time), time.GetUtcNow());
        var owner = PersonKeys.Account.Of(accountId);
        var holder = await directory.HolderOfAsync(accountId, cancellation);
        await db.WriteAsync(WriteUrgency.Interactive, async token =>
        {
            db.Add(new Wish
            {
                Id = id,
                AccountId = accountId,
                SentAt = now,
                Content = await sealer.SealAsync(Wish.PlaceOf(accountId, id), new WishContent(text), token),
            });
            await trail.AppendAsync(db, new AuditDeed(WishActs.WishSent, AuditActor.Customer(userId), owner), token);
            if (holder is { } to)
            {
                var until = periods[WishPeriods.Wishes].After(now);
                await letters.PutAsync(db, owner, $"wish/{id:N}", new WishReceivedLetter(to.Address, to.Name, now, until), token);
            }
        }, cancellation);
    }
}
