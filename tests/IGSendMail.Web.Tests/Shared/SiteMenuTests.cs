using System.Security.Claims;
using IGSendMail.Web.Features.Officer;
using IGSendMail.Web.Features.Site;

namespace IGSendMail.Web.Tests.Shared;

public sealed class SiteMenuTests
{
    [Theory]
    [InlineData("/", null)]
    [InlineData("/privacy", "Privacy")]
    [InlineData("/privacy/versions", "Privacy")]
    [InlineData("/privacy/data", "What we hold")]
    [InlineData("/privacy/requests/new", "Requests")]
    [InlineData("/account/sign-in", "Sign in")]
    public void The_place_where_one_is_is_marked_and_only_that(string path, string? marked)
    {
        var entries = SiteMenu.Entries(new ClaimsPrincipal(), path, LayoutWords.In("en"));

        Assert.Equal(marked, entries.SingleOrDefault(e => e.IsCurrent)?.Label);
    }

    [Theory]
    [InlineData("/officer", "Open requests")]
    [InlineData("/OFFICER", "Open requests")]
    [InlineData("/officer/requests/ER-7Q4M-92KX/extend", "Open requests")]
    [InlineData("/officer/retention/rules", "Deletions")]
    [InlineData("/officer/holds", "Legal holds")]
    [InlineData("/officer/letters", "E-mails that did not leave")]
    [InlineData("/officer/consent", "Consent")]
    [InlineData("/officer/audit", "Audit trail")]
    [InlineData("/account", null)]
    public void An_officer_sees_in_which_room_they_are(string path, string? marked)
    {
        Assert.Equal(marked, OfficerMenu.Entries(path).SingleOrDefault(e => e.IsCurrent).Label);
    }

    [Theory]
    [InlineData(null, "Account")]
    [InlineData("officer", "Officer")]
    public void Who_is_signed_in_finds_their_own_place(string? role, string label)
    {
        Claim[] claims = role is null ? [] : [new Claim(ClaimTypes.Role, role)];
        var visitor = new ClaimsPrincipal(new ClaimsIdentity(claims, "test"));

        var labels = SiteMenu.Entries(visitor, "/", LayoutWords.In("en")).Select(e => e.Label).ToList();

        Assert.Contains(label, labels);
        Assert.DoesNotContain("Sign in", labels);
    }
}
