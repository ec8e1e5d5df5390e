using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Requests;
using IGSendMail.Storage;
using IGSendMail.Web.Features.Shared;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace IGSendMail.Web.Features.Requests;

/// <summary>A signed-in customer has something corrected. The password is asked again: an address opens the account.</summary>
[Authorize(Policy = SitePolicies.Customer)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class CorrectionController(
    RequestIntake intake, Rectifiers rectifiers, WordBook words, ISubjectDirectory directory, IPasswordCheck passwords, RequesterSession session) : Controller
{
    /// <summary>What stands there now, and what should.</summary>
    [HttpGet(PrivacyRoutes.AccountDataCorrect)]
    public Task<IActionResult> Show(CancellationToken cancellation) => PageAsync(new CorrectionForm(), cancellation);

    /// <summary>Takes the request.</summary>
    [HttpPost(PrivacyRoutes.AccountDataCorrect)]
    [Limited(LimitedAct.Letter, Target = nameof(CorrectionForm.Wish))]
    [HashesPassword]
    public async Task<IActionResult> Ask(CorrectionForm form, CancellationToken cancellation)
    {
        await this.CheckPasswordAsync(passwords, form.Password);
        if (!ModelState.IsValid || await directory.HolderOfAsync(User.AccountId(), cancellation) is not { } holder)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return await PageAsync(form, cancellation);
        }

        var request = await intake.AskSignedInAsync(holder, form.Read(words), SiteLanguages.Now, cancellation);
        await session.OpenAsync(HttpContext, request.Id, cancellation);
        return this.BackTo(request.Reference, request.State == RequestState.AwaitingConfirmation ? "TakenNewAddress" : "Taken");
    }

    private async Task<IActionResult> PageAsync(CorrectionForm form, CancellationToken cancellation)
    {
        var present = new List<(string, string)>();
        foreach (var field in rectifiers.Fields)
        {
            if (await rectifiers.Find(field)!.CurrentAsync(User.Customer(), field, cancellation) is { } value)
            {
                present.Add((field.TitleIn(SiteLanguages.Now) ?? field.Title, value));
            }
        }

        form.Present = present;
        return View("/Features/Requests/Correct.cshtml", form);
    }
}
