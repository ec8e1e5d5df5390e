using IGSendMail.Platform.Audience;
using IGSendMail.Web.Features.Shared;
using IGSendMail.Web.Features.Site;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace IGSendMail.Web.Features.Audience;

/// <summary>What a customer does to a list as a whole: another name, moving its people to another list, deleting it.</summary>
[Authorize(Policy = SitePolicies.Customer)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class ListController(Lists lists, ListChanges changes, ReadOnlyAccounts readOnly) : Controller
{
    private const string Folder = "/Features/Audience/";

    /// <summary>The form for another name.</summary>
    [HttpGet(SiteRoutes.RenameList)]
    public Task<IActionResult> Rename(Guid listId, CancellationToken cancellation) => OnListAsync(listId, list =>
        Task.FromResult<IActionResult>(View(Folder + "Rename.cshtml", new RenameForm { List = list, Name = list.Name })), cancellation);

    /// <summary>Gives it another name.</summary>
    [HttpPost(SiteRoutes.RenameList)]
    public Task<IActionResult> Rename(Guid listId, RenameForm form, CancellationToken cancellation) => OnListAsync(listId, async list =>
    {
        form.List = list;
        if (!ModelState.IsValid)
        {
            return Wrong("Rename.cshtml", form);
        }

        if (!await changes.RenameAsync(KeyOf(listId), form.Name!, cancellation))
        {
            return ToLists();
        }

        this.Confirm("The list has its new name.");
        return ToList(listId);
    }, cancellation);

    /// <summary>The lists into which the people of this one can be moved.</summary>
    [HttpGet(SiteRoutes.MergeList)]
    public Task<IActionResult> Merge(Guid listId, CancellationToken cancellation) => OnListAsync(listId, async list =>
        View(Folder + "Merge.cshtml", await FilledAsync(new MergeForm(), list, cancellation)), cancellation);

    /// <summary>Moves them.</summary>
    [HttpPost(SiteRoutes.MergeList)]
    public Task<IActionResult> Merge(Guid listId, MergeForm form, CancellationToken cancellation) => OnListAsync(listId, async list =>
    {
        await FilledAsync(form, list, cancellation);
        if (ModelState.IsValid && form.Others.All(o => o.Id != form.Into))
        {
            ModelState.AddModelError(nameof(MergeForm.Into), "Choose the list to which the people are moved.");
        }

        if (!ModelState.IsValid)
        {
            return Wrong("Merge.cshtml", form);
        }

        if (!await changes.MergeAsync(KeyOf(listId), form.Into!.Value, cancellation))
        {
            ModelState.AddModelError(nameof(MergeForm.Into), "An upload is being read into this list. Wait until it is read, then try again.");
            return Wrong("Merge.cshtml", form);
        }

        this.Confirm("The list is merged into this one. People who were on both are here once; a long list takes some minutes until all have arrived.");
        return ToList(form.Into.Value);
    }, cancellation);

    /// <summary>What would go, before it goes.</summary>
    [HttpGet(SiteRoutes.DeleteList)]
    public Task<IActionResult> Delete(Guid listId, CancellationToken cancellation) => OnListAsync(listId, async list =>
        View(Folder + "Delete.cshtml", new DeleteListPage(list, (await lists.ImportsAsync(KeyOf(listId), cancellation)).Count)), cancellation);

    /// <summary>Deletes a list.</summary>
    [HttpPost(SiteRoutes.DeleteList)]
    [ActionName(nameof(Delete))]
    public Task<IActionResult> DeleteNow(Guid listId, CancellationToken cancellation) => OnListAsync(listId, async list =>
    {
        if (!await changes.DeleteAsync(KeyOf(listId), cancellation))
        {
            return ToLists();
        }

        this.Confirm("The list is deleted. The people on it and your uploads to it are being removed now; that takes minutes at most.");
        return ToLists(Confirmation.Fragment);
    }, cancellation);

    private async Task<IActionResult> OnListAsync(Guid listId, Func<OpenedList, Task<IActionResult>> act, CancellationToken cancellation) =>
        await lists.FindAsync(KeyOf(listId), cancellation) is not { } list ? NotFound()
        : await readOnly.FindAsync(User.AccountId(), cancellation) is not null ? ToLists()
        : await act(list);

    private async Task<MergeForm> FilledAsync(MergeForm form, OpenedList list, CancellationToken cancellation)
    {
        form.List = list;
        form.Others = [.. (await lists.AllAsync(User.AccountId(), cancellation)).Where(l => l.Id != list.Id)];
        return form;
    }

    private ViewResult Wrong(string view, object form)
    {
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return View(Folder + view, form);
    }

    private ListKey KeyOf(Guid listId) => new(User.AccountId(), listId);

    private RedirectToActionResult ToLists(string? fragment = null) =>
        RedirectToAction(nameof(AudienceController.Index), "Audience", null, fragment);

    private RedirectToActionResult ToList(Guid listId) =>
        RedirectToAction(nameof(AudienceController.List), "Audience", new { listId }, Confirmation.Fragment);
}
