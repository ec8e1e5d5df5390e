using IGSendMail.Platform.Accounts;
using IGSendMail.Privacy.Retention;
using IGSendMail.Privacy.Settings;
using IGSendMail.Web.Features.Shared;
using IGSendMail.Web.Features.Site;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace IGSendMail.Web.Features.Accounts;

/// <summary>Cancels an account and takes it back.</summary>
[Authorize(Policy = SitePolicies.Customer)]
public sealed class CancellationController(
    AccountOverviews overviews, Cancellation cancellation, Promises promises, CancellationForecast forecast, SignIn signIn,
    SiteOptions site, TimeProvider time) : Controller
{
    /// <summary>What a cancellation would do and when; for a cancelled account, how to take it back.</summary>
    [HttpGet(SiteRoutes.Cancel)]
    public Task<IActionResult> Index(CancellationToken token) => ShowAsync(token);

    /// <summary>Cancels. The password is asked for again, because of what follows from it.</summary>
    [HttpPost(SiteRoutes.Cancel)]
    [HashesPassword]
    public async Task<IActionResult> Index(string? password, CancellationToken token)
    {
        var words = CancelWords.Now;
        if (password is not { Length: > 0 and <= PasswordForm.Longest } || !await signIn.IsTheirsAsync(User.UserId(), password))
        {
            ModelState.AddModelError(nameof(CancellationPage.Password), words["PasswordWrong"]);
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return await ShowAsync(token);
        }

        await cancellation.CancelAsync(User.AccountId(), words.Language, token);
        this.Confirm(words["Done"], words.Language);
        return Redirect(SiteLanguages.Address(HttpContext, SiteRoutes.Cancel) + "#" + Confirmation.Fragment);
    }

    /// <summary>Takes the cancellation back, as far as it still can be.</summary>
    [HttpPost(SiteRoutes.UndoCancel)]
    public async Task<IActionResult> Undo(CancellationToken token)
    {
        var words = CancelWords.Now;
        var outcome = await cancellation.UndoAsync(User.AccountId(), words.Language, token);
        this.Confirm(words.Of(outcome), words.Language);
        var next = SiteLanguages.Address(HttpContext, outcome == ComeBack.TooLate ? SiteRoutes.Cancel : SiteRoutes.Account);
        return Redirect(next + "#" + Confirmation.Fragment);
    }

    private async Task<IActionResult> ShowAsync(CancellationToken token)
    {
        var overview = await overviews.OfAsync(User.Customer(), token);
        if (overview is null)
        {
            return NotFound();
        }

        var goes = await forecast.OfAsync(User.AccountId(), token);
        var countdown = Countdown.Of(overview, promises, goes.Lists.Count > 0, time.GetUtcNow());
        return View(countdown is null ? "Cancel" : "Cancelled", new CancellationPage
        {
            Countdown = countdown,
            Terms = countdown?.Terms ?? await promises.TermsNowAsync(User.AccountId(), token),
            Forecast = goes,
            Site = site,
        });
    }
}

/// <summary>What goes when, and the form to confirm it.</summary>
public sealed class CancellationPage
{
    /// <summary>For a cancelled account.</summary>
    public required Countdown? Countdown { get; init; }

    /// <summary>The instants, as they bind or as they would be from now.</summary>
    public required CancellationTerms Terms { get; init; }

    /// <summary>What goes and what stays.</summary>
    public required Forecast Forecast { get; init; }

    /// <summary>For dates.</summary>
    public required SiteOptions Site { get; init; }

    /// <summary>The same with its dates, for the table.</summary>
    public ForecastTablePage Table => new(Forecast, Terms.SubscriberDataGoneBy, Terms.AccountDataGoneBy, Site);

    /// <summary>Asked for again; never shown.</summary>
    public string? Password => null;
}
