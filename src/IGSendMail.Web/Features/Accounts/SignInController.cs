using System.ComponentModel.DataAnnotations;
using IGSendMail.Platform.Accounts;
using IGSendMail.Web.Features.Requests;
using IGSendMail.Web.Features.Shared;
using IGSendMail.Web.Features.Site;
using Microsoft.AspNetCore.Mvc;

namespace IGSendMail.Web.Features.Accounts;

/// <summary>Address and password.</summary>
public sealed class SignInForm
{
    /// <summary>The address.</summary>
    [Required(ErrorMessage = "Write your e-mail address.")]
    [StringLength(320, ErrorMessage = "Write your e-mail address only.")]
    public string? Email { get; set; }

    [Required(ErrorMessage = "Write your password.")]
    [StringLength(PasswordForm.Longest, ErrorMessage = "Write your password only.")]
    public string? Password { get; set; }

    /// <summary>The page the person wanted.</summary>
    public string? ReturnUrl { get; set; }
}

/// <summary>Signs in and out: customers and officers on the same page.</summary>
public sealed class SignInController(SignIn signIn, CarriedSteps steps, RequesterSession requester) : Controller
{
    // One message for a wrong address, a wrong password, a paused and a closed sign-in: it must not tell which.
    private const string Refused =
        "Address and password do not belong together, or there were too many tries. Check both, or wait 15 minutes and try again.";

    /// <summary>The form.</summary>
    [HttpGet(SiteRoutes.SignIn)]
    public IActionResult Index(string? returnUrl)
    {
        if (User.Identity is { IsAuthenticated: true })
        {
            return Redirect(Local(returnUrl) ?? SiteRoutes.Account);
        }

        return View("SignIn", new SignInForm { ReturnUrl = Local(returnUrl) });
    }

    /// <summary>Signs in; only a local page can be returned to.</summary>
    [HttpPost(SiteRoutes.SignIn)]
    [Limited(LimitedAct.SignIn, Target = nameof(SignInForm.Email))]
    [HashesPassword]
    public async Task<IActionResult> Index(SignInForm form)
    {
        if (ModelState.IsValid)
        {
            if (await signIn.TryAsync(form.Email!, form.Password!) is { User: var user, Needs: var needs })
            {
                if (needs == SignInNeed.Passkey)
                {
                    this.Confirm("Your password is right. You sign in with your passkey.");
                    return Redirect(SiteRoutes.PasskeySignIn + QueryString.Create("returnUrl", Local(form.ReturnUrl) ?? PrivacyRoutes.Officer) + "#" + Confirmation.Fragment);
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
                    this.Confirm("You are signed in. Your e-mail address is not confirmed yet: your account page says how to do it.");
                }

                return Redirect(Local(form.ReturnUrl) ?? SiteRoutes.Account);
            }

            ModelState.AddModelError("", Refused);
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
