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
    public async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var stamp = Guid.TryParse(context.Principal?.FindFirstValue(ClaimTypes.NameIdentifier), out var id)
            ? await db.Users().Where(u => u.Id == id).Select(u => u.SecurityStamp)
                .SingleOrDefaultAsync(context.HttpContext.RequestAborted)
            : null;
        if (stamp is null || context.Principal?.FindFirstValue(AccountClaims.Stamp) != stamp)
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(context.Scheme.Name);
        }
    }
}
