using IGSendMail.Platform.Audience;
using IGSendMail.Web.Features.Shared;
using IGSendMail.Web.Features.Site;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace IGSendMail.Web.Features.Audience;

/// <summary>Takes files with people: into a new list, or into one that is there.</summary>
[Authorize(Policy = SitePolicies.Customer)]
public sealed class UploadController(
    Uploads uploads, Lists lists, ReadOnlyAccounts readOnly, AudienceOptions options) : Controller
{
    private const string NewView = "/Features/Audience/New.cshtml";
    private const string AddView = "/Features/Audience/Add.cshtml";

    /// <summary>Text fields and part headers come on top of the file itself.</summary>
    private const long FormBytes = 256 * 1024;

    private string Limit => UploadWords.Megabytes(options.MaxUploadBytes);

    /// <summary>The form for a new list.</summary>
    [HttpGet(SiteRoutes.NewList)]
    public async Task<IActionResult> New(CancellationToken cancellation) =>
        await readOnly.FindAsync(User.AccountId(), cancellation) is not null ? ToLists() : View(NewView, new NewListForm { Limit = Limit });

    /// <summary>Makes a list from a file.</summary>
    [HttpPost(SiteRoutes.NewList)]
    [Limited(LimitedAct.Upload)]
    [StreamedUpload]
    public async Task<IActionResult> New(NewListForm form, CancellationToken cancellation)
    {
        if (await readOnly.FindAsync(User.AccountId(), cancellation) is not null)
        {
            return ToLists();
        }

        form.Limit = Limit;
        if (!ModelState.IsValid || await TakeFileAsync(cancellation) is not { } file)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return View(NewView, form);
        }

        return To(await uploads.ToNewListAsync(User.AccountId(), form.Name!, file, cancellation));
    }

    /// <summary>The form for a further file.</summary>
    [HttpGet(SiteRoutes.AddToList)]
    public async Task<IActionResult> Add(Guid listId, CancellationToken cancellation) =>
        await lists.FindAsync(new(User.AccountId(), listId), cancellation) is not { } list ? NotFound()
        : await readOnly.FindAsync(User.AccountId(), cancellation) is not null ? ToLists()
        : View(AddView, new AddToListForm { List = list, Limit = Limit });

    /// <summary>Adds a file to a list.</summary>
    [HttpPost(SiteRoutes.AddToList)]
    [Limited(LimitedAct.Upload)]
    [StreamedUpload]
    public async Task<IActionResult> Add(Guid listId, AddToListForm form, CancellationToken cancellation)
    {
        if (await lists.FindAsync(new(User.AccountId(), listId), cancellation) is not { } list)
        {
            return NotFound();
        }

        if (await readOnly.FindAsync(User.AccountId(), cancellation) is not null)
        {
            return ToLists();
        }

        (form.List, form.Limit) = (list, Limit);
        if (await TakeFileAsync(cancellation) is not { } file)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return View(AddView, form);
        }

        return To(await uploads.ToListAsync(new(User.AccountId(), listId), file, cancellation));
    }

    private async Task<UploadedFile?> TakeFileAsync(CancellationToken cancellation)
    {
        try
        {
            if (Request.ContentLength > options.MaxUploadBytes + FormBytes)
            {
                throw new UploadRefusedException(UploadRefusal.TooLarge);
            }

            return HttpContext.Features.Get<UploadBody>()?.File is { } content
                ? await uploads.SaveAsync(User.AccountId(), content, cancellation)
                : throw new UploadRefusedException(UploadRefusal.Missing);
        }
        catch (UploadRefusedException refused)
        {
            ModelState.AddModelError(nameof(NewListForm.File), UploadWords.Of(refused.Why, options));
            return null;
        }
    }

    private RedirectToActionResult ToLists() => RedirectToAction(nameof(AudienceController.Index), "Audience");

    private RedirectToActionResult To(Import? import)
    {
        if (import is null)
        {
            return ToLists();
        }

        this.Confirm("We have your file. Below you see how far it is read.");
        return RedirectToAction(
            nameof(AudienceController.Import), "Audience", new { listId = import.ListId, importId = import.Id }, Confirmation.Fragment);
    }
}
