using System.Globalization;
using IGSendMail.Privacy.Audit;
using IGSendMail.Privacy.Settings;
using IGSendMail.Storage;
using IGSendMail.Web.Features.Shared;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace IGSendMail.Web.Features.Officer;

/// <summary>Shows officers what was done, and whether the record of it is whole. It names nobody.</summary>
[Authorize(Policy = SitePolicies.Officer)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class AuditController(AuditPages audit, WordBook words, SiteOptions site) : Controller
{
    /// <summary>The newest entries, of one act if wanted.</summary>
    [HttpGet(PrivacyRoutes.OfficerAudit)]
    public async Task<IActionResult> Index([FromQuery] string? act, [FromQuery] string? before, CancellationToken cancellation)
    {
        var wanted = string.IsNullOrEmpty(act) ? null : words.Find<AuditAct>(act);
        if ((wanted is null && !string.IsNullOrEmpty(act)) || !TryReadKey(before, out var key))
        {
            return BadRequest();
        }

        var entries = await audit.NewestAsync(wanted, key, cancellation);
        var next = entries.Count == AuditPages.PageSize ? KeyOf(entries[^1]) : null;
        return View("Audit", new AuditPage(
            entries, words.All<AuditAct>(), wanted, await audit.StateAsync(cancellation), next, before is { Length: > 0 }, site));
    }

    private static string KeyOf(AuditEntry last) =>
        string.Create(CultureInfo.InvariantCulture, $"{last.At.UtcTicks}_{last.Id:N}");

    private static bool TryReadKey(string? text, out (DateTimeOffset At, Guid Id)? key)
    {
        key = null;
        if (string.IsNullOrEmpty(text))
        {
            return true;
        }

        if (text.Split('_') is not [var instant, var id]
            || !long.TryParse(instant, NumberStyles.None, CultureInfo.InvariantCulture, out var ticks)
            || ticks > DateTime.MaxValue.Ticks
            || !Guid.TryParseExact(id, "N", out var row))
        {
            return false;
        }

        key = (new DateTimeOffset(ticks, TimeSpan.Zero), row);
        return true;
    }
}

/// <summary>A page of the trail.</summary>
/// <param name="Entries">The newest first.</param>
/// <param name="Acts">What can be entered in the trail.</param>
/// <param name="Act">The only act shown, or null for all.</param>
/// <param name="State">How the chain stands.</param>
/// <param name="Next">Where the next page begins, or null.</param>
/// <param name="IsFurther">True if this is not the first page.</param>
/// <param name="Site">For dates.</param>
public sealed record AuditPage(
    IReadOnlyList<AuditEntry> Entries, IReadOnlyList<AuditAct> Acts, AuditAct? Act, AuditState State, string? Next, bool IsFurther,
    SiteOptions Site)
{
    /// <summary>An act in words. A name that no room of this program knows is shown as it stands.</summary>
    public string TitleOf(string act) => Acts.FirstOrDefault(a => a.Name == act)?.Title ?? act;
}
