using IGSendMail.Platform.Accounts;
using IGSendMail.Web.Features.Shared;
using IGSendMail.Web.Features.Site;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace IGSendMail.Web.Features.Accounts;

/// <summary>Changes the password of whoever is signed in, customer or officer.</summary>
public sealed class PasswordController(SignIn signIn, PasswordChecks checks, Passwords passwords) : Controller
{
    /// <summary>Where password managers look (W3C, a well-known URL for changing passwords).</summary>
    [HttpGet(SiteRoutes.ChangePassword)]
    public IActionResult WellKnown() => Redirect(SiteRoutes.Password);

    /// <summary>The form.</summary>
    [Authorize]
    [HttpGet(SiteRoutes.Password)]
    public IActionResult Password() => View(new PasswordForm());

    /// <summary>Changes it: the current one is asked for again, every other browser is signed out.</summary>
    [Authorize]
    [HttpPost(SiteRoutes.Password)]
    [HashesPassword]
    public async Task<IActionResult> Password(PasswordForm form, CancellationToken cancellation)
    {
        if (form.New is { Length: > 0 and <= PasswordForm.Longest } && await checks.ProblemAsync(User.UserId(), form.New, cancellation) is { } wrong)
        {
            ModelState.AddModelError(nameof(form.New), PasswordForm.Words(wrong));
        }

        if (ModelState.IsValid && !await signIn.IsTheirsAsync(User.UserId(), form.Current))
        {
            ModelState.AddModelError(
                nameof(form.Current), "This is not your current password, or you tried too often. Try again, or wait 15 minutes.");
        }

        if (!ModelState.IsValid)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return View(new PasswordForm());
        }

        await signIn.SignInAsync(
            await passwords.ChangeAsync(User.UserId(), form.New!, cancellation), User.HasClaim(SignInClaims.Method, SignInClaims.WithCode));
        this.Confirm("Your password is changed. Every other browser was signed out, and we have sent you an e-mail about it.");
        var home = User.IsOfficer() ? PrivacyRoutes.Officer : SiteRoutes.Account;
        return Redirect(home + "#" + Confirmation.Fragment);
    }
}
