using IGSendMail.Platform.Accounts;
using IGSendMail.Storage;
using IGSendMail.Web.Features.Shared;
using IGSendMail.Web.Features.Site;
using Microsoft.AspNetCore.Mvc;

namespace IGSendMail.Web.Features.Accounts;

/// <summary>The way back in for whoever has no password any more: a link to the mailbox.</summary>
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class ForgottenPasswordController(ForgottenPasswords forgotten, PasswordChecks checks) : Controller
{
    /// <summary>The form.</summary>
    [HttpGet(SiteRoutes.ForgottenPassword)]
    public IActionResult Ask() => View("Forgotten", new ForgottenForm());

    /// <summary>Takes the address. The answer is the same for every one.</summary>
    [HttpPost(SiteRoutes.ForgottenPassword)]
    [Limited(LimitedAct.Letter, Target = nameof(ForgottenForm.Email))]
    public async Task<IActionResult> Ask(ForgottenForm form, CancellationToken cancellation)
    {
        form.Check(ModelState);
        if (!ModelState.IsValid)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return View("Forgotten", form);
        }

        await forgotten.AskAsync(EmailAddress.Of(form.Email!), SiteLanguages.Now, cancellation);
        return Redirect(SiteLanguages.Address(HttpContext, SiteRoutes.ForgottenSent));
    }

    /// <summary>What happens next.</summary>
    [HttpGet(SiteRoutes.ForgottenSent)]
    public IActionResult Sent() => View("ForgottenSent");

    /// <summary>The form behind the link. Opening it changes nothing.</summary>
    [HttpGet(SiteRoutes.NewPassword)]
    public async Task<IActionResult> Choose([FromQuery] string? token, CancellationToken cancellation) =>
        await forgotten.WorksAsync(token, cancellation) ? View("NewPassword", new NewPasswordForm { Token = token }) : Gone();

    /// <summary>Sets the password and uses the link up. Nobody is signed in by it: the new password does that.</summary>
    [HttpPost(SiteRoutes.NewPassword)]
    [Limited(LimitedAct.Code)]
    [HashesPassword]
    public async Task<IActionResult> Choose(NewPasswordForm form, CancellationToken cancellation)
    {
        if (await forgotten.OwnerAsync(form.Token, cancellation) is not { } owner)
        {
            return Gone();
        }

        await form.CheckAsync(ModelState, checks, owner, cancellation);
        if (!ModelState.IsValid)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return View("NewPassword", new NewPasswordForm { Token = form.Token });
        }

        if (!await forgotten.ResetAsync(form.Token, form.New!, SiteLanguages.Now, cancellation))
        {
            return Gone();
        }

        var words = AccountWords.Now;
        this.Confirm(words["PasswordSet"], words.Language);
        return Redirect(SiteLanguages.Address(HttpContext, SiteRoutes.SignIn) + "#" + Confirmation.Fragment);
    }

    private ViewResult Gone()
    {
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return View("PasswordLinkGone");
    }
}
