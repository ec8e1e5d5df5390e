using System.Text;
using IGSendMail.Privacy.Erasure;
using IGSendMail.Privacy.Packages;
using IGSendMail.Privacy.Requests;
using IGSendMail.Privacy.Settings;
using IGSendMail.Web.Features.Shared;
using Microsoft.AspNetCore.Mvc;

namespace IGSendMail.Web.Features.Requests;

/// <summary>
/// The page of one request, for the person who asked. Everybody else gets one and the same page, whether the reference
/// exists or not.
/// </summary>
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class RequestPageController(
    RequestCases cases, RequestPages pages, OwnRequests own, SiteOptions site) : Controller
{
    /// <summary>Where the request stands.</summary>
    [HttpGet(PrivacyRoutes.Request)]
    public async Task<IActionResult> Show(string reference, CancellationToken cancellation)
    {
        if (!RequestReference.IsWellFormed(reference))
        {
            return NotFound();
        }

        return await own.FindAsync(HttpContext, reference, cancellation) is { } request
            ? View(RequestPage.View, await pages.MakeOwnAsync(await cases.OpenAsync(request, cancellation), cancellation))
            : OwnRequests.Elsewhere(reference);
    }

    /// <summary>What everybody else reads, whether the reference exists or not.</summary>
    [HttpGet(PrivacyRoutes.RequestLink)]
    public IActionResult NotYours(string reference) =>
        RequestReference.IsWellFormed(reference) ? View("/Features/Requests/NotYours.cshtml", reference) : NotFound();

    /// <summary>Sends a fresh link to the address that the request came from, if there is one. The answer never says.</summary>
    [HttpPost(PrivacyRoutes.RequestLink)]
    [Limited(LimitedAct.Letter)]
    public async Task<IActionResult> Link(string reference, [FromServices] RequestLinks links, CancellationToken cancellation)
    {
        if (!RequestReference.IsWellFormed(reference))
        {
            return NotFound();
        }

        await links.SendFreshAsync(reference, cancellation);
        return this.BackTo(reference, "LinkOnItsWay");
    }

    /// <summary>The package.</summary>
    [HttpGet(PrivacyRoutes.RequestDownload)]
    [Limited(LimitedAct.Download)]
    public async Task<IActionResult> Download(
        string reference, [FromServices] PackageFiles files, CancellationToken cancellation)
    {
        if (await own.FindAsync(HttpContext, reference, cancellation) is not { } request)
        {
            return OwnRequests.Elsewhere(reference);
        }

        if ((await cases.OpenAsync(request, cancellation)).Package is not { } package || pages.GoneAt(package) <= pages.Now)
        {
            return NotFound();
        }

        if (await files.OpenAsync(package, cancellation) is not { } clear)
        {
            return NotFound();
        }

        HttpContext.Response.RegisterForDisposeAsync(clear);
        await cases.NoteAsync(request, RequestEventKind.Downloaded, cancellation);
        return File(clear, "application/zip", site.FileName($"{request.Reference}.zip"));
    }

    /// <summary>The signed receipt of an erasure, byte by byte as it was signed.</summary>
    [HttpGet(PrivacyRoutes.RequestReceipt)]
    [Limited(LimitedAct.Download)]
    public async Task<IActionResult> Receipt(string reference, CancellationToken cancellation)
    {
        if (await own.FindAsync(HttpContext, reference, cancellation) is not { } request)
        {
            return OwnRequests.Elsewhere(reference);
        }

        return (await cases.OpenAsync(request, cancellation)).Receipt is { IsSigned: true } receipt
            ? File(Encoding.UTF8.GetBytes(receipt.Content), "application/json", ErasureReceipt.FileNameOf(receipt.Number, site))
            : NotFound();
    }

    /// <summary>Takes the request back while its work has not begun.</summary>
    [HttpPost(PrivacyRoutes.WithdrawRequest)]
    public async Task<IActionResult> Withdraw(
        string reference, [FromServices] RequestIntake intake, CancellationToken cancellation)
    {
        if (await own.FindAsync(HttpContext, reference, cancellation) is not { } request)
        {
            return OwnRequests.Elsewhere(reference);
        }

        return this.BackTo(request.Reference, await intake.WithdrawAsync(request.Id, cancellation) ? "WithdrawDone" : "WithdrawTooLate");
    }
}
