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
        if (password is not { Length: > 0 and <= PasswordForm.Longest } || !await signIn.IsTheirsAsync(User.UserId(), password))
        {
            ModelState.AddModelError(
                nameof(CancellationPage.Password),
                "Write the password you sign in with. After too many wrong ones, wait 15 minutes and try again.");
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return await ShowAsync(token);
        }

        await cancellation.CancelAsync(User.AccountId(), token);
        this.Confirm("Your account is cancelled. Nothing is deleted yet: below you see what happens when, and how to take it back. We have sent you the dates by mail.");
        return Redirect(SiteRoutes.Cancel + "#" + Confirmation.Fragment);
    }

    /// <summary>Takes the cancellation back, as far as it still can be.</summary>
    [HttpPost(SiteRoutes.UndoCancel)]
    public async Task<IActionResult> Undo(CancellationToken token)
    {
        var outcome = await cancellation.UndoAsync(User.AccountId(), token);
        this.Confirm(outcome switch
        {
            ComeBack.WithLists => "Your account is back, with all its lists. Nothing will be deleted.",
            ComeBack.WithoutLists => "Your account is back, without its lists: their deletion had begun and goes on to its end.",
            ComeBack.NotCancelled => "Your account is not cancelled. Nothing was changed.",
            _ => "It is too late to take the cancellation back: your account data is being deleted now.",
        });
        return Redirect((outcome == ComeBack.TooLate ? SiteRoutes.Cancel : SiteRoutes.Account) + "#" + Confirmation.Fragment);
    }

    private async Task<IActionResult> ShowAsync(CancellationToken token)
    {
        var overview = await overviews.OfAsync(User.Customer(), token);
        if (overview is null)
        {
            return NotFound();
        }

        var countdown = Countdown.Of(overview, promises, time.GetUtcNow());
        return View(countdown is null ? "Cancel" : "Cancelled", new CancellationPage
        {
            Countdown = countdown,
            Terms = countdown?.Terms ?? await promises.TermsNowAsync(User.AccountId(), token),
            Forecast = await forecast.OfAsync(User.AccountId(), token),
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
