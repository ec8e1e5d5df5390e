using System.Security.Claims;
using IGSendMail.Platform.Accounts;
using Microsoft.AspNetCore.Identity;

namespace IGSendMail.Web.Features.Requests;

/// <summary>
/// Asks a signed-in person for the password once more before data is handed out or deleted (11 CCR § 7061). Wrong
/// passwords count towards the same lock as at sign-in.
/// </summary>
public sealed class PasswordAgain(UserManager<User> users)
{
    /// <summary>What is wrong with the password, or null if it is right.</summary>
    public async Task<string?> ProblemAsync(ClaimsPrincipal person, string? password)
    {
        if (string.IsNullOrEmpty(password))
        {
            return "Enter your password, so that we know it is you.";
        }

        if (await users.GetUserAsync(person) is not { } user || await users.IsLockedOutAsync(user))
        {
            return "Too many wrong passwords. Wait a few minutes, then try again.";
        }

        if (await users.CheckPasswordAsync(user, password))
        {
            await users.ResetAccessFailedCountAsync(user);
            return null;
        }

        await users.AccessFailedAsync(user);
        return "That is not your password. Try again.";
    }
}
