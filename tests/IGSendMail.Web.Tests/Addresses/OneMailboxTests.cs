using System.Net;
using System.Text;
using IGSendMail.Platform.Accounts;
using IGSendMail.Privacy.Requests;
using IGSendMail.Testing;
using IGSendMail.Web.Features.Site;
using IGSendMail.Web.Tests.Accounts;
using IGSendMail.Web.Tests.Audience;
using IGSendMail.Web.Tests.Requests;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Web.Tests.Addresses;

/// <summary>Two spellings of one mailbox are one person, wherever they are typed.</summary>
public sealed class OneMailboxTests(ListSite lists) : IClassFixture<ListSite>, IDisposable
{
    private const string Typed = "t24b@bücher.example";
    private const string AsChromeSendsIt = "t24b@xn--bcher-kva.example";

    private readonly TestSite _site = new();

    [Fact]
    public async Task A_file_with_both_spellings_brings_one_person()
    {
        var visitor = await lists.CustomerAsync();

        var import = await ListSite.NewListAsync(
            visitor, Encoding.UTF8.GetBytes("email,name\nt24@bücher.example,U\nt24@xn--bcher-kva.example,P\nT24@BÜCHER.example,C\n"));
        var list = await visitor.GetAsync(ListSite.ListOf(import));

        Assert.Single(list.Document.QuerySelectorAll("#subscribers tbody tr"));
        Assert.Contains("T24@BÜCHER.example", list.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Invisible_characters_around_an_address_are_no_part_of_it_in_a_file_either()
    {
        var visitor = await lists.CustomerAsync();

        var import = await ListSite.NewListAsync(visitor, Encoding.UTF8.GetBytes(
            "name,email\nlead,\u200Bt5@blau.example\nlead,\uFEFFt6@blau.example\ntrail,t7@blau.example\u200B\ntrail,t8@blau.example\u200E\nroot,t18@blau.example.\ninside,t9@bl\u200Bau.example\n"));

        Assert.Contains("Rows not taken 1", import.Text, StringComparison.Ordinal);
        Assert.Contains("it contains a character that cannot be seen (U+200B)", import.TextOf("#problems-table tbody tr"), StringComparison.Ordinal);
        var list = await visitor.GetAsync(ListSite.ListOf(import));
        Assert.Equal(5, list.Document.QuerySelectorAll("#subscribers tbody tr").Length);
        Assert.Contains("t18@blau.example", list.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("t18@blau.example.", list.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Quotes_dashes_and_bullets_never_become_part_of_an_address()
    {
        var visitor = await lists.CustomerAsync();

        var import = await ListSite.NewListAsync(visitor, Encoding.UTF8.GetBytes(
            "email,n\n“anna@blau.example”,1\na13@gut.example”,2\na6@gut.example–,3\na8@gut.example。,4\na33@gut.exampleâ€,5\na3@gut.example’,7\n•a5@gut.example,8\na31@gut.example×,9\n"));

        Assert.Contains("Rows not taken 8", import.Text, StringComparison.Ordinal);
        var reasons = import.Document.QuerySelectorAll("#problems-table tbody tr").Select(r => r.TextContent).ToList();
        Assert.Collection(
            reasons,
            r => Assert.Contains("(U+201C) cannot stand before the @", r, StringComparison.Ordinal),
            r => Assert.Contains("(U+201D) cannot stand after the @", r, StringComparison.Ordinal),
            r => Assert.Contains("(U+2013) cannot stand after the @", r, StringComparison.Ordinal),
            r => Assert.Contains("(U+3002) cannot stand after the @", r, StringComparison.Ordinal),
            r => Assert.Contains("(U+20AC) cannot stand after the @", r, StringComparison.Ordinal),
            r => Assert.Contains("(U+2019) cannot stand after the @", r, StringComparison.Ordinal),
            r => Assert.Contains("(U+2022) cannot stand before the @", r, StringComparison.Ordinal),
            r => Assert.Contains("(U+00D7) cannot stand after the @", r, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(Right.Access)]
    [InlineData(Right.Erasure)]
    public async Task A_customer_who_holds_the_other_spelling_is_found_and_told(Right right)
    {
        await _site.PlantRecipientAsync("kontor@example.com", AsChromeSendsIt);
        await _site.AskAsync(Typed, right);
        await _site.ConfirmAsync(Typed, _site.Visitor());

        await _site.RunRequestsAsync();

        if (right == Right.Erasure)
        {
            var told = Assert.Single(await _site.LettersAsync<RequestForControllerLetter>());
            Assert.Equal(("kontor@example.com", Typed), (told.ToAddress, told.RequesterAddress));
        }

        var requester = _site.Visitor();
        await _site.AskAsync(AsChromeSendsIt, Right.Access);
        await _site.ConfirmAsync(AsChromeSendsIt, requester);
        await _site.WorkAsync();
        var reference = (await _site.NewestRequestAsync()).Reference;
        Assert.Contains("Example Ltd", await Package.TextAsync(requester, reference), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_mailbox_opens_one_account_and_signs_in_with_every_spelling()
    {
        await _site.Visitor().RegisterAsync(Accounts.Customer.Registration("karla@xn--bcher-kva.example"));

        foreach (var spelling in (string[])["karla@bücher.example", "KARLA@xn--bcher-kva.example", "\u200Bkarla@BÜCHER.example.", "karla@bu\u0308cher.example"])
        {
            Assert.Equal("/account", (await _site.Visitor().SignInAsync(spelling)).Url.AbsolutePath);
        }

        var second = await _site.Visitor().RegisterAsync(Accounts.Customer.Registration("karla@bücher.example"));
        Assert.Equal(SiteRoutes.CheckMail, second.Url.AbsolutePath);
        Assert.Equal(1, await _site.InDatabaseAsync(db => db.Users().CountAsync()));
    }

    [Theory]
    [InlineData("k1@bücher.example")]
    [InlineData("k1@xn--bcher-kva.example")]
    [InlineData("K1@BÜCHER.EXAMPLE")]
    public async Task A_letter_reaches_every_spelling(string typed)
    {
        await _site.AskAsync(typed);
        await _site.WorkAsync();

        var mail = await MimeKit.MimeMessage.LoadAsync(Assert.Single(Directory.GetFiles(
            Path.Combine(_site.DataFolder, "mail"), "*.eml", SearchOption.AllDirectories)));
        Assert.Equal("xn--bcher-kva.example", Assert.Single(mail.To.Mailboxes).GetAddress(idnEncode: true).Split('@')[1]);
        Assert.Equal("k1", mail.To.Mailboxes.Single().LocalPart, ignoreCase: true);
        Assert.Equal(0, await _site.InDatabaseAsync(db => Storage.OutboxSet.OutboxMessages(db).CountAsync()));
    }

    [Fact]
    public async Task A_name_in_other_letters_before_the_at_sign_is_written_to_as_it_was_typed()
    {
        var page = await _site.AskAsync("Jürgen@bücher.example");
        await _site.WorkAsync();

        Assert.Equal(HttpStatusCode.OK, page.Status);
        var text = await File.ReadAllTextAsync(Assert.Single(Directory.GetFiles(
            Path.Combine(_site.DataFolder, "mail"), "*.eml", SearchOption.AllDirectories)));
        Assert.Contains("Jürgen@xn--bcher-kva.example", text, StringComparison.Ordinal);
    }

    public void Dispose() => _site.Dispose();
}
