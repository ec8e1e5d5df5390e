using IGSendMail.Platform.Accounts;
using IGSendMail.Platform.Audience;
using IGSendMail.Privacy.Audit;
using IGSendMail.Privacy.Requests;
using IGSendMail.Web.Features.Shared;
using IGSendMail.Web.Features.Site;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace IGSendMail.Web.Features.Audience;

/// <summary>Requests of people on a customer's lists: seen, and answered for.</summary>
[Authorize(Policy = SitePolicies.Customer)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class PeopleRequestController(PeopleRequestPages pages, RequestAnswers answers) : Controller
{
    private const string PageView = "/Features/Audience/PeopleRequest.cshtml";

    /// <summary>All of them, those that wait for the customer's word first.</summary>
    [HttpGet(SiteRoutes.PeopleRequests)]
    public async Task<IActionResult> Index(int page, CancellationToken cancellation) =>
        View("/Features/Audience/PeopleRequests.cshtml", await pages.AllAsync(User.AccountId(), page, cancellation));

    /// <summary>How people on the lists reach the customer.</summary>
    [HttpPost(SiteRoutes.PeopleContact)]
    public async Task<IActionResult> Contact(
        [Bind(Prefix = nameof(PeopleRequestsPage.Form))] PeopleContactForm form, [FromServices] PeopleContacts contacts, CancellationToken cancellation)
    {
        var page = await pages.AllAsync(User.AccountId(), 1, cancellation);
        if (!ModelState.IsValid || page.ReadOnly is not null)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return View("/Features/Audience/PeopleRequests.cshtml", page with { Form = form });
        }

        var contact = PeopleContacts.Read(form.Contact).Contact;
        var isKept = await contacts.SetAsync(User.AccountId(), AuditActor.Customer(User.UserId()), contact, cancellation);
        this.Confirm(!isKept ? "Nothing was changed: your account was changed at the same moment. See what stands below, and try again."
            : contact is null ? "People are named no contact of yours any more: we pass on what they write." : "Kept. We name it to people who have shown us their mailbox.");
        return RedirectToAction(nameof(Index), null, null, Confirmation.Fragment);
    }

    /// <summary>One of them: who asks for what, where the person stands, what was done.</summary>
    [HttpGet(SiteRoutes.PeopleRequest)]
    public async Task<IActionResult> Show(Guid requestId, CancellationToken cancellation) =>
        await pages.FindAsync(KeyOf(requestId), cancellation) is { } page ? View(PageView, page) : NotFound();

    /// <summary>The customer says what was done; "removed" removes.</summary>
    [HttpPost(SiteRoutes.PeopleRequest)]
    public async Task<IActionResult> Answer(
        Guid requestId, [Bind(Prefix = nameof(PeopleRequestPage.Form))] RequestAnswerForm form, CancellationToken cancellation)
    {
        if (await pages.FindAsync(KeyOf(requestId), cancellation) is not { } page)
        {
            return NotFound();
        }

        if (ModelState.IsValid && form.Chosen is { } answer)
        {
            var taken = await answers.AnswerAsync(
                KeyOf(requestId), answer, form.Because?.Trim(), form.KeepOff, cancellation);
            if (taken == AnswerTaken.Taken)
            {
                this.Confirm(form.Words);
                return RedirectToAction(nameof(Show), null, new { requestId }, Confirmation.Fragment);
            }

            page = await pages.FindAsync(KeyOf(requestId), cancellation) ?? page;
            ModelState.AddModelError(
                page.IsOpen ? $"{nameof(PeopleRequestPage.Form)}.{nameof(RequestAnswerForm.Answer)}" : "", RequestAnswerForm.WordsOf(taken));
        }

        Response.StatusCode = StatusCodes.Status400BadRequest;
        return View(PageView, page with { Form = form });
    }

    /// <summary>The customer said something by mistake: it waits for their word again.</summary>
    [HttpPost(SiteRoutes.TakeBackAnswer)]
    public async Task<IActionResult> TakeBack(Guid requestId, CancellationToken cancellation)
    {
        if (await answers.TakeBackAsync(KeyOf(requestId), cancellation))
        {
            this.Confirm("We have taken it back, and show that to the person. Say now what you did.");
            return RedirectToAction(nameof(Show), null, new { requestId }, Confirmation.Fragment);
        }

        if (await pages.FindAsync(KeyOf(requestId), cancellation) is not { } page)
        {
            return NotFound();
        }

        ModelState.AddModelError("", "There is nothing here that can be taken back now. What stands below counts.");
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return View(PageView, page);
    }

    private PassedKey KeyOf(Guid requestId) => new(User.AccountId(), requestId);
}
