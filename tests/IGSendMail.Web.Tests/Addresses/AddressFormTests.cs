using System.Net;
using IGSendMail.Privacy.Holds;
using IGSendMail.Privacy.Requests;
using IGSendMail.Testing;
using IGSendMail.Web.Features.Shared;
using IGSendMail.Web.Features.Site;
using IGSendMail.Web.Tests.Accounts;
using IGSendMail.Web.Tests.Requests;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Web.Tests.Addresses;

/// <summary>All ways in read an address alike: what one form takes every form takes, and what one refuses none takes.</summary>
public sealed class AddressFormTests : IDisposable
{
    private readonly TestSite _site = new();

    public static TheoryData<string, string> NoAddresses => new()
    {
        { "r5\u00AD@blau.example", "U+00AD" },
        { "s4.@blau.example", "a dot stands first, last, or next to another dot" },
        { "“r13@blau.example”", "(U+201C) cannot stand before the @" },
        { "r27@[192.0.2.1]", "after the @ stands a number" },
        { "r34@-blau.example", "a hyphen" },
        { new string('b', 65) + "@blau.example", "longer than 64" },
        { "a6@gut.example–", "“–” (U+2013)" },
        { "a8@gut.example。", "“。” (U+3002)" },
        { "•a5@gut.example", "“•” (U+2022)" },
        { "a31@gut.example×", "“×” (U+00D7)" },
    };

    [Theory]
    [MemberData(nameof(NoAddresses))]
    public async Task No_form_takes_what_no_mail_can_reach_and_all_say_why(string address, string why)
    {
        var officer = await _site.OfficerAsync();
        await _site.RegisterAsync("ada@example.com");
        var customer = await _site.SignedInAsync("ada@example.com");

        var asked = await _site.AskAsync(address);
        var registered = await _site.Visitor().RegisterAsync(Accounts.Customer.Registration(address));
        var held = await officer.SubmitAsync(await officer.GetAsync(PrivacyRoutes.OfficerHolds), "#hold-form", new Dictionary<string, string>
        {
            ["About"] = "Person",
            ["Address"] = address,
            ["Reason"] = "LegalClaim",
            ["CaseNumber"] = "2026-1",
            ["ReviewOn"] = "2027-01-01",
        });
        var corrected = await customer.SubmitAsync(
            await customer.GetAsync(PrivacyRoutes.AccountDataCorrect), "#correct-form",
            new Dictionary<string, string> { ["Field"] = "Address", ["Wish"] = address, ["Password"] = RequestSteps.Password });

        foreach (var page in (Page[])[asked, registered, held, corrected])
        {
            Assert.Equal(HttpStatusCode.BadRequest, page.Status);
            Assert.Contains("Check the e-mail address: ", page.Text, StringComparison.Ordinal);
            Assert.Contains(why, page.Text, StringComparison.Ordinal);
        }

        Assert.Empty(await _site.LettersAsync<RequestConfirmLetter>());
        Assert.Equal(0, await _site.InDatabaseAsync(db => db.LegalHolds().CountAsync()));
    }

    [Theory]
    [InlineData("\u200Br5@blau.example")]
    [InlineData("\uFEFFr5@blau.example")]
    [InlineData("r5@blau.example\u200B")]
    [InlineData("r5@blau.example\u200E")]
    [InlineData("\u00A0r5@blau.example\u00A0")]
    [InlineData("r5@blau.example.")]
    public async Task What_nobody_sees_around_an_address_is_no_part_of_it(string typed)
    {
        await _site.AskAsync(typed);
        var page = await _site.ConfirmAsync("r5@blau.example", _site.Visitor());

        Assert.Equal(HttpStatusCode.OK, page.Status);
        await _site.AskAsync("r5@blau.example");
        var hashes = await _site.InDatabaseAsync(db => db.DataSubjectRequests().Select(r => r.AddressHash).Distinct().ToListAsync());
        Assert.Single(hashes);
    }

    [Theory]
    [InlineData("de", "“–” (U+2013) kann nicht nach dem @ stehen")]
    [InlineData("fr", "“–” (U+2013) ne peut pas se trouver après le @")]
    [InlineData("es", "“–” (U+2013) no puede estar después de la @")]
    public async Task The_request_form_says_it_in_the_language_of_the_page(string language, string words)
    {
        var visitor = _site.Visitor();
        var form = await visitor.GetAsync($"{PrivacyRoutes.NewRequest}?lang={language}");

        var page = await visitor.SubmitAsync(
            form, "#request-form", new Dictionary<string, string> { ["Right"] = "Access", ["Email"] = "a6@gut.example–" });

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains(words, page.TextOf(".error-summary"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(PrivacyRoutes.NewRequest)]
    [InlineData(SiteRoutes.Register)]
    [InlineData(SiteRoutes.SignIn)]
    public async Task A_browser_hands_over_what_was_typed_whatever_it_thinks_of_addresses(string path)
    {
        var input = (await _site.Visitor().GetAsync(path)).Document.QuerySelector("#Email")!;

        Assert.Equal("text", input.GetAttribute("type"));
        Assert.Equal("email", input.GetAttribute("inputmode"));
        Assert.Contains(input.GetAttribute("autocomplete"), (string[])["email", "username"]);
    }

    public void Dispose() => _site.Dispose();
}
