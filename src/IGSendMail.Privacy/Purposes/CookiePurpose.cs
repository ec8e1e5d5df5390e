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

/// <summary>Says what a purpose needs.</summary>
public static class CookiePurposes
{
    /// <summary>The category of the policy's clause 8 that a purpose belongs to.</summary>
    public static ConsentCategory CategoryOf(CookiePurpose purpose) => purpose switch
    {
        CookiePurpose.CountPageViews or CookiePurpose.MeasureVisits => ConsentCategory.Analytics,
        CookiePurpose.RememberAppearance => ConsentCategory.Preference,
        _ => ConsentCategory.Essential,
    };
}
