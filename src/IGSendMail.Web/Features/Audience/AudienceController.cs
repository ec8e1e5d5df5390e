using IGSendMail.Platform.Audience;
using IGSendMail.Web.Features.Shared;
using IGSendMail.Web.Features.Site;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace IGSendMail.Web.Features.Audience;

/// <summary>What a customer has uploaded, and its deletion.</summary>
[Authorize(Policy = SitePolicies.Customer)]
public sealed class AudienceController(Lists lists, ReadOnlyAccounts readOnly) : Controller
{
    /// <summary>All lists.</summary>
    [HttpGet(SiteRoutes.Lists)]
    public async Task<IActionResult> Index(CancellationToken cancellation) => View(new ListsPage(
        await lists.AllAsync(User.AccountId(), cancellation),
        await readOnly.FindAsync(User.AccountId(), cancellation)));

    /// <summary>One list: its uploads and a page of its people.</summary>
    [HttpGet(SiteRoutes.List)]
    public async Task<IActionResult> List(Guid listId, Guid? after, CancellationToken cancellation)
    {
        var key = KeyOf(listId);
        return await lists.FindAsync(key, cancellation) is not { } list ? NotFound() : View(new ListPage(
            list,
            await lists.ImportsAsync(key, cancellation),
            await lists.PeopleAsync(key, after, cancellation),
            after is null,
            await readOnly.FindAsync(key.Account, cancellation)));
    }

    /// <summary>One upload: how far it is, its counts, and the rows that could not be taken.</summary>
    [HttpGet(SiteRoutes.ListImport)]
    public async Task<IActionResult> Import(Guid listId, Guid importId, int? after, CancellationToken cancellation)
    {
        var key = KeyOf(listId);
        if (await lists.FindAsync(key, cancellation) is not { } list
            || await lists.ImportAsync(key, importId, cancellation) is not { } import)
        {
            return NotFound();
        }

        var problems = await lists.ProblemsAsync(import, after ?? 0, cancellation);
        return View(new ImportPage(list, import, problems, problems.Count == Lists.ProblemsAPage ? problems[^1].Line : null));
    }

    /// <summary>What would go, before it goes.</summary>
    [HttpGet(SiteRoutes.DeleteList)]
    public async Task<IActionResult> Delete(Guid listId, CancellationToken cancellation)
    {
        var key = KeyOf(listId);
        if (await lists.FindAsync(key, cancellation) is not { } list)
        {
            return NotFound();
        }

        return await readOnly.FindAsync(key.Account, cancellation) is not null
            ? RedirectToAction(nameof(Index))
            : View(new DeleteListPage(list, (await lists.ImportsAsync(key, cancellation)).Count));
    }

    /// <summary>Deletes a list.</summary>
    [HttpPost(SiteRoutes.DeleteList)]
    [ActionName(nameof(Delete))]
    public async Task<IActionResult> DeleteNow(Guid listId, CancellationToken cancellation)
    {
        var key = KeyOf(listId);
        if (await lists.FindAsync(key, cancellation) is null)
        {
            return NotFound();
        }

        if (!await lists.DeleteAsync(key, cancellation))
        {
            return RedirectToAction(nameof(Index));
        }

        this.Confirm("The list is deleted. The people on it and your uploads to it are being removed now; that takes minutes at most.");
        return RedirectToAction(nameof(Index), null, null, Confirmation.Fragment);
    }

    private ListKey KeyOf(Guid listId) => new(User.AccountId(), listId);
}
