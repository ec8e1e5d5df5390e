using System.Net;
using IGSendMail.Testing;

namespace IGSendMail.Web.Tests;

public sealed class HomePageTests
{
    [Fact]
    public async Task The_first_page_opens()
    {
        await using var site = new TestSite();

        var page = await site.Visitor().GetAsync("/");

        Assert.Equal(HttpStatusCode.OK, page.Status);
    }
}
