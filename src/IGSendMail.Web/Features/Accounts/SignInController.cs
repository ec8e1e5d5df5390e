using System.ComponentModel.DataAnnotations;
using IGSendMail.Platform.Accounts;
using IGSendMail.Web.Features.Requests;
using IGSendMail.Web.Features.Shared;
using IGSendMail.Web.Features.Site;
using Microsoft.AspNetCore.Mvc;

namespace IGSendMail.Web.Features.Accounts;

/// <summary>Address and password.</summary>
public sealed class SignInForm : IValidatableObject
{
    private const int LongestAddress = 320;

    /// <summary>The address.</summary>
    public string? Email { get; set; }

    public string? Password { get; set; }

    /// <summary>The page the person wanted.</summary>
    public string? ReturnUrl { get; set; }

    /// <summary>The address of this page, with the page the person wanted.</summary>
    internal string Path => ReturnUrl is null ? SiteRoutes.SignIn : SiteRoutes.SignIn + QueryString.Create("returnUrl", ReturnUrl);

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        var words = SignInWords.Now;
        if (string.IsNullOrWhiteSpace(Email) || Email.Length > LongestAddress)
        {
            yield return new(words[string.IsNullOrWhiteSpace(Email) ? "EmailMissing" : "EmailOnly"], [nameof(Email)]);
        }

        if (Password is not { Length: > 0 and <= PasswordForm.Longest })
        {
            yield return new(words[string.IsNullOrEmpty(Password) ? "PasswordMissing" : "PasswordOnly"], [nameof(Password)]);
        }
    }
}

/// <summary>Signs in and out: customers and officers on the same page.</summary>
public sealed class SignInController(SignIn signIn, CarriedSteps steps, RequesterSession requester) : Controller
{
    /// <summary>The form.</summary>
    [HttpGet(SiteRoutes.SignIn)]
    public IActionResult Index(string? returnUrl)
    {
        if (User.Identity is { IsAuthenticated: true })
        {
            return Redirect(Local(returnUrl) ?? SiteLanguages.Address(HttpContext, SiteRoutes.Account));
        }

        return View("SignIn", new SignInForm { ReturnUrl = Local(returnUrl) });
    }

    /// <summary>Signs in; only a local page can be returned to.</summary>
    [HttpPost(SiteRoutes.SignIn)]
    [Limited(LimitedAct.SignIn, Target = nameof(SignInForm.Email))]
    [HashesPassword]
    public async Task<IActionResult> Index(SignInForm form)
    {
        var words = SignInWords.Now;
        if (ModelState.IsValid)
        {
            if (await signIn.TryAsync(form.Email!, form.Password!) is { User: var user, Needs: var needs })
            {
                if (needs == SignInNeed.Passkey)
                {
                    this.Confirm(words["PasskeyNext"], words.Language);
                    var next = SiteRoutes.PasskeySignIn + QueryString.Create("returnUrl", Local(form.ReturnUrl) ?? PrivacyRoutes.Officer);
                    return Redirect(SiteLanguages.Address(HttpContext, next) + "#" + Confirmation.Fragment);
                }

                if (needs == SignInNeed.Code)
                {
                    ModelState.Clear();
                    return View("SignInCode", new SignInCodeForm { Carried = steps.PasswordOf(user), ReturnUrl = Local(form.ReturnUrl) });
                }

                if (user.IsOfficer)
                {
                    return Redirect(SiteRoutes.TwoStepSetUp);
                }

                if (!user.IsProved)
                {
                    this.Confirm(words["NotConfirmed"], words.Language);
                }

                return Redirect(Local(form.ReturnUrl) ?? SiteLanguages.Address(HttpContext, SiteRoutes.Account));
            }

            ModelState.AddModelError("", words.NotSignedIn);
        }

        Response.StatusCode = StatusCodes.Status400BadRequest;
        form.ReturnUrl = Local(form.ReturnUrl);
        ModelState.Remove(nameof(form.ReturnUrl));
        return View("SignIn", form);
    }

    /// <summary>Signs out of this browser: the session ends, and with it what the browser may see of requests.</summary>
    [HttpPost(SiteRoutes.SignOut)]
    public async Task<IActionResult> Out(CancellationToken cancellation)
    {
        await requester.EndAsync(HttpContext, cancellation);
        await signIn.SignOutAsync(User.Identity is { IsAuthenticated: true } ? User.UserId() : null);
        return Redirect(SiteRoutes.Home);
    }

    private string? Local(string? url) => Url.IsLocalUrl(url) ? url : null;
}
