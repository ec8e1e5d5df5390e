using IGSendMail.Privacy.Requests;
using IGSendMail.Web.Features.Shared;
using Microsoft.AspNetCore.Mvc;

namespace IGSendMail.Web.Features.Requests;

/// <summary>The password is asked again before data is handed out, changed or deleted: a screen may be open to others.</summary>
internal static class PasswordAgain
{
    private const string Field = "Password";

    /// <summary>Puts a message to the field <c>Password</c> if it is not the signed-in person's; a form that is wrong already is not tried.</summary>
    public static async Task CheckPasswordAsync(this Controller page, IPasswordCheck passwords, string? password)
    {
        if (page.ModelState.IsValid && !await passwords.IsTheirsAsync(page.User.UserId(), password))
        {
            page.ModelState.AddModelError(Field, AccountDataWords.Now["PasswordWrong"]);
        }
    }
}
