using IGSendMail.Privacy.PersonalData;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Privacy.Requests;

/// <summary>The requests that an account made, or a person without one from a confirmed address.</summary>
public sealed class RequestIdentifiers(IDbContextFactory<IGSendMailContext> contexts) : ISubjectIdentifiers
{
    /// <summary>
    /// What a request itself tells of its subject: the account; or, for a person without one, the address that was confirmed and
    /// the request.
    /// </summary>
    public static IEnumerable<Identifier> Of(DataSubjectRequest request) => request switch
    {
        { AccountId: { } account } => [new Identifier(IdentifierKind.Account, account)],
        { AddressHash: { } address } => [new Identifier(IdentifierKind.Address, address), new Identifier(IdentifierKind.Request, request.Id)],
        _ => [new Identifier(IdentifierKind.Request, request.Id)],
    };

    /// <inheritdoc />
    public IReadOnlyCollection<IdentifierKind> FollowsFrom { get; } = [IdentifierKind.Account, IdentifierKind.Address];

    /// <inheritdoc />
    public async Task<IReadOnlyCollection<Identifier>> FindAsync(DataSubject known, CancellationToken cancellation)
    {
        List<Guid> accounts = [.. known.Values(IdentifierKind.Account)], addresses = [.. known.Values(IdentifierKind.Address)];
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var requests = new List<Guid>();
        if (accounts.Count > 0)
        {
            requests.AddRange(await db.DataSubjectRequests().Where(r => r.AccountId != null && accounts.Contains(r.AccountId.Value))
                .Select(r => r.Id).ToListAsync(cancellation));
        }

        if (addresses.Count > 0)
        {
            // What an account asked is its own, whoever has its address.
            requests.AddRange(await db.DataSubjectRequests()
                .Where(r => r.AccountId == null && r.AddressHash != null && addresses.Contains(r.AddressHash.Value))
                .Select(r => r.Id).ToListAsync(cancellation));
        }

        return [.. requests.Select(id => new Identifier(IdentifierKind.Request, id))];
    }
}
