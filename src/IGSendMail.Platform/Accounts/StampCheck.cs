using System.Data.Common;
using System.Security.Claims;
using IGSendMail.Storage;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Platform.Accounts;

/// <summary>
/// Ends a sign-in whose stamp is no longer its user's: after a change of password, and when the account is closed or
/// gone. Asked with every request (one key look-up), not every half hour as Identity does: once an erasure has begun,
/// no page may open for the person any more.
/// </summary>
internal sealed class StampCheck(IGSendMailContext db) : ISecurityStampValidator
{
    /// <summary>How long a page waits for a database that does not answer.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        string? stamp;
        try
        {
            stamp = Guid.TryParse(context.Principal?.FindFirstValue(ClaimTypes.NameIdentifier), out var id)
                ? await StampAsync(id, context.HttpContext.RequestAborted)
                : null;
        }
        catch (Exception unknown) when (unknown is DbException or OperationCanceledException
            && !context.HttpContext.RequestAborted.IsCancellationRequested)
        {
            // Nobody can say now whether the sign-in holds: for this request it does not, and the person keeps it.
            // What everybody may read and do (refuse cookies above all) goes on.
            context.RejectPrincipal();
            return;
        }

        if (stamp is null || context.Principal?.FindFirstValue(SignInClaims.Stamp) != stamp)
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(context.Scheme.Name);
        }
    }

    private async Task<string?> StampAsync(Guid userId, CancellationToken cancellation)
    {
        using var soon = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        soon.CancelAfter(Patience);
        return await db.Users().Where(u => u.Id == userId).Select(u => u.SecurityStamp).SingleOrDefaultAsync(soon.Token);
    }
}
