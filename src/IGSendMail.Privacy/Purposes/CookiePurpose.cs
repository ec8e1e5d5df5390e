using IGSendMail.Privacy.Consent;

namespace IGSendMail.Privacy.Purposes;

/// <summary>
/// What something kept in a browser is for. The purpose decides which consent it needs, and it is part of what a
/// visitor agreed to: another purpose is another question, other words for the same purpose are not.
/// </summary>
public enum CookiePurpose
{
    /// <summary>Keeps what the visitor chose about cookies.</summary>
    RememberChoice,

    /// <summary>Keeps a person signed in.</summary>
    KeepSignedIn,

    /// <summary>Makes sure that a form was sent from our page.</summary>
    ProtectForms,

    /// <summary>Carries one sentence to the next page.</summary>
    CarryNotice,

    /// <summary>Opens the page of a request for the person who asked.</summary>
    OpenRequest,

    /// <summary>Tells which pages one browser reads, counted by ourselves.</summary>
    CountPageViews,

    /// <summary>Measures visits with a tool that runs on an address of its own.</summary>
    MeasureVisits,

    /// <summary>Keeps light or dark pages.</summary>
    RememberAppearance,
}

/// <summary>Says what a purpose needs and whether it may run for a visitor.</summary>
public static class PurposeGate
{
    /// <summary>The category of the policy's clause 8 that a purpose belongs to.</summary>
    public static ConsentCategory CategoryOf(CookiePurpose purpose) => purpose switch
    {
        CookiePurpose.CountPageViews or CookiePurpose.MeasureVisits => ConsentCategory.Analytics,
        CookiePurpose.RememberAppearance => ConsentCategory.Preference,
        _ => ConsentCategory.Essential,
    };

    /// <summary>True if this purpose may run for a visitor who stands so.</summary>
    public static bool MayRun(CookiePurpose purpose, ConsentState state) => Allows(CategoryOf(purpose), state);

    /// <summary>True if this category is allowed by a visitor who stands so; what is essential always is.</summary>
    public static bool Allows(ConsentCategory category, ConsentState state) => category switch
    {
        ConsentCategory.Essential => true,
        ConsentCategory.Analytics => state.Analytics,
        ConsentCategory.Preference => state.Preference,
        _ => false,
    };
}
