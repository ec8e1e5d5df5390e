using IGSendMail.Platform.Accounts;
using IGSendMail.Web.Features.Shared;
using IGSendMail.Web.Features.Site;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace IGSendMail.Web.Features.Accounts;

/// <summary>Confirms that the mailbox of an address belongs to whoever signs in with it.</summary>
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class AddressController(AddressProofs proofs) : Controller
{
    /// <summary>Shows what the link would do. Mail scanners open links: looking changes nothing.</summary>
    [HttpGet(SiteRoutes.ConfirmAddress)]
    public Task<IActionResult> Confirm([FromQuery] string? token, CancellationToken cancellation) => ShowAsync(token, cancellation);

    /// <summary>Confirms the address. The link alone is not enough: whoever opened the account has to be signed in.</summary>
    [HttpPost(SiteRoutes.ConfirmAddress)]
    [Limited(LimitedAct.Code)]
    public async Task<IActionResult> ConfirmNow([FromForm] string? token, CancellationToken cancellation)
    {
        if (User.IsCustomer() && await proofs.ConfirmAsync(token, User.UserId(), cancellation))
        {
            var words = AccountWords.Now;
            this.Confirm(words["Confirmed"], words.Language);
            return Redirect(SiteLanguages.Address(HttpContext, SiteRoutes.Account) + "#" + Confirmation.Fragment);
        }

        Response.StatusCode = StatusCodes.Status403Forbidden;
        return await ShowAsync(token, cancellation);
    }

    /// <summary>Whoever reads the mailbox did not open the account: it goes.</summary>
    [HttpPost(SiteRoutes.DiscardAccount)]
    [Limited(LimitedAct.Code)]
    public async Task<IActionResult> Discard([FromForm] string? token, CancellationToken cancellation)
    {
        if (!await proofs.DiscardAsync(token, cancellation))
        {
            return Gone();
        }

        var words = AccountWords.Now;
        this.Confirm(words["Discarded"], words.Language);
        return Redirect(SiteLanguages.Address(HttpContext, SiteRoutes.Register) + "#" + Confirmation.Fragment);
    }

    /// <summary>Sends a further link to the address of whoever is signed in.</summary>
    [Authorize(Policy = SitePolicies.Customer)]
    [HttpPost(SiteRoutes.SendAddressLink)]
    [Limited(LimitedAct.Letter)]
    public async Task<IActionResult> Send(CancellationToken cancellation)
    {
        var words = AccountWords.Now;
        this.Confirm(words[await proofs.SendAsync(User.UserId(), SiteLanguages.Now, cancellation) switch
        {
            FurtherLink.Sent => "LinkSent",
            FurtherLink.OneIsOnItsWay => "LinkOnItsWay",
            _ => "LinkNotNeeded",
        }], words.Language);
        return Redirect(SiteLanguages.Address(HttpContext, SiteRoutes.Account) + "#" + Confirmation.Fragment);
    }

    private async Task<IActionResult> ShowAsync(string? token, CancellationToken cancellation) =>
        await proofs.LookAsync(token, cancellation) is { } link
            ? View("ConfirmAddress", new ConfirmAddressPage(token!, link, User.IsCustomer() && User.UserId() == link.UserId))
            : Gone();

    private ViewResult Gone()
    {
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return View("AddressLinkGone");
    }
}

/// <summary>What a link to an address would do.</summary>
/// <param name="Token">The secret of the link.</param>
/// <param name="Link">What it is about.</param>
/// <param name="IsSignedIn">True if the person whose address it is is signed in here.</param>
public sealed record ConfirmAddressPage(string Token, AddressLink Link, bool IsSignedIn)
{
    /// <summary>Where to sign in and come back from, in the language that the address of the page chose.</summary>
    public string SignIn(HttpContext context)
    {
        var back = SiteLanguages.Address(context, $"{SiteRoutes.ConfirmAddress}?token={Token}");
        return SiteLanguages.Address(context, $"{SiteRoutes.SignIn}?returnUrl={Uri.EscapeDataString(back)}");
    }
}
