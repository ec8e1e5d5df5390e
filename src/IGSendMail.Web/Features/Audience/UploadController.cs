using IGSendMail.Platform.Audience;
using IGSendMail.Web.Features.Shared;
using IGSendMail.Web.Features.Site;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace IGSendMail.Web.Features.Audience;

/// <summary>Takes files with people: for a new list, or for one that is there. What becomes of them is asked before anything is taken.</summary>
[Authorize(Policy = SitePolicies.Customer)]
public sealed class UploadController(Uploads uploads, UploadedFiles files, Lists lists, ReadOnlyAccounts readOnly) : Controller
{
    private const string NewView = "/Features/Audience/New.cshtml";
    private const string AddView = "/Features/Audience/Add.cshtml";

    /// <summary>The form for a new list.</summary>
    [HttpGet(SiteRoutes.NewList)]
    public async Task<IActionResult> New(CancellationToken cancellation) =>
        await readOnly.FindAsync(User.AccountId(), cancellation) is not null ? ToLists() : View(NewView, new NewListForm { Limit = files.Limit, Order = files.Order(this) });

    /// <summary>Takes the first file of a list.</summary>
    [HttpPost(SiteRoutes.NewList)]
    [Limited(LimitedAct.Upload)]
    [StreamedUpload]
    public async Task<IActionResult> New(NewListForm form, CancellationToken cancellation)
    {
        if (await readOnly.FindAsync(User.AccountId(), cancellation) is not null)
        {
            return ToLists();
        }

        form.Limit = files.Limit;
        if (!ModelState.IsValid || await files.TakeAsync(this, nameof(NewListForm.File), form.Order, form.Name, cancellation) is not { } file)
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
        : View(AddView, new AddToListForm { List = list, Limit = files.Limit, Order = files.Order(this) });

    /// <summary>Takes a further file of a list.</summary>
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

        (form.List, form.Limit) = (list, files.Limit);
        if (await files.TakeAsync(this, nameof(AddToListForm.File), form.Order, listId.ToString("N"), cancellation) is not { } file)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return View(AddView, form);
        }

        return To(await uploads.ToListAsync(new(User.AccountId(), listId), file, cancellation));
    }

    private RedirectToActionResult ToLists() => RedirectToAction(nameof(AudienceController.Index), "Audience");

    private RedirectToActionResult To(Import? import)
    {
        if (import is null)
        {
            return ToLists();
        }

        this.Confirm("We have your file, and nothing of it is taken yet. Look below at what would become of it.");
        return RedirectToAction(nameof(ImportController.Show), "Import", new { importId = import.Id }, Confirmation.Fragment);
    }
}
