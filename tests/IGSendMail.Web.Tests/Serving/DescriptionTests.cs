using IGSendMail.Testing;
using IGSendMail.Web.Features.Shared;
using IGSendMail.Web.Features.Site;
using IGSendMail.Web.Tests.Requests;

namespace IGSendMail.Web.Tests.Serving;

/// <summary>What search engines are told, and where they may look.</summary>
public sealed class DescriptionTests(TestSite site) : IClassFixture<TestSite>
{
    private static readonly string[] Public =
    [
        SiteRoutes.Home, PrivacyRoutes.Policy, PrivacyRoutes.PolicyVersions, "/privacy/versions/2026-01", PrivacyRoutes.Subprocessors,
        PrivacyRoutes.PersonalData, PrivacyRoutes.Cookies, PrivacyRoutes.CookieReceipt, PrivacyRoutes.Choices, PrivacyRoutes.Requests,
        PrivacyRoutes.NewRequest, PrivacyRoutes.CheckReceipt, SiteRoutes.Register,
        SiteRoutes.SignIn, SiteRoutes.PasskeySignIn, SiteRoutes.ForgottenPassword,
    ];

    private static readonly string[] NotForThem =
    [
        SiteRoutes.SignInCode, SiteRoutes.Account, SiteRoutes.ForgottenSent, SiteRoutes.Lists, SiteRoutes.MailAgain, PrivacyRoutes.Officer,
        PrivacyRoutes.ConfirmRequest, "/privacy/requests/AC-2222-2222", SiteRoutes.HealthReady,
    ];

    public static TheoryData<string> Pages => [.. Public];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Every_page_that_anybody_can_read_has_a_description_of_its_own_words(string path)
    {
        var page = await site.Visitor().GetAsync(path);

        var described = Assert.Single(page.Document.QuerySelectorAll("head meta[name=description]")).GetAttribute("content")!;
        Assert.InRange(described.Length, 40, 400);
        Assert.DoesNotContain("<", described, StringComparison.Ordinal);
        if (page.Document.QuerySelector("p.lead") is { } lead)
        {
            Assert.Equal(string.Join(' ', lead.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), described);
        }
    }

    [Fact]
    public async Task No_two_pages_are_described_alike()
    {
        var described = new List<string>();
        foreach (var path in Public)
        {
            described.Add((await site.Visitor().GetAsync(path)).Document.QuerySelector("meta[name=description]")!.GetAttribute("content")!);
        }

        // The policy in force is one text, at its own address and at that of its version.
        Assert.Equal(Public.Length - 1, described.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task It_is_written_in_the_language_of_the_page()
    {
        var german = await site.Visitor().GetAsync(PrivacyRoutes.NewRequest + "?lang=de");

        Assert.Equal(
            german.Document.QuerySelector("p.lead")!.TextContent.Trim(), german.Document.QuerySelector("meta[name=description]")!.GetAttribute("content"));
        Assert.Equal("de", german.Document.DocumentElement.GetAttribute("lang"));
    }

    [Fact]
    public async Task Pages_of_signed_in_people_and_pages_that_went_wrong_have_none()
    {
        await using var own = new TestSite();
        await own.RegisterAsync("ada@example.com");
        var customer = await own.SignedInAsync("ada@example.com");

        foreach (var page in new[] { await customer.GetAsync(PrivacyRoutes.AccountData), await own.Visitor().GetAsync("/no/such/page") })
        {
            Assert.Null(page.Document.QuerySelector("meta[name=description]"));
        }
    }

    [Fact]
    public async Task Search_engines_are_let_in_to_what_is_for_everybody_and_nowhere_else()
    {
        using var client = site.CreateClient();
        var rules = (await client.GetStringAsync("/robots.txt")).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(": ", 2)).Where(rule => rule[0] is "Allow" or "Disallow").ToList();

        Assert.Empty(Public.Where(path => !IsAllowed(path)));
        Assert.Empty(NotForThem.Where(IsAllowed));

        // RFC 9309: the rule with the longest path that fits counts.
        bool IsAllowed(string path) => rules.Where(rule => path.StartsWith(rule[1], StringComparison.Ordinal)).MaxBy(rule => rule[1].Length) is not ["Disallow", _];
    }
}
