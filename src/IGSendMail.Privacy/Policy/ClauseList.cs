namespace IGSendMail.Privacy.Policy;

/// <summary>A clause that every version has.</summary>
/// <param name="Number">1 to 13.</param>
/// <param name="Title">Its exact title.</param>
/// <param name="Anchor">Its anchor in the page.</param>
public sealed record ClauseName(int Number, string Title, string Anchor);

/// <summary>The thirteen clauses. Numbers, titles, order and anchors are fixed: other pages and customers link to them.</summary>
public static class ClauseList
{
    /// <summary>All clauses in order.</summary>
    public static IReadOnlyList<ClauseName> All { get; } =
    [
        new(1, "Introduction", "introduction"),
        new(2, "Information We Collect", "information-we-collect"),
        new(3, "How We Use Your Information", "how-we-use-your-information"),
        new(4, "Data Sharing and Third Parties", "data-sharing-and-third-parties"),
        new(5, "Data Retention", "data-retention"),
        new(6, "Your Rights (GDPR & Global)", "your-rights"),
        new(7, "California Privacy Rights (CCPA)", "california-privacy-rights"),
        new(8, "Cookies Policy", "cookies-policy"),
        new(9, "Data Security", "data-security"),
        new(10, "Children's Privacy", "childrens-privacy"),
        new(11, "International Data Transfers", "international-data-transfers"),
        new(12, "Changes to This Policy", "changes-to-this-policy"),
        new(13, "Contact Us", "contact-us"),
    ];
}
