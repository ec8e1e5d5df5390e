using IGSendMail.Privacy.PersonalData;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Privacy.Holds;

/// <summary>Holds that kept a deletion waiting and were lifted since.</summary>
public static class HoldHistory
{
    /// <summary>Holds on the subject or on one of the categories that were lifted after an instant, the earliest first.</summary>
    public static async Task<IReadOnlyList<LegalHold>> LiftedSinceAsync(
        IGSendMailContext db, DataSubject subject, IEnumerable<DataCategory> categories, DateTimeOffset since, CancellationToken cancellation)
    {
        List<Guid> accounts = [.. subject.Values(IdentifierKind.Account)], addresses = [.. subject.Values(IdentifierKind.Address)];
        List<DataCategory> touched = [.. categories];
        return await db.LegalHolds().AsNoTracking()
            .Where(h => h.LiftedAt > since
                && ((h.AccountId != null && accounts.Contains(h.AccountId.Value))
                    || (h.AddressHash != null && addresses.Contains(h.AddressHash.Value))
                    || (h.Category != null && touched.Contains(h.Category.Value))))
            .OrderBy(h => h.PlacedAt).Take(LegalHolds.MostActive).ToListAsync(cancellation);
    }
}
