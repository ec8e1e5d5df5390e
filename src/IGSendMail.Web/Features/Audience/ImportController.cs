using IGSendMail.Platform.Audience;
using IGSendMail.Web.Features.Shared;
using IGSendMail.Web.Features.Site;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace IGSendMail.Web.Features.Audience;

/// <summary>One upload: what would become of it, the customer's answer, how far it is, and taking it back.</summary>
[Authorize(Policy = SitePolicies.Customer)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class ImportController(ImportPages pages, ImportDecisions decisions, ImportPreviews previews, ReadOnlyAccounts readOnly) : Controller
{
    private const string ImportView = "/Features/Audience/Import.cshtml";

    /// <summary>The upload as it stands.</summary>
    [HttpGet(SiteRoutes.ListImport)]
    public async Task<IActionResult> Show(Guid importId, int? after, CancellationToken cancellation) =>
        await pages.FindAsync(KeyOf(importId), after ?? 0, cancellation) is { } page ? View(ImportView, page) : NotFound();

    /// <summary>The customer says yes.</summary>
    [HttpPost(SiteRoutes.ListImport)]
    public async Task<IActionResult> Agree(
        Guid importId, [Bind(Prefix = nameof(ImportPage.Agree))] AgreeForm form, CancellationToken cancellation)
    {
        if (await pages.FindAsync(KeyOf(importId), 0, cancellation) is not { } page)
        {
            return NotFound();
        }

        if (!ModelState.IsValid)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return View(ImportView, page with { Agree = form });
        }

        this.Confirm(await readOnly.FindAsync(User.AccountId(), cancellation) is null
            && await decisions.AgreeAsync(KeyOf(importId), form.Origin, form.EmptyCells ?? EmptyCells.Keep, cancellation)
            ? "We take the people of your file now. Below you see how far it is."
            : "Nothing was taken: this upload was decided already, or its list is gone.");
        return ToImport(importId);
    }

    /// <summary>The customer says how the file is to be read.</summary>
    [HttpPost(SiteRoutes.ImportReading)]
    public async Task<IActionResult> Read(
        Guid importId, [Bind(Prefix = nameof(ImportPage.ReadingForm))] ReadingForm form, CancellationToken cancellation)
    {
        if (await pages.FindAsync(KeyOf(importId), 0, cancellation) is null)
        {
            return NotFound();
        }

        this.Confirm(!ModelState.IsValid ? "Nothing was changed: one of the choices is none that we offer. Choose from what the page shows."
            : await decisions.ReadAsync(KeyOf(importId), form.Choices, cancellation) ? "Your file is read as you said now. Look below at what would become of it."
            : "Nothing was changed: this upload was decided already.");
        return ToImport(importId);
    }

    /// <summary>The customer says no.</summary>
    [HttpPost(SiteRoutes.DiscardImport)]
    public async Task<IActionResult> Discard(Guid importId, CancellationToken cancellation)
    {
        if (!await decisions.DiscardAsync(KeyOf(importId), cancellation))
        {
            return await pages.FindAsync(KeyOf(importId), 0, cancellation) is null ? NotFound() : ToImport(importId);
        }

        this.Confirm("The upload is thrown away. Nothing of it was taken, and the file is gone.");
        return RedirectToAction(nameof(AudienceController.Index), "Audience", null, Confirmation.Fragment);
    }

    /// <summary>Takes an upload back.</summary>
    [HttpPost(SiteRoutes.UndoImport)]
    public async Task<IActionResult> Undo(Guid importId, CancellationToken cancellation)
    {
        if (await pages.FindAsync(KeyOf(importId), 0, cancellation) is null)
        {
            return NotFound();
        }

        this.Confirm(await decisions.UndoAsync(KeyOf(importId), cancellation)
            ? "We take this upload back. Below you see how far it is."
            : "Nothing was taken back: the time for it is over, or the upload was not read to its end.");
        return ToImport(importId);
    }

    /// <summary>The rows that were not taken, to be corrected and uploaded again.</summary>
    [HttpGet(SiteRoutes.ImportRows)]
    [Limited(LimitedAct.Download)]
    public async Task<IActionResult> Rows(Guid importId, CancellationToken cancellation) =>
        await pages.FindAsync(KeyOf(importId), 0, cancellation) is { Reading: { } reading, HasRows: true } page
            ? new CsvDownload("rows-to-correct.csv", (file, token) => previews.WriteBadRowsAsync(page.Import, reading, file, token))
            : NotFound();

    private ImportKey KeyOf(Guid importId) => new(User.AccountId(), importId);

    private RedirectToActionResult ToImport(Guid importId) =>
        RedirectToAction(nameof(Show), null, new { importId }, Confirmation.Fragment);
}
