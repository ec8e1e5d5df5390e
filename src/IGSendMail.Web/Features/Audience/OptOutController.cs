using System.Globalization;
using IGSendMail.Platform.Audience;
using IGSendMail.Platform.Audience.Reading;
using IGSendMail.Storage;
using IGSendMail.Web.Features.Shared;
using IGSendMail.Web.Features.Site;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace IGSendMail.Web.Features.Audience;

/// <summary>The people who want no e-mails from a customer: how many, entered one by one or by file, handed out.</summary>
[Authorize(Policy = SitePolicies.Customer)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class OptOutController(OptOuts optOuts, UploadedFiles files, ReadOnlyAccounts readOnly) : Controller
{
    private const string PageView = "/Features/Audience/OptOuts.cshtml";

    /// <summary>How many there are, and what can be done.</summary>
    [HttpGet(SiteRoutes.OptOuts)]
    public async Task<IActionResult> Index(CancellationToken cancellation) => View(PageView, await FilledAsync(new OptOutForm(), cancellation));

    /// <summary>Enters one.</summary>
    [HttpPost(SiteRoutes.OptOuts)]
    public async Task<IActionResult> Add(OptOutForm form, CancellationToken cancellation)
    {
        await FilledAsync(form, cancellation);
        if (!ModelState.IsValid || form.ReadOnly is not null)
        {
            return Wrong(form);
        }

        this.Confirm(await optOuts.AddAsync(User.AccountId(), EmailAddress.Of(form.Email!), cancellation)
            ? "This person is on none of your lists any more, and no upload, form or edit can bring them back."
            : "This person was kept off your lists already.");
        return ToPage();
    }

    /// <summary>Takes over a file of addresses, or of hashes that this site handed out.</summary>
    [HttpPost(SiteRoutes.OptOutFile)]
    [Limited(LimitedAct.Upload)]
    [StreamedUpload]
    public async Task<IActionResult> Take(OptOutFileForm form, CancellationToken cancellation)
    {
        var page = await FilledAsync(new OptOutForm(), cancellation);
        if (page.ReadOnly is not null || await files.TakeAsync(this, nameof(OptOutFileForm.File), cancellation) is not { } file)
        {
            return Wrong(page);
        }

        try
        {
            var taken = await optOuts.TakeOverAsync(User.AccountId(), file, cancellation);
            this.Confirm(string.Create(CultureInfo.InvariantCulture,
                $"{taken.Added:N0} people are kept off your lists from now on; {taken.Known:N0} were before. {taken.Bad:N0} rows hold neither an address nor a hash."));
            return ToPage();
        }
        catch (UnreadableFileException unreadable)
        {
            ModelState.AddModelError(nameof(OptOutFileForm.File), unreadable.Message);
            return Wrong(page);
        }
    }

    /// <summary>All of them as hashes: a file that this site takes back.</summary>
    [HttpGet(SiteRoutes.OptOutHashes)]
    [Limited(LimitedAct.Download)]
    public IActionResult Hashes()
    {
        var account = User.AccountId();
        return new CsvDownload("opted-out.csv", (file, token) => optOuts.WriteHashesAsync(account, file, token));
    }

    /// <summary>Those whose address is still here.</summary>
    [HttpGet(SiteRoutes.OptOutAddresses)]
    [Limited(LimitedAct.Download)]
    public IActionResult Addresses()
    {
        var account = User.AccountId();
        return new CsvDownload("opted-out-addresses.csv", (file, token) => optOuts.WriteAddressesAsync(account, file, token));
    }

    private async Task<OptOutForm> FilledAsync(OptOutForm form, CancellationToken cancellation)
    {
        form.Counts = await optOuts.CountAsync(User.AccountId(), cancellation);
        form.ReadOnly = await readOnly.FindAsync(User.AccountId(), cancellation);
        return form;
    }

    private ViewResult Wrong(OptOutForm form)
    {
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return View(PageView, form);
    }

    private RedirectToActionResult ToPage() => RedirectToAction(nameof(Index), null, null, Confirmation.Fragment);
}
