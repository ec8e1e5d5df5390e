using IGSendMail.Privacy.Audit;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Privacy.Requests;

/// <summary>Whose data a request is about, as the identifiers that stores answer to.</summary>
public sealed class RequestSubjects(
    IDbContextFactory<IGSendMailContext> contexts, ISubjectDirectory directory, Pseudonyms pseudonyms)
{
    /// <summary>An account with its people and its requests.</summary>
    public async Task<DataSubject> OfAccountAsync(Guid accountId, CancellationToken cancellation)
    {
        var account = await directory.OfAccountAsync(accountId, cancellation);
        return await WithRequestsAsync(account, r => r.Where(x => x.AccountId == accountId), cancellation);
    }

    /// <summary>
    /// The subject of a request: its account; or, for a person without one, the confirmed address and the requests
    /// that came from it.
    /// </summary>
    public Task<DataSubject> OfAsync(DataSubjectRequest request, CancellationToken cancellation)
    {
        if (request.AccountId is { } accountId)
        {
            return OfAccountAsync(accountId, cancellation);
        }

        var address = request.AddressHash is { } hash
            ? DataSubject.Of(new Identifier(IdentifierKind.Address, hash))
            : DataSubject.Of();
        return WithRequestsAsync(
            address, r => r.Where(x => x.Id == request.Id || (x.AddressHash == request.AddressHash && x.AccountId == null)), cancellation);
    }

    private async Task<DataSubject> WithRequestsAsync(
        DataSubject subject, Func<IQueryable<DataSubjectRequest>, IQueryable<DataSubjectRequest>> which, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var requests = await which(db.DataSubjectRequests().AsNoTracking()).Select(r => r.Id).ToListAsync(cancellation);
        var all = subject.Identifiers.Union(requests.Select(id => new Identifier(IdentifierKind.Request, id)));
        return await pseudonyms.WithPseudonymsAsync(new DataSubject([.. all]), cancellation);
    }
}
