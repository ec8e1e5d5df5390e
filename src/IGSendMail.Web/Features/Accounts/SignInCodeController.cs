using System.ComponentModel.DataAnnotations;
using IGSendMail.Platform.Accounts;
using IGSendMail.Web.Features.Shared;
using IGSendMail.Web.Features.Site;
using Microsoft.AspNetCore.Mvc;

namespace IGSendMail.Web.Features.Accounts;

/// <summary>The code beside the password.</summary>
public sealed class SignInCodeForm : IValidatableObject
{
    private const int LongestCode = 40;

    public string? Code { get; set; }

    /// <summary>That the password was right; see <see cref="CarriedSteps"/>.</summary>
    public string? Carried { get; set; }

    /// <summary>The page the person wanted.</summary>
    public string? ReturnUrl { get; set; }

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (string.IsNullOrWhiteSpace(Code) || Code.Length > LongestCode)
        {
            yield return new(SignInWords.Now[string.IsNullOrWhiteSpace(Code) ? "CodeMissing" : "CodeOnly"], [nameof(Code)]);
        }
    }
}

/// <summary>The second step of signing in, for people who are asked for a code.</summary>
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class SignInCodeController(SignIn signIn, CarriedSteps steps) : Controller
{
    /// <summary>Whoever comes without the first step begins there.</summary>
    [HttpGet(SiteRoutes.SignInCode)]
    public IActionResult Index() => Redirect(SiteLanguages.Address(HttpContext, SiteRoutes.SignIn));

    /// <summary>Takes the code.</summary>
    [HttpPost(SiteRoutes.SignInCode)]
    [Limited(LimitedAct.Code)]
    public async Task<IActionResult> Index(SignInCodeForm form)
    {
        var words = SignInWords.Now;
        if (steps.ReadPassword(form.Carried) is not { } password)
        {
            this.Confirm(words["TookLong"], words.Language);
            return Redirect(SiteLanguages.Address(HttpContext, SiteRoutes.SignIn) + "#" + Confirmation.Fragment);
        }

        var returnUrl = Url.IsLocalUrl(form.ReturnUrl) ? form.ReturnUrl : null;
        if (ModelState.IsValid)
        {
            var step = await signIn.TryCodeAsync(password.UserId, password.Stamp, form.Code);
            if (step.User is { } user)
            {
                return Redirect(returnUrl ?? (user.IsOfficer ? PrivacyRoutes.Officer : SiteLanguages.Address(HttpContext, SiteRoutes.Account)));
            }

            ModelState.AddModelError(nameof(form.Code), words.Refused(step.Answer));
        }

        Response.StatusCode = StatusCodes.Status400BadRequest;
        return View("SignInCode", new SignInCodeForm { Carried = form.Carried, ReturnUrl = returnUrl });
    }
}
