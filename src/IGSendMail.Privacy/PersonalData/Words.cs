namespace IGSendMail.Privacy.PersonalData;

/// <summary>The categories of clause 2 of the policy, and what accountability itself requires.</summary>
public enum DataCategory
{
    /// <summary>Name, e-mail address, company.</summary>
    Account,

    /// <summary>How the platform is used.</summary>
    Usage,

    /// <summary>Addresses and associated data that customers upload.</summary>
    Subscriber,

    /// <summary>Browser, device, sign-in state.</summary>
    Technical,

    /// <summary>Invoices and payments.</summary>
    Billing,

    /// <summary>Choices about cookies, and what they allow.</summary>
    Cookie,

    /// <summary>Records that show that we kept our word.</summary>
    Accountability,
}

/// <summary>The seven purposes of clause 3.</summary>
public enum Purpose
{
    /// <summary>Provide and maintain the platform.</summary>
    ProvidePlatform,

    /// <summary>Process transactions and billing.</summary>
    Billing,

    /// <summary>Send service-related communications.</summary>
    ServiceMessages,

    /// <summary>Improve features and experience.</summary>
    Improve,

    /// <summary>Analyse usage patterns for product development.</summary>
    AnalyseUsage,

    /// <summary>Prevent fraud and ensure security.</summary>
    Security,

    /// <summary>Comply with legal obligations.</summary>
    LegalObligations,
}

/// <summary>Lawful basis (GDPR Art. 6(1)); processors act on the controller's instructions (Art. 28).</summary>
public enum LawfulBasis
{
    /// <summary>Art. 6(1)(b).</summary>
    Contract,

    /// <summary>Art. 6(1)(c).</summary>
    LegalObligation,

    /// <summary>Art. 6(1)(f).</summary>
    LegitimateInterest,

    /// <summary>Art. 6(1)(a).</summary>
    Consent,

    /// <summary>Art. 28(3)(a): the customer decides.</summary>
    ControllerInstruction,
}

/// <summary>Who decides about the data.</summary>
public enum ProcessingRole
{
    /// <summary>We decide.</summary>
    Controller,

    /// <summary>The customer decides; we act for them.</summary>
    Processor,
}

/// <summary>Whose data a row is.</summary>
public enum DataOwner
{
    /// <summary>The contract.</summary>
    Account,

    /// <summary>A person who signs in to an account.</summary>
    User,

    /// <summary>A person on a customer's list.</summary>
    Recipient,

    /// <summary>A visitor of the site.</summary>
    Visitor,

    /// <summary>A person who made a request.</summary>
    Requester,

    /// <summary>A privacy officer.</summary>
    Officer,

    /// <summary>Nobody: no row of the table is about a person.</summary>
    Nobody,
}

/// <summary>What an erasure does to a row or value.</summary>
public enum DispositionKind
{
    /// <summary>The row goes.</summary>
    Delete,

    /// <summary>The row stays, the value is emptied.</summary>
    Null,

    /// <summary>It stays until a date, for a stated reason.</summary>
    KeepUntil,
}
