using IGSendMail.Privacy.Consent;
using IGSendMail.Storage;

namespace IGSendMail.Web.Features.Consent;

/// <summary>What the strip and the settings page send.</summary>
public sealed class ConsentForm
{
    /// <summary><c>accept</c> or <c>reject</c> for all optional categories.</summary>
    public string? All { get; set; }

    /// <summary><c>allow</c> or <c>refuse</c> for analytics alone.</summary>
    public string? Analytics { get; set; }

    /// <summary><c>allow</c> or <c>refuse</c> for preference cookies alone.</summary>
    public string? Preference { get; set; }

    /// <summary>Name of the notice that was shown.</summary>
    public string? Shown { get; set; }

    /// <summary>The number of this very form: sent twice it is one choice.</summary>
    public string? Asked { get; set; }

    /// <summary>The page to go back to.</summary>
    public string? Back { get; set; }

    /// <summary>What the categories are to be from now on, or null if no button of ours was pressed.</summary>
    public (bool Analytics, bool Preference)? Wanted(ConsentState now) => (All, Analytics, Preference) switch
    {
        ("accept", null, null) => (true, true),
        ("reject", null, null) => (false, false),
        (null, { } analytics, null) when Allows(analytics) is { } allowed => (allowed, now.Preference),
        (null, null, { } preference) when Allows(preference) is { } allowed => (now.Analytics, allowed),
        _ => null,
    };

    /// <summary>A number for a form that is about to be shown.</summary>
    public static string NewNumber(HttpContext context) =>
        RowKeys.New(context.RequestServices.GetRequiredService<TimeProvider>()).ToString("N");

    /// <summary>Under which keys the choice is recorded; new ones for a page that is older than these numbers.</summary>
    public ConsentKeys Keys(ConsentSeal seal, (bool Analytics, bool Preference) wanted, TimeProvider time) => seal.KeysOf(
        Guid.TryParseExact(Asked, "N", out var asked) ? asked : RowKeys.New(time), wanted.Analytics, wanted.Preference);

    private static bool? Allows(string word) => word switch { "allow" => true, "refuse" => false, _ => null };
}
