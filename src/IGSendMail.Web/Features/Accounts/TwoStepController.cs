using IGSendMail.Platform.Accounts;
using IGSendMail.Privacy.Settings;
using IGSendMail.Web.Features.Shared;
using IGSendMail.Web.Features.Site;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace IGSendMail.Web.Features.Accounts;

/// <summary>Two-step sign-in of whoever is signed in: customers may have it, officers must.</summary>
[Authorize]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class TwoStepController(
    SecondFactors factors, SignIn signIn, Addresses addresses, Passkeys passkeys, CarriedSteps steps, SiteOptions site) : Controller
{
    /// <summary>How it stands.</summary>
    [HttpGet(SiteRoutes.TwoStep)]
    public Task<IActionResult> Index(CancellationToken cancellation) => StateAsync(new TwoStepForm(), cancellation);

    /// <summary>Shows a fresh secret. Nothing is kept of it until a code shows that an app has it.</summary>
    [HttpGet(SiteRoutes.TwoStepSetUp)]
    public async Task<IActionResult> SetUp(CancellationToken cancellation) => await factors.IsOnAsync(User.UserId(), cancellation)
        ? Redirect(SiteRoutes.TwoStep)
        : await SecretAsync(OneTimeCode.NewSecret(), cancellation);

    /// <summary>Turns it on.</summary>
    [HttpPost(SiteRoutes.TwoStepSetUp)]
    [HashesPassword]
    public async Task<IActionResult> SetUp(TwoStepForm form, CancellationToken cancellation)
    {
        if (steps.ReadSecret(User.UserId(), form.Carried) is not { } secret || await factors.IsOnAsync(User.UserId(), cancellation))
        {
            this.Confirm("That took too long, or it is set up already. Nothing was changed.");
            return Redirect(SiteRoutes.TwoStep + "#" + Confirmation.Fragment);
        }

        await CheckPasswordAsync(form);
        if (ModelState.IsValid)
        {
            if (await factors.SetUpAsync(User.UserId(), secret, form.Code, cancellation) is { } done)
            {
                await signIn.SignInAsync(done.User, withCode: true);
                return View("RecoveryCodes", done.RecoveryCodes);
            }

            ModelState.AddModelError(nameof(form.Code), TwoStepForm.Refused(CodeAnswer.Wrong));
        }

        Response.StatusCode = StatusCodes.Status400BadRequest;
        ModelState.Remove(nameof(form.Carried));
        return await SecretAsync(secret, cancellation);
    }

    /// <summary>Makes fresh recovery codes.</summary>
    [HttpPost(SiteRoutes.TwoStepCodes)]
    [HashesPassword]
    public async Task<IActionResult> Renew(TwoStepForm form, CancellationToken cancellation) => await IsShownAsync(form)
        ? View("RecoveryCodes", await factors.RenewCodesAsync(User.UserId(), cancellation))
        : await StateAsync(form, cancellation);

    /// <summary>Turns it off. An officer is led to set it up again before any page of officers opens.</summary>
    [HttpPost(SiteRoutes.TwoStepOff)]
    [HashesPassword]
    public async Task<IActionResult> TurnOff(TwoStepForm form, CancellationToken cancellation)
    {
        if (!await IsShownAsync(form))
        {
            return await StateAsync(form, cancellation);
        }

        await signIn.SignInAsync(await factors.TurnOffAsync(User.UserId(), by: null, cancellation));
        this.Confirm("Two-step sign-in is off. Every other browser was signed out, and we have sent you an e-mail about it.");
        return Redirect(SiteRoutes.TwoStep + "#" + Confirmation.Fragment);
    }

    private async Task CheckPasswordAsync(TwoStepForm form)
    {
        if (ModelState.IsValid && !await signIn.IsTheirsAsync(User.UserId(), form.Password))
        {
            ModelState.AddModelError(nameof(form.Password), TwoStepForm.NotYours);
        }
    }

    /// <summary>True if password and code are right; the code is used up then.</summary>
    private async Task<bool> IsShownAsync(TwoStepForm form)
    {
        await CheckPasswordAsync(form);
        if (ModelState.IsValid && await factors.TakeAsync(User.UserId(), form.Code) is var answer and not CodeAnswer.Right)
        {
            ModelState.AddModelError(nameof(form.Code), TwoStepForm.Refused(answer));
        }

        Response.StatusCode = ModelState.IsValid ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest;
        return ModelState.IsValid;
    }

    private async Task<IActionResult> StateAsync(TwoStepForm form, CancellationToken cancellation) =>
        View("TwoStep", new TwoStepPage(
            await factors.OfAsync(User.UserId(), cancellation), (await passkeys.OfAsync(User.UserId(), cancellation)).Count, User.IsOfficer(), site)
        {
            Form = form,
        });

    private async Task<IActionResult> SecretAsync(byte[] secret, CancellationToken cancellation)
    {
        var link = OneTimeCode.Link(secret, site.Name, await addresses.OfAsync(User.UserId(), cancellation));
        var form = new TwoStepForm { Carried = steps.SecretOf(User.UserId(), secret) };
        return View("TwoStepSetUp", new TwoStepSetUpPage(OneTimeCode.InGroups(secret), link, QrPicture.Of(link), User.IsOfficer(), form));
    }
}
