using System.Globalization;
using IGSendMail.Privacy.Settings;
using Microsoft.AspNetCore.Mvc;

namespace IGSendMail.Web.Features.Site;

/// <summary>Whom to tell about a hole in the site (section <c>SecurityTxt</c>), as RFC 9116 lays it down.</summary>
/// <param name="Contact"><c>SecurityTxt:Contact</c>: an address that starts with mailto: or https:.</param>
/// <param name="Expires"><c>SecurityTxt:Expires</c>: the day, UTC, after which nobody should rely on it.</param>
public sealed record SecurityTextOptions(Uri Contact, DateOnly Expires)
{
    /// <summary>RFC 9116 § 2.5.5 recommends less than a year.</summary>
    private const int MostDays = 366;

    /// <summary>Reads the section; null if it is left out.</summary>
    /// <exception cref="InvalidSettingException">Half of it is missing, or the day is past or too far away.</exception>
    public static SecurityTextOptions? Read(IConfiguration configuration, DateTimeOffset now)
    {
        var text = new Section(configuration, "SecurityTxt");
        if (text.Find("Contact") is null && text.Find("Expires") is null)
        {
            return null;
        }

        if (!Uri.TryCreate(text.Find("Contact"), UriKind.Absolute, out var contact) || contact.Scheme is not ("mailto" or "https"))
        {
            throw text.Wrong("Contact", "must start with mailto: or https:, such as mailto:security@example.org");
        }

        var today = DateOnly.FromDateTime(now.UtcDateTime);
        return !DateOnly.TryParseExact(text.Find("Expires"), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var expires)
            ? throw text.Wrong("Expires", "must be a day such as 2027-06-30")
            : expires <= today ? throw text.Wrong("Expires", "is past: look whether the contact still answers, and name a later day")
            : expires.DayNumber - today.DayNumber > MostDays ? throw text.Wrong("Expires", "is more than a year away: nobody relies on it for so long")
            : new SecurityTextOptions(contact, expires);
    }

    /// <summary>The file.</summary>
    public string Text(Uri publicUrl) => string.Create(CultureInfo.InvariantCulture, $"""
        Contact: {Contact.AbsoluteUri}
        Expires: {Expires:yyyy-MM-dd}T00:00:00Z
        Preferred-Languages: en
        Canonical: {new Uri(publicUrl, SiteRoutes.SecurityText)}

        """).ReplaceLineEndings("\n");
}

/// <summary>Serves the contact for people who found a hole.</summary>
public sealed class SecurityTextController(SiteOptions site, SecurityTextOptions? security = null) : Controller
{
    /// <summary>The file, or 404 if nobody is named.</summary>
    [HttpGet(SiteRoutes.SecurityText)]
    public IActionResult Show() => security is null ? NotFound() : Content(security.Text(site.PublicUrl), "text/plain; charset=utf-8");
}
