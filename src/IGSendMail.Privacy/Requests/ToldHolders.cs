using IGSendMail.Privacy.Erasure;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Privacy.Requests;

/// <summary>Customers who still have the address of an erased person, by their lists of this moment, and when they were told by the ledger.</summary>
internal sealed class ToldHolders(IAddressControllers controllers) : IOtherHolders
{
    /// <inheritdoc />
    public async Task<IReadOnlyList<OtherHolder>> OfAsync(
        IGSendMailContext db, Guid requestId, DataSubject subject, CancellationToken cancellation)
    {
        List<Guid> own = [.. subject.Values(IdentifierKind.Account)];
        var holders = await controllers.OfAsync([.. subject.Values(IdentifierKind.Address)], cancellation);
        var notices = await db.RecipientNotices().AsNoTracking().Where(n => n.RequestId == requestId).ToListAsync(cancellation);
        var waiting = await HeldNotices.WaitingAsync(db, notices, cancellation);
        var toldAt = notices.Where(n => !waiting.Contains(n)).ToDictionary(n => n.CustomerId, n => n.At);
        return
        [
            .. holders.Where(h => !own.Contains(h.AccountId))
                .Select(h => new OtherHolder(h.Company, toldAt.TryGetValue(h.AccountId, out var at) ? at : null))
                .OrderBy(h => h.Company, StringComparer.Ordinal),
        ];
    }
}
