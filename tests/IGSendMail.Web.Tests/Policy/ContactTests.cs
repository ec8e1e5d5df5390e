using IGSendMail.Privacy.Policy;
using IGSendMail.Privacy.Settings;
using IGSendMail.Testing;
using IGSendMail.Web.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting.Internal;

namespace IGSendMail.Web.Tests.Policy;

/// <summary>Who answers for the policy stands in the settings; pages take it from there.</summary>
public sealed class ContactTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("igsendmail-contact-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_standard_is_what_the_last_clause_of_the_published_policy_says()
    {
        await using var site = new TestSite();
        var contact = site.Services.GetRequiredService<SiteOptions>();
        var page = await site.Visitor().GetAsync("/privacy");
        var clause = page.TextOf($"#{ClauseList.All[^1].Anchor}")!;

        Assert.Contains(contact.PrivacyAddress, clause, StringComparison.Ordinal);
        Assert.Contains(contact.Company, clause, StringComparison.Ordinal);
        Assert.Contains(contact.Country, clause, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_company_is_named_wherever_somebody_is_told_whom_to_write_to()
    {
        await using var site = new TestSite()
            .With("Site:Name", "Rundbrief").With("Site:Company", "Rundbrief GmbH").With("Site:Country", "Germany")
            .With("Site:PrivacyAddress", "datenschutz@rundbrief.example");
        var visitor = site.Visitor();

        var block = (await visitor.GetAsync("/privacy/versions")).TextOf("[aria-labelledby=privacy-contact]")!;
        Assert.Contains("datenschutz@rundbrief.example", block, StringComparison.Ordinal);
        Assert.Contains("Rundbrief GmbH, Germany", block, StringComparison.Ordinal);
        Assert.Contains("datenschutz@rundbrief.example", (await visitor.GetAsync("/privacy/choices")).Text, StringComparison.Ordinal);
        foreach (var path in new[] { "/", "/privacy/requests/new", "/account/sign-in", "/no/such/page" })
        {
            var page = await visitor.GetAsync(path);
            var frame = page.TextOf("header .brand") + page.TextOf("footer") + page.Document.Title;
            Assert.Contains("Rundbrief GmbH, Germany", frame, StringComparison.Ordinal);
            Assert.EndsWith("Rundbrief", page.Document.Title, StringComparison.Ordinal);
            Assert.DoesNotContain("IGSendMail", frame, StringComparison.Ordinal);
            Assert.DoesNotContain("igsendmail.com", page.Document.DocumentElement.OuterHtml, StringComparison.Ordinal);
        }

        Assert.Contains("Portable packages of Rundbrief", await site.CreateClient().GetStringAsync("/privacy/portability.schema.json"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Site:Name", " ")]
    [InlineData("Site:Company", "")]
    [InlineData("Site:Country", "two\nlines")]
    [InlineData("Site:PrivacyAddress", "\t")]
    public void A_contact_that_cannot_be_printed_stops_the_start_and_names_its_setting(string key, string value)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Data:Folder"] = Path.Combine(_folder, "data"),
            ["Vault:Folder"] = Path.Combine(_folder, "vault"),
            [key] = value,
        }).Build();

        var wrong = Assert.Throws<InvalidSettingException>(() => SiteSettings.Read(configuration, new HostingEnvironment
        {
            EnvironmentName = "Development",
            ContentRootPath = _folder,
            ContentRootFileProvider = new NullFileProvider(),
        }));

        Assert.StartsWith($"The setting {key} ", wrong.Message, StringComparison.Ordinal);
    }
}
