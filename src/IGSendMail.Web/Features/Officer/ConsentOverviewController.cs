using System.Globalization;
using IGSendMail.Privacy.Consent;
using IGSendMail.Privacy.Guard;
using IGSendMail.Storage;
using IGSendMail.Web.Features.Shared;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace IGSendMail.Web.Features.Officer;

/// <summary>Shows officers how people choose about cookies, and what the guard took out. It names nobody.</summary>
[Authorize(Policy = SitePolicies.Officer)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class ConsentOverviewController(ConsentRates rates, IGSendMailContext db, TimeProvider time) : Controller
{
    private const int MostReports = 100;

    /// <summary>The page.</summary>
    [HttpGet(PrivacyRoutes.OfficerConsent)]
    public async Task<IActionResult> Index(CancellationToken cancellation)
    {
        var since = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime).AddDays(-90);
        return View("Consent", new ConsentOverview(
            await rates.ReadAsync(cancellation), await CookieReports.SinceAsync(db, since, MostReports, cancellation)));
    }
}

/// <summary>How people choose.</summary>
/// <param name="Rates">By month and policy version, the oldest first.</param>
/// <param name="Reports">What the guard took out, the newest first.</param>
public sealed record ConsentOverview(IReadOnlyList<ConsentRate> Rates, IReadOnlyList<CookieReport> Reports)
{
    /// <summary>Height of the picture's field, in its own units.</summary>
    public const int Height = 160;

    /// <summary>Width of one month in the picture.</summary>
    public const int Step = 64;

    /// <summary>The share of choices in percent, rounded.</summary>
    public static int Percent(int part, int whole) => whole == 0 ? 0 : (int)Math.Round(100.0 * part / whole, MidpointRounding.AwayFromZero);

    /// <summary>A month in words.</summary>
    public static string Month(DateOnly month) => month.ToString("MMM yyyy", CultureInfo.InvariantCulture);
}
