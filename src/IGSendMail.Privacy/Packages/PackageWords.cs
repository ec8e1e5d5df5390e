using IGSendMail.Privacy.PersonalData;

namespace IGSendMail.Privacy.Packages;

/// <summary>The map's terms in the words of the readable page.</summary>
internal static class PackageWords
{
    /// <summary>What stands where the register leaves a fact open.</summary>
    public const string NotNamed = "not named yet";

    public static string Of(DataCategory category) => category switch
    {
        DataCategory.Account => "Account",
        DataCategory.Usage => "Usage",
        DataCategory.Subscriber => "Subscribers",
        DataCategory.Technical => "Technical",
        DataCategory.Billing => "Billing",
        DataCategory.Cookie => "Cookies",
        DataCategory.Accountability => "Proof that we keep our word",
        _ => category.ToString(),
    };

    /// <summary>Where data come from.</summary>
    /// <param name="category">Their category.</param>
    /// <param name="isCustomer">True if the package is a customer's: what lies on lists is theirs.</param>
    public static string SourceOf(DataCategory category, bool isCustomer) => category switch
    {
        DataCategory.Subscriber when isCustomer => "You uploaded it, or it came about with your uploads.",
        DataCategory.Account or DataCategory.Billing => "You gave it to us, or it came about while you used your account.",
        DataCategory.Subscriber => "A customer uploaded it.",
        DataCategory.Accountability => "We wrote it down while we dealt with your choices and requests.",
        _ => "It came from your browser while you used our site.",
    };

    public static string Of(Purpose purpose) => purpose switch
    {
        Purpose.ProvidePlatform => "provide and maintain the platform",
        Purpose.Billing => "process transactions and billing",
        Purpose.ServiceMessages => "send you messages about the service",
        Purpose.Improve => "improve features and experience",
        Purpose.AnalyseUsage => "analyse usage for product development",
        Purpose.Security => "prevent fraud and ensure security",
        Purpose.LegalObligations => "comply with the law",
        _ => purpose.ToString(),
    };

    /// <summary>Why we may have data.</summary>
    /// <param name="basis">The basis.</param>
    /// <param name="isCustomer">True if the package is a customer's.</param>
    public static string Of(LawfulBasis basis, bool isCustomer) => basis switch
    {
        LawfulBasis.ControllerInstruction when isCustomer => "your instruction (GDPR Art. 28)",
        LawfulBasis.Contract => "our contract with you (GDPR Art. 6(1)(b))",
        LawfulBasis.LegalObligation => "a legal duty (GDPR Art. 6(1)(c))",
        LawfulBasis.LegitimateInterest => "a legitimate interest (GDPR Art. 6(1)(f))",
        LawfulBasis.Consent => "your consent, which you can take back (GDPR Art. 6(1)(a))",
        LawfulBasis.ControllerInstruction => "the instruction of the customer who uploaded it (GDPR Art. 28)",
        _ => basis.ToString(),
    };
}
