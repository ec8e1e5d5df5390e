using IGSendMail.Privacy.Requests;
using IGSendMail.Web.Features.Shared;
using Microsoft.AspNetCore.Mvc;

namespace IGSendMail.Web.Features.Requests;

/// <summary>A person writes to a customer who has their address and entered no contact; we pass it on.</summary>
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class MessagesController(OwnRequests own, RequestCases cases, RequestPages pages, PersonMessages messages) : Controller
{
    private const string PageView = "/Features/Requests/Write.cshtml";

    /// <summary>The form, for one customer.</summary>
    [HttpGet(PrivacyRoutes.WriteToCustomer)]
    public async Task<IActionResult> Write(string reference, [FromQuery] Guid to, CancellationToken cancellation)
    {
        if (await own.FindAsync(HttpContext, reference, cancellation) is not { } request)
        {
            return OwnRequests.Elsewhere(reference);
        }

        var form = new MessageForm { To = to };
        return ModelState.IsValid && await FillAsync(form, request, cancellation) ? View(PageView, form) : NotFound();
    }

    /// <summary>What was typed is never lost: an empty or too long text comes back with its reason.</summary>
    [HttpPost(PrivacyRoutes.WriteToCustomer)]
    [Limited(LimitedAct.Letter)]
    public async Task<IActionResult> PassOn(string reference, [FromForm] MessageForm form, CancellationToken cancellation)
    {
        if (await own.FindAsync(HttpContext, reference, cancellation) is not { } request)
        {
            return OwnRequests.Elsewhere(reference);
        }

        if (!await FillAsync(form, request, cancellation))
        {
            return NotFound();
        }

        var words = ToldWords.Now;
        if (form.Words?.Trim() is not { Length: > 0 and <= PersonMessages.Longest } text)
        {
            ModelState.AddModelError(nameof(form.Words), words[string.IsNullOrWhiteSpace(form.Words) ? "WriteMissing" : "WriteLong"]);
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return View(PageView, form);
        }

        var told = await messages.PassOnAsync(request, form.To, text, cancellation) switch
        {
            MessageTaken.Taken => words.Of("WriteDone", form.Company),
            MessageTaken.Full => words.Of("WriteFull", form.Company),
            _ => words.Of("WriteNotThere", form.Company),
        };
        return this.BackTo(request.Reference, told, words.Language);
    }

    private async Task<bool> FillAsync(MessageForm form, DataSubjectRequest request, CancellationToken cancellation)
    {
        var page = await pages.MakeOwnAsync(await cases.OpenAsync(request, cancellation), cancellation);
        if (page.Told.FirstOrDefault(t => t.CustomerId == form.To && t.TakesMessages) is not { } told)
        {
            return false;
        }

        (form.Company, form.Reference) = (told.Company!, request.Reference);
        return true;
    }
}
