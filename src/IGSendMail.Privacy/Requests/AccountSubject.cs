using IGSendMail.Privacy.PersonalData;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Privacy.Requests;

/// <summary>The whole subject behind an account: the account, its users, and the requests they made.</summary>
public static class AccountSubject
{
    /// <summary>Every identifier that stores answer to for this account.</summary>
    public static async Task<DataSubject> OfAsync(
        IGSendMailContext db, ISubjectDirectory directory, Guid accountId, CancellationToken cancellation)
    {
        var subject = await directory.OfAccountAsync(accountId, cancellation);
        var requests = await db.DataSubjectRequests()
            .Where(r => r.AccountId == accountId)
            .Select(r => r.Id)
            .ToListAsync(cancellation);
        return DataSubject.Of([.. subject.Identifiers, .. requests.Select(id => new Identifier(IdentifierKind.Request, id))]);
    }
}
