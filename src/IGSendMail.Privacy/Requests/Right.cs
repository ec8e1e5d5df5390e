namespace IGSendMail.Privacy.Requests;

/// <summary>What a person may ask for.</summary>
public enum Right
{
    /// <summary>A copy and an explanation (GDPR Art. 15).</summary>
    Access,

    /// <summary>Correction (GDPR Art. 16).</summary>
    Rectification,

    /// <summary>Deletion (GDPR Art. 17).</summary>
    Erasure,

    /// <summary>Store only (GDPR Art. 18).</summary>
    Restriction,

    /// <summary>Machine-readable data to take elsewhere (GDPR Art. 20).</summary>
    Portability,

    /// <summary>Stop a use (GDPR Art. 21).</summary>
    Objection,

    /// <summary>Take consent back (GDPR Art. 7(3)).</summary>
    ConsentWithdrawal,

    /// <summary>Know what is collected (Cal. Civ. Code § 1798.110).</summary>
    CcpaKnow,

    /// <summary>Delete (Cal. Civ. Code § 1798.105).</summary>
    CcpaDelete,

    /// <summary>Correct (Cal. Civ. Code § 1798.106).</summary>
    CcpaCorrect,

    /// <summary>Opt out of sale and sharing (Cal. Civ. Code § 1798.120).</summary>
    CcpaOptOut,
}

/// <summary>Whose law counts the days of a request.</summary>
public enum Regime
{
    /// <summary>GDPR; also for everybody who is not in California, because it is the stricter of the two.</summary>
    Gdpr,

    /// <summary>California Consumer Privacy Act.</summary>
    Ccpa,
}

/// <summary>How much a request to know wants to know (11 CCR § 7024).</summary>
public enum KnowScope
{
    /// <summary>Which kinds of data, from where, what for and who received them.</summary>
    Categories,

    /// <summary>The data itself.</summary>
    SpecificPieces,
}

/// <summary>What the site itself can do for a right.</summary>
public enum Fulfilment
{
    /// <summary>A package with everything, explained.</summary>
    Package,

    /// <summary>A package with the machine-readable part.</summary>
    PortablePackage,

    /// <summary>Deletion everywhere.</summary>
    Erasure,

    /// <summary>A value is corrected, and whoever received it is told.</summary>
    Correction,

    /// <summary>A privacy officer answers.</summary>
    ByOfficer,
}

/// <summary>What follows from a right.</summary>
public static class Rights
{
    /// <summary>The two letters that references of this right begin with.</summary>
    public static string Prefix(this Right right) => right switch
    {
        Right.Access => "AC",
        Right.Rectification => "RC",
        Right.Erasure => "ER",
        Right.Restriction => "RS",
        Right.Portability => "PO",
        Right.Objection => "OB",
        Right.ConsentWithdrawal => "CW",
        Right.CcpaKnow => "KN",
        Right.CcpaDelete => "DE",
        Right.CcpaCorrect => "CO",
        Right.CcpaOptOut => "OO",
        _ => throw new ArgumentOutOfRangeException(nameof(right), right, "This right has no prefix."),
    };

    /// <summary>How the right is fulfilled.</summary>
    public static Fulfilment FulfilledBy(this Right right) => right switch
    {
        Right.Access or Right.CcpaKnow => Fulfilment.Package,
        Right.Portability => Fulfilment.PortablePackage,
        Right.Erasure or Right.CcpaDelete => Fulfilment.Erasure,
        Right.Rectification or Right.CcpaCorrect => Fulfilment.Correction,
        _ => Fulfilment.ByOfficer,
    };

    /// <summary>
    /// The right under the law that counts the days: California has names of its own. Its right to know comes in a
    /// portable form (Cal. Civ. Code § 1798.130(a)(3)(B)(iii)) and so covers portability.
    /// </summary>
    public static Right Under(this Right right, Regime regime) => (right, regime) switch
    {
        (Right.Access or Right.Portability, Regime.Ccpa) => Right.CcpaKnow,
        (Right.Erasure, Regime.Ccpa) => Right.CcpaDelete,
        (Right.Rectification, Regime.Ccpa) => Right.CcpaCorrect,
        _ => right,
    };
}
