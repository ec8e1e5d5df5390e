using IGSendMail.Platform.Accounts;
using IGSendMail.Privacy.Settings;
using IGSendMail.Web.Features.Shared;
using IGSendMail.Web.Features.Site;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace IGSendMail.Web.Features.Accounts;

/// <summary>The passkeys of whoever is signed in.</summary>
[Authorize]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class PasskeysController(
    Passkeys passkeys, SecondFactors factors, SignIn signIn, Addresses addresses, CarriedSteps steps, SiteOptions site) : Controller
{
    /// <summary>Lists them.</summary>
    [HttpGet(SiteRoutes.Passkeys)]
    public Task<IActionResult> Index(CancellationToken cancellation) => ListAsync(new PasskeyForm(), cancellation);

    /// <summary>Adds one that the browser has just made.</summary>
    [HttpPost(SiteRoutes.Passkeys)]
    [HashesPassword]
    public async Task<IActionResult> Add(PasskeyForm form, CancellationToken cancellation)
    {
        await CheckPasswordAsync(form);
        if (!ModelState.IsValid)
        {
            return await ListAsync(form, cancellation);
        }

        var made = steps.ReadChallenge(User.UserId(), form.Carried) is { } state
            ? await passkeys.ReadNewAsync(User.UserId(), state, form.Answer ?? "", HttpContext)
            : null;
        if (made is null)
        {
            ModelState.AddModelError("", "No passkey came from your browser, or it took too long. Nothing was changed. Please try again.");
            return await ListAsync(form, cancellation);
        }

        if (await CheckCodeAsync(form, cancellation))
        {
            var name = string.IsNullOrWhiteSpace(form.Name) ? Device : form.Name.Trim();
            if (await passkeys.AddAsync(made, name, cancellation) is { } user)
            {
                // The device has made sure of its owner just now: that counts as a code.
                await signIn.SignInAsync(user, withCode: true);
                return Done("The passkey is added. Every other browser was signed out, and we have sent you an e-mail about it.");
            }

            ModelState.AddModelError("", $"You have {Passkeys.Most} passkeys already. Remove one that you use no more, then add this one.");
        }

        return await ListAsync(form, cancellation);
    }

    /// <summary>Removes one.</summary>
    [HttpPost(SiteRoutes.RemovePasskey)]
    [HashesPassword]
    public async Task<IActionResult> Remove(PasskeyForm form, CancellationToken cancellation)
    {
        await CheckPasswordAsync(form);
        if (!ModelState.IsValid || !await CheckCodeAsync(form, cancellation))
        {
            return await ListAsync(form, cancellation);
        }

        if (form.PasskeyId is not { } id || await passkeys.RemoveAsync(User.UserId(), new(id), by: null, cancellation) is not { } user)
        {
            return Done("There is no such passkey any more. Nothing was changed.");
        }

        // With a code it was given again just now. Whoever has neither code nor passkey left is signed in by the password.
        await signIn.SignInAsync(user, await factors.IsOnAsync(user.Id, cancellation));
        return Done("The passkey is removed. Every other browser was signed out, and we have sent you an e-mail about it.");
    }

    private string Device => DeviceWords.Of(Request.Headers.UserAgent.ToString());

    private RedirectResult Done(string words)
    {
        this.Confirm(words);
        return Redirect(SiteRoutes.Passkeys + "#" + Confirmation.Fragment);
    }

    private async Task CheckPasswordAsync(PasskeyForm form)
    {
        if (ModelState.IsValid && !await signIn.IsTheirsAsync(User.UserId(), form.Password))
        {
            ModelState.AddModelError(nameof(form.Password), TwoStepForm.NotYours);
        }
    }

    /// <summary>True if no code is asked for, or it is right; it is used up then.</summary>
    private async Task<bool> CheckCodeAsync(PasskeyForm form, CancellationToken cancellation)
    {
        if (await factors.IsOnAsync(User.UserId(), cancellation)
            && await factors.TakeAsync(User.UserId(), form.Code) is var answer and not CodeAnswer.Right)
        {
            ModelState.AddModelError(nameof(form.Code), TwoStepForm.Refused(answer));
        }

        return ModelState.IsValid;
    }

    private async Task<IActionResult> ListAsync(PasskeyForm form, CancellationToken cancellation)
    {
        var userId = User.UserId();
        var asked = await passkeys.AskForNewAsync(userId, await addresses.OfAsync(userId, cancellation), HttpContext);
        ModelState.Remove(nameof(form.Carried));
        Response.StatusCode = ModelState.IsValid ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest;
        var next = new PasskeyForm
        {
            Name = form.Name,
            Carried = steps.ChallengeOf(userId, asked.State),
            AsksCode = await factors.IsOnAsync(userId, cancellation),
        };
        return View("Passkeys", new PasskeysPage(await passkeys.OfAsync(userId, cancellation), asked.Options, site, next));
    }
}
