using IGSendMail.Web.Features.Consent;

namespace IGSendMail.Web.Tests.Consent;

public sealed class LocalPathTests
{
    [Theory]
    [InlineData("/", "/")]
    [InlineData("/privacy", "/privacy")]
    [InlineData("/privacy#clause-5", "/privacy")]
    [InlineData("/lists?page=2&sort=name", "/lists?page=2&sort=name")]
    [InlineData("/lists/a%20b", "/lists/a%20b")]
    [InlineData("/lists/%C3%BC", "/lists/%C3%BC")]
    [InlineData("/go?to=https://evil.example", "/go?to=https://evil.example")]
    [InlineData(null, null)]
    [InlineData("", null)]
    [InlineData("privacy", null)]
    [InlineData("//evil.example", null)]
    [InlineData("///evil.example", null)]
    [InlineData("/\\evil.example", null)]
    [InlineData("\\\\evil.example", null)]
    [InlineData("https://evil.example/", null)]
    [InlineData("HTTPS:evil.example", null)]
    [InlineData("javascript:alert(1)", null)]
    [InlineData("/%2f/evil.example", null)]
    [InlineData("/%2Fevil.example", null)]
    [InlineData("/%5cevil.example", null)]
    [InlineData("/%255cevil.example", null)]
    [InlineData("/%25252fevil.example", null)]
    [InlineData("%2f%2fevil.example", null)]
    [InlineData("/.//evil.example", null)]
    [InlineData("/\t/evil.example", null)]
    [InlineData("/%09/evil.example", null)]
    [InlineData("/privacy\r\nSet-Cookie: a=b", null)]
    [InlineData("/privacy%0d%0aSet-Cookie:a=b", null)]
    [InlineData("/lists/ü", null)]
    [InlineData(" /privacy", null)]
    public void Only_a_path_of_this_site_leads_back(string? given, string? path) =>
        Assert.Equal(path, LocalPath.From(given));

    [Fact]
    public void An_endless_address_leads_nowhere() => Assert.Null(LocalPath.From("/" + new string('a', 1_000)));
}
