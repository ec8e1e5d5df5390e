using IGSendMail.Platform.Audience;
using IGSendMail.Storage;
using IGSendMail.Web.Features.Shared;
using IGSendMail.Web.Features.Site;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace IGSendMail.Web.Features.Audience;

/// <summary>A customer's lists: all of them, one of them, and whoever is searched for on them.</summary>
[Authorize(Policy = SitePolicies.Customer)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class AudienceController(
    Lists lists, People people, ListDownloads downloads, PeopleRequestPages requests, ReadOnlyAccounts readOnly) : Controller
{
    /// <summary>All lists, and the uploads that wait for an answer.</summary>
    [HttpGet(SiteRoutes.Lists)]
    public async Task<IActionResult> Index(CancellationToken cancellation) => View(new ListsPage(
        await lists.AllAsync(User.AccountId(), cancellation),
        await lists.WaitingAsync(User.AccountId(), cancellation),
        await requests.CountOpenAsync(User.AccountId(), cancellation),
        await readOnly.FindAsync(User.AccountId(), cancellation)));

    /// <summary>One list: its uploads and a page of its people.</summary>
    [HttpGet(SiteRoutes.List)]
    public async Task<IActionResult> List(Guid listId, Guid? after, PeopleFilter show, CancellationToken cancellation)
    {
        var key = new ListKey(User.AccountId(), listId);
        return await lists.FindAsync(key, cancellation) is not { } list ? NotFound() : View(new ListPage(
            list,
            await lists.ImportsAsync(key, cancellation),
            await people.PageAsync(key, show, after, cancellation),
            show,
            after is null,
            await readOnly.FindAsync(key.Account, cancellation)));
    }

    /// <summary>All people of a list as a file for a spreadsheet.</summary>
    [HttpGet(SiteRoutes.DownloadList)]
    [Limited(LimitedAct.Download)]
    public async Task<IActionResult> Download(Guid listId, CancellationToken cancellation)
    {
        var key = new ListKey(User.AccountId(), listId);
        return await lists.FindAsync(key, cancellation) is null
            ? NotFound()
            : new CsvDownload("people.csv", (file, token) => downloads.WriteAsync(key, file, token));
    }

    /// <summary>The form that searches for one person.</summary>
    [HttpGet(SiteRoutes.SearchLists)]
    public IActionResult Search() => View(new SearchForm());

    /// <summary>Searches for one person. The address is posted: it belongs in no address bar and no log.</summary>
    [HttpPost(SiteRoutes.SearchLists)]
    public async Task<IActionResult> Search(SearchForm form, CancellationToken cancellation)
    {
        if (!ModelState.IsValid)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return View(form);
        }

        var account = User.AccountId();
        form.Found = await people.SearchAsync(account, EmailAddress.Of(form.Email!), cancellation);
        form.Lists = await lists.NamesAsync(account, cancellation);
        return View(form);
    }
}
