using System.Resources;
using IGSendMail.Privacy.Purposes;

namespace IGSendMail.Web.Features.Consent.Matomo;

/// <summary>What Matomo is used for.</summary>
public static class MatomoPurposes
{
    private static readonly ResourceManager Texts = new(typeof(MatomoPurposes));

    /// <summary>Measures visits with a tool that runs on an address of its own.</summary>
    public static readonly CookiePurpose MeasureVisits = new("MeasureVisits", ConsentCategory.Analytics, Texts);
}
