using IGSendMail.Privacy.PersonalData;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Platform.Accounts;

/// <summary>The people who sign in to an account are found with it.</summary>
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

    /// <summary>An account and its users, and nothing else that is known of them.</summary>
    public static async Task<DataSubject> OfAsync(IGSendMailContext db, Guid accountId, CancellationToken cancellation) =>
        DataSubject.Of([new Identifier(IdentifierKind.Account, accountId), .. await FindAsync(db, [accountId], cancellation)]);

    private static async Task<IReadOnlyCollection<Identifier>> FindAsync(
        IGSendMailContext db, List<Guid> accounts, CancellationToken cancellation)
    {
        // The users' addresses are left out on purpose: nobody has proved yet that an address given at sign-up is
        // theirs, and what is found by an address may be another person's.
        var users = await db.Users().Where(u => u.AccountId != null && accounts.Contains(u.AccountId.Value))
            .Select(u => u.Id).ToListAsync(cancellation);
        return [.. users.Select(u => new Identifier(IdentifierKind.User, u))];
    }
}
