using System.Globalization;
using IGSendMail.Privacy.Erasure;
using IGSendMail.Privacy.Requests;
using IGSendMail.Storage;
using IGSendMail.Web.Features.Requests;
using IGSendMail.Web.Features.Shared;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace IGSendMail.Web.Features.Officer;

/// <summary>The privacy officer's queue. It shows clocks and states; who asked is shown only when opened, and that is entered in the audit trail.</summary>
[Authorize(Policy = SitePolicies.Officer)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class OfficerController(RequestCases cases, RequestPages pages, ErasurePlans plans, DeadLetters letters) : Controller
{
    /// <summary>Open requests by deadline.</summary>
    [HttpGet(PrivacyRoutes.Officer)]
    public async Task<IActionResult> Index([FromQuery] string? after, CancellationToken cancellation)
    {
        var open = await cases.OpenByDeadlineAsync(ReadKey(after), cancellation);
        var next = open.Count == RequestCases.PageSize ? KeyOf(open[^1]) : null;
        return View(new OfficerPage(open, pages.DayOf(pages.Now), await letters.CountAsync(cancellation), next, after is not null));
    }

    /// <summary>One request.</summary>
    [HttpGet(PrivacyRoutes.OfficerRequest)]
    public async Task<IActionResult> Detail(string reference, CancellationToken cancellation) =>
        await cases.FindAsync(reference, cancellation) is { } request
            ? View(new OfficerCase(await pages.MakeForOfficerAsync(await cases.OpenAsync(request, cancellation), cancellation), null, pages.DayOf(pages.Now))
            {
                Plan = await plans.OfRequestAsync(request.Id, cancellation),
            })
            : NotFound();

    /// <summary>The same with the contact. The audit trail says who looked; the person's page does not change.</summary>
    [HttpGet(PrivacyRoutes.OfficerRequestContact)]
    public async Task<IActionResult> Contact(
        string reference, [FromServices] RequestMail mail, CancellationToken cancellation)
    {
        if (await cases.FindAsync(reference, cancellation) is not { } request)
        {
            return NotFound();
        }

        var contact = await mail.ContactOfAsync(request, cancellation);
        await cases.EnterReadingAsync(request, User.OfficerId(), cancellation);
        return View("Detail", new OfficerCase(
            (await pages.MakeOwnAsync(await cases.OpenAsync(request, cancellation), cancellation)) with { IsOwn = false },
            contact ?? new RequestContact("", null, null), pages.DayOf(pages.Now))
        {
            Plan = await plans.OfRequestAsync(request.Id, cancellation),
        });
    }

    private static string KeyOf(DataSubjectRequest last) =>
        string.Create(CultureInfo.InvariantCulture, $"{last.AnswerDue:yyyy-MM-dd}_{last.Id:N}");

    private static (DateOnly Due, Guid Id)? ReadKey(string? key) =>
        key?.Split('_') is [var day, var id]
        && DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var due)
        && Guid.TryParseExact(id, "N", out var row)
            ? (due, row)
            : null;
}

/// <summary>A page of the queue.</summary>
/// <param name="Open">Open requests, the earliest deadline first.</param>
/// <param name="Today">Today at the site.</param>
/// <param name="DeadLetters">Letters that failed too often.</param>
/// <param name="Next">Where the next page begins, or null.</param>
/// <param name="IsFurther">True if this is not the first page.</param>
public sealed record OfficerPage(
    IReadOnlyList<DataSubjectRequest> Open, DateOnly Today, int DeadLetters, string? Next, bool IsFurther)
{
    /// <inheritdoc cref="RequestWords.DaysLeft" />
    public static string DaysLeft(DataSubjectRequest request, DateOnly today) => RequestWords.DaysLeft(request.AnswerDue, today);
}

/// <summary>A request as an officer sees it.</summary>
/// <param name="Page">What the requester sees.</param>
/// <param name="Contact">Who asked, if opened; with an empty address once erased.</param>
/// <param name="Today">Today at the site.</param>
public sealed record OfficerCase(RequestPage Page, RequestContact? Contact, DateOnly Today)
{
    /// <summary>The plan of its erasure, if it set one off.</summary>
    public ErasurePlan? Plan { get; init; }

    /// <summary>The day to which the deadline may be extended today, or null.</summary>
    public DateOnly? MayExtendTo => RequestExtension.DayFor(Page.Request, Page.Received, Today);

    /// <summary>True if an officer has to correct something by hand.</summary>
    public bool WaitsForCorrection =>
        Page.Request is { State: RequestState.Received, AccountId: not null } request
        && request.Right.FulfilledBy() == Fulfilment.Correction;
}
