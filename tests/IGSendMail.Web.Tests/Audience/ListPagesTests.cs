using System.Net;
using System.Text;
using IGSendMail.Platform.Audience;
using IGSendMail.Testing;
using IGSendMail.Web.Tests.Requests;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Web.Tests.Audience;

/// <summary>A site whose uploads are small, shared by the tests of a class.</summary>
public sealed class ListSite : IDisposable
{
    public const int MostBytes = 300_000;

    private int _customers;

    public TestSite Site { get; } = new TestSite().With("Audience:MaxUploadBytes", $"{MostBytes}");

    /// <summary>Somebody who has just opened an account of their own.</summary>
    public async Task<PageVisitor> CustomerAsync()
    {
        var visitor = Site.Visitor();
        var address = $"customer{Interlocked.Increment(ref _customers)}@example.org";
        var page = await visitor.SubmitAsync(await visitor.GetAsync("/account/register"), "form#register", new Dictionary<string, string>
        {
            ["Name"] = "Ann Example",
            ["Email"] = address,
            ["Company"] = "Example",
            ["Password"] = "several words together",
            ["IsOldEnough"] = "true",
            ["AcceptsPolicy"] = "true",
        });
        Assert.Equal(HttpStatusCode.OK, page.Status);
        await Site.ConfirmAddressAsync(address, visitor);
        return visitor;
    }

    public static Task<Page> UploadAsync(PageVisitor visitor, Page form, byte[] file, string? name = "Customers") =>
        visitor.SubmitAsync(
            form, "form#upload", name is null ? null : new Dictionary<string, string> { ["Name"] = name },
            files: new Dictionary<string, (string, byte[])> { ["File"] = ("people.csv", file) });

    /// <summary>A file for a new list; the result is the page that asks.</summary>
    public static async Task<Page> AskedAsync(PageVisitor visitor, byte[] file, string name = "Customers") =>
        await UploadAsync(visitor, await visitor.GetAsync("/lists/new"), file, name);

    /// <summary>A new list; the result is the page of its upload.</summary>
    public static async Task<Page> NewListAsync(PageVisitor visitor, byte[] file, string name = "Customers") =>
        await visitor.AgreeAsync(await AskedAsync(visitor, file, name));

    public static string ListOf(Page import) => import.Document.QuerySelector("main a.button[href^='/lists/']")!.GetAttribute("href")!;

    public void Dispose() => Site.Dispose();
}

public sealed class ListPagesTests(ListSite site) : IClassFixture<ListSite>
{
    [Fact]
    public async Task A_customer_uploads_a_list_and_sees_its_people()
    {
        var visitor = await site.CustomerAsync();
        var empty = await visitor.GetAsync("/lists");
        Assert.Contains("No list yet", empty.Text, StringComparison.Ordinal);

        var import = await ListSite.NewListAsync(visitor, await SampleAsync(), "Reader's \"circle\" & Ähren");

        Assert.Contains("We read the whole file and removed it.", import.TextOf("#state"), StringComparison.Ordinal);
        Assert.Contains("People added 200", import.Text, StringComparison.Ordinal);
        var list = await visitor.GetAsync(ListSite.ListOf(import));
        Assert.Equal("Reader's \"circle\" & Ähren", list.TextOf("h1"));
        Assert.Equal("200", list.TextOf("#people"));
        Assert.Contains("200", (await visitor.GetAsync("/lists")).TextOf("td.number"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_person_is_on_exactly_one_page_and_no_address_in_a_link()
    {
        var visitor = await site.CustomerAsync();
        var page = await visitor.GetAsync(ListSite.ListOf(await ListSite.NewListAsync(visitor, await SampleAsync())));

        var seen = new List<string>();
        while (true)
        {
            seen.AddRange(page.Document.QuerySelectorAll("#subscribers tbody th").Select(c => c.TextContent.Trim()));
            if (page.Document.QuerySelector("a[rel=next]")?.GetAttribute("href") is not { } next)
            {
                break;
            }

            Assert.DoesNotContain("@", next, StringComparison.Ordinal);
            page = await visitor.GetAsync(next);
        }

        Assert.Equal(200, seen.Count);
        Assert.Equal(200, seen.Distinct(StringComparer.Ordinal).Count());
        Assert.Contains("Łukasz", Encoding.UTF8.GetString(await SampleAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bad_rows_are_listed_with_line_and_reason_and_without_content()
    {
        var visitor = await site.CustomerAsync();

        var import = await ListSite.NewListAsync(visitor, "email,name\nann@example.org,Ann\nnobody-here,Secret\n"u8.ToArray());

        Assert.Contains("Rows not taken 1", import.Text, StringComparison.Ordinal);
        var row = import.TextOf("#problems-table tbody tr");
        Assert.Contains("3", row, StringComparison.Ordinal);
        Assert.Contains("Column 1 (e-mail) does not hold one valid e-mail address", row, StringComparison.Ordinal);
        Assert.DoesNotContain("nobody-here", import.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Secret", import.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_no_list_says_so_and_leaves_none_behind()
    {
        var visitor = await site.CustomerAsync();

        var import = await ListSite.AskedAsync(visitor, "name\nAnn\n"u8.ToArray());

        Assert.Contains("The first row names no e-mail column: it has one column", import.TextOf("#state"), StringComparison.Ordinal);
        Assert.Null(import.Document.QuerySelector("#agree"));
        Assert.Contains("No list yet", (await visitor.GetAsync("/lists")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_list_shows_how_far_it_is_read_until_the_work_is_done()
    {
        var visitor = await site.CustomerAsync();
        var people = Encoding.UTF8.GetBytes("email\n" + string.Concat(Enumerable.Range(0, 3_000).Select(i => $"p{i}@example.org\n")));

        var import = await ListSite.NewListAsync(visitor, people);
        Assert.Contains("Look again", import.TextOf("#state"), StringComparison.Ordinal);
        Assert.Contains("People added 2,000", import.Text, StringComparison.Ordinal);

        await site.Site.Services.GetRequiredService<ImportWork>().RunAsync(default);
        var again = await visitor.GetAsync(import.Path);
        Assert.Contains("People added 3,000", again.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Look again", again.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_file_added_again_doubles_nobody()
    {
        var visitor = await site.CustomerAsync();
        var list = ListSite.ListOf(await ListSite.NewListAsync(visitor, await SampleAsync()));

        var second = await visitor.AgreeAsync(
            await ListSite.UploadAsync(visitor, await visitor.GetAsync(list + "/add"), await SampleAsync(), name: null));

        Assert.Contains("People unchanged 200", second.Text, StringComparison.Ordinal);
        Assert.Equal("200", (await visitor.GetAsync(list)).TextOf("#people"));
    }

    [Fact]
    public async Task A_list_is_deleted_after_a_second_look()
    {
        var visitor = await site.CustomerAsync();
        var list = ListSite.ListOf(await ListSite.NewListAsync(visitor, await SampleAsync(), "Short-lived"));
        var review = await visitor.GetAsync(list + "/delete");
        Assert.Contains("People on the list 200", review.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync(list)).Status);

        var lists = await visitor.SubmitAsync(review, "form#delete");

        Assert.EndsWith("/lists#confirmation", lists.Url.ToString(), StringComparison.Ordinal);
        Assert.Contains("The list is deleted.", lists.TextOf("#confirmation"), StringComparison.Ordinal);
        Assert.DoesNotContain("Short-lived", lists.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync(list)).Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/add")]
    [InlineData("/delete")]
    [InlineData("/rename")]
    [InlineData("/merge")]
    [InlineData("/download")]
    [InlineData("/people/new")]
    [InlineData("{person}")]
    [InlineData("{person}/remove")]
    [InlineData("{import}")]
    [InlineData("{import}/rows")]
    public async Task The_list_of_another_account_is_not_there(string page)
    {
        var owner = await site.CustomerAsync();
        var import = await ListSite.NewListAsync(owner, await SampleAsync());
        var list = ListSite.ListOf(import);
        var person = (await owner.GetAsync(list)).Document.QuerySelector("#subscribers tbody a")!.GetAttribute("href")!;
        var path = page.StartsWith('{')
            ? page.Replace("{import}", import.Path, StringComparison.Ordinal).Replace("{person}", person, StringComparison.Ordinal)
            : list + page;
        var stranger = await site.CustomerAsync();

        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync(path)).Status);
    }

    [Theory]
    [InlineData("/lists")]
    [InlineData("/lists/new")]
    [InlineData("/lists/0197a9a0-0000-7000-8000-000000000001")]
    public async Task Nobody_sees_lists_without_signing_in(string path)
    {
        var page = await site.Site.Visitor().GetAsync(path);

        Assert.StartsWith("/account/sign-in", page.Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancelled_account_looks_at_its_lists_and_adds_nothing()
    {
        var visitor = await site.CustomerAsync();
        var list = ListSite.ListOf(await ListSite.NewListAsync(visitor, await SampleAsync()));
        var (form, add, review) = (
            await visitor.GetAsync("/lists/new"), await visitor.GetAsync(list + "/add"), await visitor.GetAsync(list + "/delete"));
        await visitor.SubmitAsync(
            await visitor.GetAsync("/account/cancel"), "form#cancel",
            new Dictionary<string, string> { ["Password"] = "several words together" });

        var page = await visitor.GetAsync(list);
        Assert.Equal("200", page.TextOf("#people"));
        Assert.Contains("Your account is cancelled", page.TextOf("main .notice"), StringComparison.Ordinal);
        Assert.Contains("8 December 2026, 07:00 (New York)", page.TextOf("main .notice"), StringComparison.Ordinal);
        Assert.Contains("10 December 2026", page.TextOf("main .notice"), StringComparison.Ordinal);
        Assert.Null(page.Document.QuerySelector($"a[href='{list}/add'], a[href='{list}/delete']"));

        Assert.Equal("/lists", (await ListSite.UploadAsync(visitor, form, await SampleAsync())).Url.AbsolutePath);
        Assert.Equal("/lists", (await ListSite.UploadAsync(visitor, add, await SampleAsync(), null)).Url.AbsolutePath);
        Assert.Equal("/lists", (await visitor.SubmitAsync(review, "form#delete")).Url.AbsolutePath);
        Assert.Equal("200", (await visitor.GetAsync(list)).TextOf("#people"));
        Assert.Single((await visitor.GetAsync("/lists")).Document.QuerySelectorAll("tbody tr"));
    }

    internal static Task<byte[]> SampleAsync() =>
        File.ReadAllBytesAsync(Path.Combine(AppContext.BaseDirectory, "samples", "subscribers.csv"));
}
