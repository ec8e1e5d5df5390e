using IGSendMail.Platform.Accounts;
using IGSendMail.Web.Features.Shared;
using IGSendMail.Web.Features.Site;
using Microsoft.AspNetCore.Mvc;

namespace IGSendMail.Web.Features.Accounts;

/// <summary>Signs in with a passkey, which stands for password and code.</summary>
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class PasskeySignInController(SignIn signIn, Passkeys passkeys, CarriedSteps steps) : Controller
{
    /// <summary>The form.</summary>
    [HttpGet(SiteRoutes.PasskeySignIn)]
    public Task<IActionResult> Index(string? returnUrl) => AskAsync(Local(returnUrl));

    /// <summary>Signs in; only a local page can be returned to.</summary>
    [HttpPost(SiteRoutes.PasskeySignIn)]
    [Limited(LimitedAct.Code)]
    public async Task<IActionResult> Index(PasskeySignInForm form)
    {
        if (ModelState.IsValid && steps.ReadChallenge(Guid.Empty, form.Carried) is { } state
            && await signIn.TryPasskeyAsync(state, form.Answer ?? "", HttpContext) is { } user)
        {
            return Redirect(Local(form.ReturnUrl) ?? (user.IsOfficer ? PrivacyRoutes.Officer : SiteLanguages.Address(HttpContext, SiteRoutes.Account)));
        }

        ModelState.Clear();
        ModelState.AddModelError("", SignInWords.Now["PasskeyRefused"]);
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return await AskAsync(Local(form.ReturnUrl));
    }

    private async Task<IActionResult> AskAsync(string? returnUrl)
    {
        var asked = await passkeys.AskAsync(HttpContext);
        return View("PasskeySignIn", new PasskeySignInForm
        {
            Options = asked.Options,
            Carried = steps.ChallengeOf(Guid.Empty, asked.State),
            ReturnUrl = returnUrl,
        });
    }

    private string? Local(string? url) => Url.IsLocalUrl(url) ? url : null;
}
