using System.Net;
using IGSendMail.Privacy.Settings;
using IGSendMail.Testing;
using IGSendMail.Web.Features.Site;
using Microsoft.Extensions.Configuration;

namespace IGSendMail.Web.Tests.Serving;

public sealed class SecurityTextTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 10, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Whoever_found_a_hole_reads_whom_to_tell()
    {
        var expires = TimeProvider.System.GetUtcNow().AddDays(90).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        await using var site = new TestSite().With("SecurityTxt:Contact", "mailto:security@example.org").With("SecurityTxt:Expires", expires);

        using var answer = await site.CreateClient().GetAsync("/.well-known/security.txt");

        Assert.Equal("text/plain; charset=utf-8", answer.Content.Headers.ContentType!.ToString());
        var text = await answer.Content.ReadAsStringAsync();
        Assert.StartsWith($"Contact: mailto:security@example.org\nExpires: {expires}T00:00:00Z\n", text, StringComparison.Ordinal);
        Assert.EndsWith("/.well-known/security.txt\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_contact_there_is_no_such_file()
    {
        await using var site = new TestSite();

        Assert.Equal(HttpStatusCode.NotFound, (await site.CreateClient().GetAsync("/.well-known/security.txt")).StatusCode);
    }

    [Theory]
    [InlineData(null, "2027-01-01", "Contact")]
    [InlineData("security@example.org", "2027-01-01", "Contact")]
    [InlineData("mailto:security@example.org", null, "Expires")]
    [InlineData("mailto:security@example.org", "01/01/2027", "Expires")]
    [InlineData("mailto:security@example.org", "2026-11-10", "is past")]
    [InlineData("mailto:security@example.org", "2028-01-01", "more than a year")]
    public void A_contact_that_nobody_should_rely_on_stops_the_start(string? contact, string? expires, string named)
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["SecurityTxt:Contact"] = contact,
            ["SecurityTxt:Expires"] = expires,
        }).Build();

        var wrong = Assert.Throws<InvalidSettingException>(() => SecurityTextOptions.Read(settings, Now));

        Assert.Contains(named, wrong.Message, StringComparison.Ordinal);
    }
}
