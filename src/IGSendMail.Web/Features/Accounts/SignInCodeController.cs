using System.ComponentModel.DataAnnotations;
using IGSendMail.Platform.Accounts;
using IGSendMail.Web.Features.Shared;
using IGSendMail.Web.Features.Site;
using Microsoft.AspNetCore.Mvc;

namespace IGSendMail.Web.Features.Accounts;

/// <summary>The code beside the password.</summary>
public sealed class SignInCodeForm
{
    [Required(ErrorMessage = "Write the code.")]
    [StringLength(40, ErrorMessage = "Write the code only.")]
    public string? Code { get; set; }

    /// <summary>That the password was right; see <see cref="CarriedSteps"/>.</summary>
    public string? Carried { get; set; }

    /// <summary>The page the person wanted.</summary>
    public string? ReturnUrl { get; set; }
}

/// <summary>The second step of signing in, for people who are asked for a code.</summary>
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class SignInCodeController(SignIn signIn, CarriedSteps steps) : Controller
{
    /// <summary>Whoever comes without the first step begins there.</summary>
    [HttpGet(SiteRoutes.SignInCode)]
    public IActionResult Index() => Redirect(SiteRoutes.SignIn);

    /// <summary>Takes the code.</summary>
    [HttpPost(SiteRoutes.SignInCode)]
    [Limited(LimitedAct.Code)]
    public async Task<IActionResult> Index(SignInCodeForm form)
    {
        if (steps.ReadPassword(form.Carried) is not { } password)
        {
            this.Confirm("That took too long. Please begin again with your address and password.");
            return Redirect(SiteRoutes.SignIn + "#" + Confirmation.Fragment);
        }

        var returnUrl = Url.IsLocalUrl(form.ReturnUrl) ? form.ReturnUrl : null;
        if (ModelState.IsValid)
        {
            var step = await signIn.TryCodeAsync(password.UserId, password.Stamp, form.Code);
            if (step.User is { } user)
            {
                return Redirect(returnUrl ?? (user.IsOfficer ? PrivacyRoutes.Officer : SiteRoutes.Account));
            }

            ModelState.AddModelError(nameof(form.Code), TwoStepForm.Refused(step.Answer));
        }

        Response.StatusCode = StatusCodes.Status400BadRequest;
        return View("SignInCode", new SignInCodeForm { Carried = form.Carried, ReturnUrl = returnUrl });
    }
}
