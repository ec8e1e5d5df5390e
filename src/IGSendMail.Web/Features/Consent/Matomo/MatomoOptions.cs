using System.Security.Cryptography;
using IGSendMail.Privacy.Settings;
using IGSendMail.Storage;
using IGSendMail.Web.Features.Cookies;

namespace IGSendMail.Web.Features.Consent.Matomo;

/// <summary>
/// The one outside tool for analytics: a Matomo that the operator runs. Off unless <c>Analytics:Matomo:Url</c> is set;
/// loaded only for visitors who allowed analytics; told not to keep cookies and never told an address, only its route.
/// </summary>
/// <param name="Url">Where it runs; ends with a slash.</param>
/// <param name="SiteId">The number of this site there.</param>
public sealed record MatomoOptions(Uri Url, int SiteId)
{
    /// <summary>Our own few lines that start it.</summary>
    public const string StartScript = "matomo-start.js";

    public Uri Script => new(Url, "matomo.js");

    /// <summary>Where it takes visits.</summary>
    public Uri Tracker => new(Url, "matomo.php");

    /// <summary>Its address in the register. Another host is another party: people who had allowed it are asked again.</summary>
    public SiteOrigin Origin => new("matomo", Url, MatomoPurposes.MeasureVisits) { Party = $"matomo {Url.Host}" };

    /// <summary>Reads <c>Analytics:Matomo:*</c>; null if it is off.</summary>
    /// <exception cref="InvalidSettingException">A setting is missing or wrong; the message names it.</exception>
    public static MatomoOptions? Read(IConfiguration configuration)
    {
        var matomo = new Section(configuration, "Analytics:Matomo");
        if (matomo.Find("Url") is not { } url)
        {
            return null;
        }

        if (!Uri.TryCreate(url.TrimEnd('/') + "/", UriKind.Absolute, out var address)
            || !(address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback)))
        {
            throw matomo.Wrong("Url", "must be an absolute https address, such as https://stats.example.com");
        }

        return matomo.Whole("SiteId", 1, int.MaxValue) is { } id
            ? new(address, (int)id)
            : throw matomo.Wrong("SiteId", "is missing: the number of this site in Matomo, such as 1");
    }
}

/// <summary>Our start script, known by its content: the browser runs exactly these bytes and no others.</summary>
public sealed class MatomoStart
{
    /// <summary>Reads the script that the site serves.</summary>
    public MatomoStart(IWebHostEnvironment environment)
    {
        using var file = environment.WebRootFileProvider.GetFileInfo(MatomoOptions.StartScript).CreateReadStream();
        Integrity = "sha256-" + Convert.ToBase64String(SHA256.HashData(file));
    }

    /// <summary>For the <c>integrity</c> attribute and the content security policy.</summary>
    public string Integrity { get; }
}

/// <summary>Registers the adapter.</summary>
internal static class MatomoWeb
{
    /// <summary>Adds Matomo if it is configured.</summary>
    public static IServiceCollection AddMatomo(this IServiceCollection services, MatomoOptions? matomo)
    {
        services.AddWords(typeof(MatomoPurposes));
        return matomo is null ? services : services.AddSingleton(matomo).AddSingleton(matomo.Origin).AddSingleton<MatomoStart>();
    }
}
