using IGSendMail.Privacy.Erasure;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Platform.Accounts;

/// <summary>
/// Accounts that a restore lost or brought back as they were. One that was closed is open again where the erasure that closed it was lost
/// with the database and has not begun: what ordered it orders it anew.
/// </summary>
internal sealed class RepeatedAccounts(Vault vault) : ToldRows<Account>(vault, AccountToldKinds.Account, nameof(Account.Id), a => a.Id)
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
