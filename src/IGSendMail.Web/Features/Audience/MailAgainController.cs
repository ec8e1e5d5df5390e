using IGSendMail.Platform.Audience;
using IGSendMail.Storage;
using IGSendMail.Web.Features.Shared;
using IGSendMail.Web.Features.Site;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace IGSendMail.Web.Features.Audience;

/// <summary>Somebody who opted out wants a customer's e-mails again: the customer has us ask, the person says yes.</summary>
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class MailAgainController(MailAgain again) : Controller
{
    private const string Folder = "/Features/Audience/";

    /// <summary>Has a person asked.</summary>
    [Authorize(Policy = SitePolicies.Customer)]
    [HttpPost(SiteRoutes.AskAgain)]
    [Limited(LimitedAct.Letter)]
    public async Task<IActionResult> Ask(Guid listId, [FromForm] string? email, CancellationToken cancellation)
    {
        var asked = EmailAddress.Find(email ?? "") is { } address
            ? await again.AskAsync(new ListKey(User.AccountId(), listId), address, cancellation)
            : MailAgainAsked.Gone;
        if (asked == MailAgainAsked.Gone)
        {
            return NotFound();
        }

        this.Confirm(asked switch
        {
            MailAgainAsked.Asked => "We have asked, and wait for the person. They are on your list once they say yes; until then nothing changes.",
            MailAgainAsked.AskedBefore => "You had this person asked within the last half year. We wait for them and ask nobody twice in that time.",
            MailAgainAsked.Complained => "This person complained or was blocked. We do not ask them.",
            _ => "This person has not opted out. You can add them.",
        });
        return RedirectToAction(nameof(AudienceController.List), "Audience", new { listId }, Confirmation.Fragment);
    }

    /// <summary>Shows what the link would do. Mail scanners open links: looking changes nothing.</summary>
    [HttpGet(SiteRoutes.MailAgain)]
    public async Task<IActionResult> Show([FromQuery] string? token, CancellationToken cancellation) =>
        await again.LookAsync(token, cancellation) is { } company
            ? View(Folder + "MailAgain.cshtml", new MailAgainPage(token!, company))
            : Gone();

    /// <summary>The person says yes.</summary>
    [HttpPost(SiteRoutes.MailAgain)]
    [Limited(LimitedAct.Code)]
    public async Task<IActionResult> Confirm([FromForm] string? token, CancellationToken cancellation) =>
        await again.ConfirmAsync(token, cancellation) ? View(Folder + "MailAgainDone.cshtml") : Gone();

    private ViewResult Gone()
    {
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return View(Folder + "MailAgainGone.cshtml");
    }
}

/// <summary>What a person is asked.</summary>
/// <param name="Token">The secret of the link.</param>
/// <param name="Company">Who wants to write to them.</param>
public sealed record MailAgainPage(string Token, string Company);
