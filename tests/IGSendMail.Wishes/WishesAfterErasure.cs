using IGSendMail.Privacy.Erasure;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Wishes;

/// <summary>Counts the wishes that went with an erasure, in the transaction in which it ends.</summary>
internal sealed class WishesAfterErasure(TimeProvider time) : IErasureFollower
{
    public async Task FinishedAsync(IGSendMailContext db, ErasureRun run, CancellationToken cancellation)
    {
        var receipt = await db.ErasureReceipts().AsNoTracking().SingleAsync(r => r.RunId == run.Id, cancellation);
        var erased = receipt.Read().Lines.Where(line => line.Store == nameof(Wish)).Sum(line => line.Deleted);
        if (erased == 0)
        {
            return;
        }

        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var first = new DateOnly(today.Year, today.Month, 1);
        var month = await db.WishMonths().SingleOrDefaultAsync(m => m.Month == first, cancellation);
        if (month is null)
        {
            month = new WishMonth { Month = first, Erased = 0 };
            db.Add(month);
        }

        month.Erased += erased;
    }
}
