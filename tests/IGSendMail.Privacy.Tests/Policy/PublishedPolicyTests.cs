using IGSendMail.Privacy.Policy;
using IGSendMail.Testing;

namespace IGSendMail.Privacy.Tests.Policy;

/// <summary>
/// What the published text must carry: one row a fact. A row fails when the text loses its fact or its qualifier. The
/// phrases stand without the markup and with white space folded; "{…}" is the figure of a commitment.
/// </summary>
public sealed class PublishedPolicyTests
{
    private static readonly PolicyVersion Published = PolicyFolder.Read(PolicyTrial.Published)[^1];

    [Theory]
    // 1 Introduction
    [InlineData(1, "who we are", "We are IGSendMail LLC (\"IGSendMail\", \"we\", \"us\")")]
    [InlineData(1, "we operate the site", "We operate the website igsendmail.com")]
    [InlineData(1, "and the platform", "and the IGSendMail e-mail marketing platform")]
    [InlineData(1, "what it explains", "This policy explains which information about you we collect, how we use it, to whom we disclose it and how we safeguard it")]
    [InlineData(1, "when", "when you visit our website and when you use our services")]
    [InlineData(1, "using is consenting", "Whoever uses IGSendMail consents to the practices that this policy describes")]
    [InlineData(1, "who disagrees", "If you disagree with them, please do not use IGSendMail")]
    // 2 Information We Collect
    [InlineData(2, "account: when", "When you create an account, we collect")]
    [InlineData(2, "account: what", "your name, e-mail address, company name and billing information")]
    [InlineData(2, "usage", "how you interact with our platform, including")]
    [InlineData(2, "usage: features", "including the features you use")]
    [InlineData(2, "usage: campaigns", "the campaigns you send")]
    [InlineData(2, "usage: pages", "the pages you visit")]
    [InlineData(2, "subscriber: what for", "To send campaigns, our customers upload")]
    [InlineData(2, "subscriber: what", "the e-mail addresses of their subscribers and data associated with them")]
    [InlineData(2, "subscriber: whose", "Subscriber data belongs to the customer who uploaded it")]
    [InlineData(2, "subscriber: role", "We handle it as a data processor, not as the data controller")]
    [InlineData(2, "technical: address", "your IP address")]
    [InlineData(2, "technical: browser", "the type of your browser")]
    [InlineData(2, "technical: device", "information about your device")]
    [InlineData(2, "technical: system", "operating system")]
    [InlineData(2, "technical: referral", "referral URLs")]
    [InlineData(2, "cookies: session", "session cookies, which make the platform function")]
    [InlineData(2, "cookies: analytics", "analytics cookies, which help us improve it")]
    [InlineData(2, "cookies: consent", "where the law requires your consent, we use them only with it")]
    [InlineData(2, "cookies and tracking", "Cookies and tracking.")]
    // 3 How We Use Your Information
    [InlineData(3, "provide", "provide and maintain our platform")]
    [InlineData(3, "billing", "process transactions and billing")]
    [InlineData(3, "messages", "send you service-related communications, which are not marketing")]
    [InlineData(3, "improve", "improve our features and your experience")]
    [InlineData(3, "analyse", "analyse usage patterns for product development")]
    [InlineData(3, "security", "prevent fraud and ensure security")]
    [InlineData(3, "law", "comply with our legal obligations")]
    // 4 Data Sharing and Third Parties
    [InlineData(4, "not sold", "We do not sell your personal data")]
    [InlineData(4, "only", "We share it with nobody but:")]
    [InlineData(4, "payment", "payment processors (Stripe), who need it for billing")]
    [InlineData(4, "infrastructure", "infrastructure providers, who need it to deliver our services")]
    [InlineData(4, "analytics", "analytics tools, with which we improve our platform")]
    [InlineData(4, "authorities", "legal authorities, when the law requires it")]
    [InlineData(4, "agreements", "Data processing agreements bind every third-party processor")]
    [InlineData(4, "what they ensure", "They ensure that your data stays secure and confidential")]
    // 5 Data Retention
    [InlineData(5, "account: active", "We keep it while your account is active")]
    [InlineData(5, "account: after", "and for {account-data-kept} after you cancel")]
    [InlineData(5, "subscriber: within", "Subscriber data you uploaded. We delete it within {subscriber-data-gone} of your cancellation")]
    [InlineData(5, "billing", "Billing records. We keep them as tax and financial regulations require")]
    [InlineData(5, "at any time", "You can request the deletion of your data at any time by contacting us")]
    // 6 Your Rights
    [InlineData(6, "depending", "Depending on where you are located, you may have the right:")]
    [InlineData(6, "access", "to access your personal data")]
    [InlineData(6, "rectification", "to rectification of inaccurate data")]
    [InlineData(6, "erasure", "to erasure of your data (the \"right to be forgotten\")")]
    [InlineData(6, "restriction", "to restrict processing")]
    [InlineData(6, "portability", "to data portability")]
    [InlineData(6, "objection", "to object to processing")]
    [InlineData(6, "withdrawal", "to withdraw your consent at any time")]
    [InlineData(6, "address", "For requests under the GDPR, contact us at privacy@igsendmail.com")]
    [InlineData(6, "answer", "We answer within {answer}")]
    // 7 California Privacy Rights
    [InlineData(7, "who", "If you are a California resident")]
    [InlineData(7, "law", "the California Consumer Privacy Act (CCPA) gives you additional rights, including")]
    [InlineData(7, "know", "to know which personal information we collect")]
    [InlineData(7, "delete", "to delete your personal information")]
    [InlineData(7, "opt out", "to opt out of the sale of your personal information")]
    [InlineData(7, "not sold", "We do not sell your personal information")]
    [InlineData(7, "how", "To exercise these rights, contact us at privacy@igsendmail.com")]
    // 8 Cookies Policy
    [InlineData(8, "essential", "Essential cookies are required for the platform to operate")]
    [InlineData(8, "essential: no choice", "so you cannot decline them")]
    [InlineData(8, "analytics", "Analytics cookies help us to make the platform better")]
    [InlineData(8, "analytics: choice", "You can decline them")]
    [InlineData(8, "preference", "Preference cookies keep the settings and preferences that you choose")]
    [InlineData(8, "manage", "You manage cookies in the settings of your browser or with our consent banner")]
    [InlineData(8, "no harm", "Declining analytics cookies does not affect how the platform functions")]
    // 9 Data Security
    [InlineData(9, "measures", "industry-standard measures")]
    [InlineData(9, "transit", "all data in transit is encrypted with TLS")]
    [InlineData(9, "rest", "data at rest is encrypted with AES-256")]
    [InlineData(9, "audits", "regular audits of security and assessments of vulnerabilities")]
    [InlineData(9, "roles", "who may access which of our internal systems depends on their role")]
    [InlineData(9, "infrastructure", "the infrastructure complies with SOC 2 and has an uptime of 99.9 %")]
    // 10 Children's Privacy
    [InlineData(10, "age", "not intended for individuals under the age of {minimum-age}")]
    [InlineData(10, "knowingly", "We do not knowingly collect data from children")]
    [InlineData(10, "aware", "Once we become aware of data of a child under {minimum-age}, we delete it promptly")]
    // 11 International Data Transfers
    [InlineData(11, "who", "If you are outside the United States")]
    [InlineData(11, "may", "data about you may be transferred there and processed there")]
    [InlineData(11, "safeguards", "Appropriate safeguards apply, in compliance with the data protection laws that are applicable")]
    [InlineData(11, "clauses", "they include Standard Contractual Clauses where those are required")]
    // 12 Changes to This Policy
    [InlineData(12, "may", "We may update this policy periodically")]
    [InlineData(12, "material, how", "We notify you of material changes by e-mail or by a prominent notice on our website")]
    [InlineData(12, "when", "at least {notice} before they take effect")]
    [InlineData(12, "continued use", "If you continue to use IGSendMail after that, you accept the changes")]
    // 13 Contact Us
    [InlineData(13, "what for", "For privacy-related inquiries, contact us")]
    [InlineData(13, "address", "privacy@igsendmail.com")]
    [InlineData(13, "who and where", "IGSendMail LLC, United States")]
    public void The_text_carries_the_fact(int clause, string fact, string phrase)
    {
        var c = Published.Commitments;
        var expected = phrase
            .Replace("{account-data-kept}", DayCount.InWords(c.AccountDataKept), StringComparison.Ordinal)
            .Replace("{subscriber-data-gone}", DayCount.InWords(c.SubscriberDataGone), StringComparison.Ordinal)
            .Replace("{answer}", DayCount.InWords(c.Answer), StringComparison.Ordinal)
            .Replace("{notice}", DayCount.InWords(c.Notice), StringComparison.Ordinal)
            .Replace("{minimum-age}", c.MinimumAge.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);

        Assert.True(Folded(clause).Contains(expected, StringComparison.Ordinal), $"Clause {clause} lost \"{fact}\":\n{Folded(clause)}");
    }

    [Theory]
    [InlineData(3, 7)]
    [InlineData(4, 4)]
    [InlineData(6, 7)]
    [InlineData(7, 3)]
    [InlineData(8, 3)]
    [InlineData(9, 5)]
    public void A_list_has_as_many_items_as_the_facts_allow(int clause, int items) =>
        Assert.Equal(items, Published.Clauses[clause - 1].Html.Split("<li>").Length - 1);

    [Fact]
    public void The_commitments_are_the_promised_figures() => Assert.Equal(
        new Commitments(TimeSpan.FromDays(30), TimeSpan.FromDays(30), TimeSpan.FromDays(30), TimeSpan.FromDays(30), 16),
        Published.Commitments);

    [Fact]
    public void Numbers_titles_and_anchors_are_the_fixed_ones()
    {
        Assert.Equal(
            [
                (1, "Introduction", "introduction"),
                (2, "Information We Collect", "information-we-collect"),
                (3, "How We Use Your Information", "how-we-use-your-information"),
                (4, "Data Sharing and Third Parties", "data-sharing-and-third-parties"),
                (5, "Data Retention", "data-retention"),
                (6, "Your Rights (GDPR & Global)", "your-rights"),
                (7, "California Privacy Rights (CCPA)", "california-privacy-rights"),
                (8, "Cookies Policy", "cookies-policy"),
                (9, "Data Security", "data-security"),
                (10, "Children's Privacy", "childrens-privacy"),
                (11, "International Data Transfers", "international-data-transfers"),
                (12, "Changes to This Policy", "changes-to-this-policy"),
                (13, "Contact Us", "contact-us"),
            ],
            Published.Clauses.Select(c => (c.Number, c.Title, c.Anchor)));
    }

    [Fact]
    public void The_register_names_whom_clause_four_names()
    {
        var register = SubprocessorRegister.ReadFolder(PolicyTrial.Published);

        Assert.Contains(register.All, s => s.Name == "Stripe" && s.WhatFor.Contains("billing", StringComparison.Ordinal));
        Assert.Contains(register.All, s => s.WhatFor.StartsWith("Infrastructure", StringComparison.Ordinal));
        Assert.Contains(register.None, n => n.WhatFor.StartsWith("Analytics tools", StringComparison.Ordinal));
    }

    private static string Folded(int clause) => string.Join(' ', Published.Clauses[clause - 1].PlainText.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
