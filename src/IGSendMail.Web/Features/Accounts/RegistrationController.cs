using IGSendMail.Platform.Accounts;
using IGSendMail.Privacy.Policy;
using IGSendMail.Storage;
using IGSendMail.Web.Features.Shared;
using IGSendMail.Web.Features.Site;
using Microsoft.AspNetCore.Mvc;

namespace IGSendMail.Web.Features.Accounts;

/// <summary>Opens accounts.</summary>
public sealed class RegistrationController(Registration registration, PasswordChecks passwords, SignIn signIn, PolicySnapshot policy) : Controller
{
    /// <summary>The form.</summary>
    [HttpGet(SiteRoutes.Register)]
    public IActionResult Register()
    {
        if (User.Identity is { IsAuthenticated: true })
        {
            return Redirect(SiteLanguages.Address(HttpContext, SiteRoutes.Account));
        }

        return Show(new RegistrationForm());
    }

    /// <summary>
    /// Opens the account and signs the person in. A known address is told nothing but to look into the mail: see
    /// docs/adr/0003-own-identity-store.md for what that hides and what it cannot.
    /// </summary>
    [HttpPost(SiteRoutes.Register)]
    [Limited(LimitedAct.Registration, Target = nameof(RegistrationForm.Email))]
    [HashesPassword]
    public async Task<IActionResult> Register(RegistrationForm form, CancellationToken cancellation)
    {
        var inForce = policy.InForce;
        form.Check(ModelState, passwords, inForce);
        if (!ModelState.IsValid)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return Show(form);
        }

        var asked = new NewAccount(form.Name!, EmailAddress.Of(form.Email!), form.Company!, form.Password!, inForce.Version)
        {
            Locale = SiteLanguages.Now,
        };
        if (await registration.RegisterAsync(asked, cancellation) is not { } user)
        {
            return Redirect(SiteLanguages.Address(HttpContext, SiteRoutes.CheckMail));
        }

        await signIn.SignInAsync(user);
        var words = OpenAccountWords.Now;
        this.Confirm(words["Opened"], words.Language);
        return Redirect(SiteLanguages.Address(HttpContext, SiteRoutes.Account) + "#" + Confirmation.Fragment);
    }

    /// <summary>What to do when the account could not be opened at once.</summary>
    [HttpGet(SiteRoutes.CheckMail)]
    public IActionResult CheckMail() => View();

    private ViewResult Show(RegistrationForm form)
    {
        var inForce = policy.InForce;
        form.PolicyVersion = inForce.Version;
        form.MinimumAge = inForce.Commitments.MinimumAge;
        return View("Register", form);
    }
}
