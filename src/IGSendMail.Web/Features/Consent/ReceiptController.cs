using System.Text;
using IGSendMail.Privacy.Consent;
using IGSendMail.Privacy.Settings;
using IGSendMail.Web.Features.Shared;
using Microsoft.AspNetCore.Mvc;

namespace IGSendMail.Web.Features.Consent;

/// <summary>
/// For whoever kept the code of a choice: what was chosen and on which words, a way to take it back, and the record as a
/// file. The code is only ever in the body of a request, never in an address.
/// </summary>
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class ReceiptController(ConsentReceipts receipts, ReceiptJson json, SiteOptions site) : Controller
{
    private const string Unknown = "We know no choice with this code. Please compare it with what you kept: 20 letters and digits, in groups of four.";
    private const string Unreachable = "We cannot look choices up just now. Nothing was changed. Please try again in a few minutes.";

    /// <summary>Asks for the code.</summary>
    [HttpGet(PrivacyRoutes.CookieReceipt)]
    public IActionResult Receipt() => View(new ReceiptForm());

    /// <summary>Shows what happened to the consent behind a code.</summary>
    [HttpPost(PrivacyRoutes.CookieReceipt)]
    [Limited(LimitedAct.Code)]
    public Task<IActionResult> Show(ReceiptForm form, CancellationToken cancellation) =>
        WithCodeAsync(form, code => receipts.FindAsync(code, cancellation), history => History(history, withdrawn: false));

    /// <summary>Takes the consent back.</summary>
    [HttpPost(PrivacyRoutes.CookieReceiptWithdraw)]
    [Limited(LimitedAct.Code)]
    public Task<IActionResult> Withdraw(ReceiptForm form, CancellationToken cancellation) =>
        WithCodeAsync(form, code => receipts.WithdrawAsync(code, cancellation), withdrawal => withdrawal.History.IsRecordedLater
            ? View("ReceiptWithdrawn", withdrawal.History)
            : History(withdrawal.History, withdrawal.JustWithdrawn));

    /// <summary>The records as a file.</summary>
    [HttpPost(PrivacyRoutes.CookieReceiptDownload)]
    [Limited(LimitedAct.Download)]
    public Task<IActionResult> Download(ReceiptForm form, CancellationToken cancellation) =>
        WithCodeAsync(form, code => receipts.FindAsync(code, cancellation), history => File(
            Encoding.UTF8.GetBytes(json.Of(history).ToJsonString(ReceiptJson.Readable)), "application/json", "consent-receipt.json"));

    private async Task<IActionResult> WithCodeAsync<T>(
        ReceiptForm form, Func<ReceiptCode, Task<T?>> look, Func<T, IActionResult> answer) where T : class
    {
        try
        {
            // One answer for what is no code and what is nobody's.
            return ReceiptCode.Parse(form.Code) is { } code && await look(code) is { } found
                ? answer(found)
                : Again(form, Unknown, StatusCodes.Status400BadRequest);
        }
        catch (LedgerUnreachableException)
        {
            return Again(form, Unreachable, StatusCodes.Status503ServiceUnavailable);
        }
    }

    private ViewResult History(ConsentHistory history, bool withdrawn) => View("ReceiptHistory", new ReceiptPage(history, withdrawn, site));

    private ViewResult Again(ReceiptForm form, string problem, int status)
    {
        ModelState.Clear();
        ModelState.AddModelError(nameof(ReceiptForm.Code), problem);
        Response.StatusCode = status;
        return View("Receipt", form);
    }
}
