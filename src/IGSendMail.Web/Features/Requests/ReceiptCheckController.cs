using System.Text;
using IGSendMail.Privacy.Erasure;
using IGSendMail.Web.Features.Shared;
using Microsoft.AspNetCore.Mvc;

namespace IGSendMail.Web.Features.Requests;

/// <summary>Lets anyone check an erasure receipt. Nothing that is sent here is stored.</summary>
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class ReceiptCheckController(ReceiptSigner signer) : Controller
{
    /// <summary>The page, with the public keys.</summary>
    [HttpGet(PrivacyRoutes.CheckReceipt)]
    public async Task<IActionResult> Show(CancellationToken cancellation) => Page(new(await signer.KeysAsync(cancellation)));

    /// <summary>The public keys as a file.</summary>
    [HttpGet(PrivacyRoutes.ReceiptKeys)]
    public async Task<IActionResult> Keys(CancellationToken cancellation) => File(
        Encoding.UTF8.GetBytes(ReceiptKeyFile.Write(await signer.KeysAsync(cancellation))),
        "application/json", "igsendmail-receipt-keys.json");

    /// <summary>Checks a file, or the text of one.</summary>
    [HttpPost(PrivacyRoutes.CheckReceipt)]
    [Limited(LimitedAct.Upload)]
    [ReceiptUpload]
    public async Task<IActionResult> Check(IFormFile? file, string? text, CancellationToken cancellation)
    {
        var keys = await signer.KeysAsync(cancellation);
        var sent = file is { Length: > 0 } ? await BytesAsync(file, cancellation) : Encoding.UTF8.GetBytes(text ?? "");
        if (sent.AsSpan().Trim(" \t\r\n"u8).IsEmpty)
        {
            ModelState.AddModelError(nameof(ReceiptCheckPage.File), ReceiptCheckWords.In(SiteLanguages.Now)["Missing"]);
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return Page(new(keys));
        }

        var verdict = ReceiptCheck.Check(sent, keys);
        if (sent.Length > SignedReceipt.MostBytes)
        {
            Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
        }

        return Page(new(keys, verdict));
    }

    private static async Task<byte[]> BytesAsync(IFormFile file, CancellationToken cancellation)
    {
        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes, cancellation);
        return bytes.ToArray();
    }

    private ViewResult Page(ReceiptCheckPage page)
    {
        // What was pasted is not repeated: the page would show it as if it were ours.
        ModelState.Remove(nameof(ReceiptCheckPage.Text));
        return View(ReceiptCheckPage.View, page);
    }
}
