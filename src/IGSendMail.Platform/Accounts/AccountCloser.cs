using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Requests;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Platform.Accounts;

/// <summary>Closes an account for good, at the start of its erasure.</summary>
internal sealed class AccountCloser(TimeProvider time) : IAccountCloser
{
    /// <inheritdoc />
    public async Task CloseAsync(IGSendMailContext db, Guid accountId, CancellationToken cancellation)
    {
        var account = await db.Accounts().SingleOrDefaultAsync(a => a.Id == accountId, cancellation);
        if (account is null or { ClosedAt: not null })
        {
            return;
        }

        account.Close(time.GetUtcNow());
        foreach (var user in await db.Users().Where(u => u.AccountId == accountId).ToListAsync(cancellation))
        {
            user.SecurityStamp = SecurityStamps.New();
        }

        await db.Sessions().Where(s => s.AccountId == accountId).ExecuteDeleteAsync(cancellation);
        await RequestVisits.EndForErasureAsync(db, accountId, [], cancellation);
    }
}
