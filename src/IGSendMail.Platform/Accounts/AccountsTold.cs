using IGSendMail.Privacy.Erasure;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Platform.Accounts;

/// <summary>What of this room a restored database is told again.</summary>
public static class AccountsTold
{
    /// <summary>An account: that it was opened, corrected, cancelled or closed.</summary>
    public static readonly ToldKind Account = new("Account");

    /// <summary>Somebody who signs in: name, address, password, and whether the mailbox was shown.</summary>
    public static readonly ToldKind User = new("User");

    /// <summary>Wrong passwords and the like are counted too often to be told each time.</summary>
    internal static readonly IReadOnlyList<string> OfUser =
    [
        nameof(Accounts.User.AddressHash), nameof(Accounts.User.Content), nameof(Accounts.User.PasswordHash), nameof(Accounts.User.SecurityStamp),
        nameof(Accounts.User.AddressConfirmedAt), nameof(Accounts.User.OptedOutAt),
    ];
}

/// <summary>
/// Accounts that a restore lost or brought back as they were. One that was closed is open again where the erasure that closed it was lost
/// with the database and has not begun: what ordered it orders it anew.
/// </summary>
internal sealed class RepeatedAccounts(Vault vault) : ToldRows<Account>(vault, AccountsTold.Account, nameof(Account.Id), a => a.Id)
{
    /// <inheritdoc />
    public override async Task RepeatAsync(IGSendMailContext db, IReadOnlyList<ToldFact> lost, CancellationToken cancellation)
    {
        await base.RepeatAsync(db, lost, cancellation);
        List<Guid> ids = [.. lost.Select(f => f.Subject)];
        foreach (var account in await db.Accounts()
            .Where(a => ids.Contains(a.Id) && a.ClosedAt != null
                && !db.ErasureRuns().Any(r => r.AccountId == a.Id && r.Scope == ErasureScope.Everything))
            .ToListAsync(cancellation))
        {
            account.Reopen();
        }
    }
}
