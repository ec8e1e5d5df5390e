using IGSendMail.Privacy.PersonalData;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Platform.Accounts;

/// <summary>
/// The people who sign in to an account are found with it, and with them what belongs to their mailbox once they have shown that it is
/// theirs: until then what is found by the address may be another person's.
/// </summary>
internal sealed class AccountPeople(IDbContextFactory<IGSendMailContext> contexts) : ISubjectIdentifiers
{
    /// <inheritdoc />
    public IReadOnlyCollection<IdentifierKind> FollowsFrom { get; } = [IdentifierKind.Account];

    /// <inheritdoc />
    public async Task<IReadOnlyCollection<Identifier>> FindAsync(DataSubject known, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await FindAsync(db, [.. known.Values(IdentifierKind.Account)], cancellation);
    }

    private static async Task<IReadOnlyCollection<Identifier>> FindAsync(
        IGSendMailContext db, List<Guid> accounts, CancellationToken cancellation)
    {
        var users = await db.Users().Where(u => u.AccountId != null && accounts.Contains(u.AccountId.Value))
            .Select(u => new { u.Id, u.AddressHash, IsProved = u.AddressConfirmedAt != null }).ToListAsync(cancellation);
        return
        [
            .. users.Select(u => new Identifier(IdentifierKind.User, u.Id)),
            .. users.Where(u => u.IsProved).Select(u => new Identifier(IdentifierKind.Address, u.AddressHash)),
        ];
    }
}
