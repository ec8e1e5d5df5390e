using System.Net;
using System.Text;
using IGSendMail.Testing;

namespace IGSendMail.Web.Tests.Audience;

/// <summary>One person: found, seen, entered, changed, removed, kept off.</summary>
public sealed class PersonPageTests(ListSite site) : IClassFixture<ListSite>
{
    private static readonly byte[] Two = "email,city\nann@bücher.example,Lyon\nben@example.org,Ulm\n"u8.ToArray();

    [Theory]
    [InlineData("ann@bücher.example")]
    [InlineData(" ANN@xn--bcher-kva.example ")]
    public async Task A_person_is_found_by_any_spelling_and_the_address_stands_in_no_link(string spelling)
    {
        var visitor = await site.CustomerAsync();
        await ListSite.NewListAsync(visitor, Two);

        var found = await SearchAsync(visitor, spelling);

        Assert.Contains("On one list", found.TextOf("#found"), StringComparison.Ordinal);
        Assert.Equal("/lists/search", found.Url.PathAndQuery);
        var link = found.Document.QuerySelector("#found a")!.GetAttribute("href")!;
        Assert.DoesNotContain("@", link, StringComparison.Ordinal);
        Assert.Equal("ann@bücher.example", (await visitor.GetAsync(link)).TextOf("h1"));
    }

    [Fact]
    public async Task Whoever_is_on_no_list_of_the_customer_is_not_found()
    {
        await ListSite.NewListAsync(await site.CustomerAsync(), Two);
        var visitor = await site.CustomerAsync();

        Assert.Contains("On none of your lists", (await SearchAsync(visitor, "ann@bücher.example")).TextOf("#found"), StringComparison.Ordinal);
        var wrong = await SearchAsync(visitor, "ann");
        Assert.Equal(HttpStatusCode.BadRequest, wrong.Status);
        Assert.Equal("ann", wrong.Document.QuerySelector("input[name=Email]")!.GetAttribute("value"));
    }

    [Fact]
    public async Task An_entry_is_changed_in_place()
    {
        var visitor = await site.CustomerAsync();
        await ListSite.NewListAsync(visitor, Two);
        var person = await PersonAsync(visitor, "ben@example.org");

        var changed = await visitor.SubmitAsync(person, "form#person", new Dictionary<string, string>
        {
            ["Form.Email"] = "benjamin@example.org",
            ["Form.Columns[0].Value"] = "Neu-Ulm",
        });

        Assert.Equal("benjamin@example.org", changed.TextOf("h1"));
        Assert.Equal("Neu-Ulm", changed.Document.QuerySelector("input[name='Form.Columns[0].Value']")!.GetAttribute("value"));
        Assert.Contains("On none of your lists", (await SearchAsync(visitor, "ben@example.org")).TextOf("#found"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_value_of_several_lines_outlives_the_change_of_another_one()
    {
        var visitor = await site.CustomerAsync();
        var list = ListSite.ListOf(await ListSite.NewListAsync(visitor, "email,address,city\nann@example.org,\"12 High Street\nFlat 3\",Lyon\n"u8.ToArray()));
        var person = await PersonAsync(visitor, "ann@example.org");
        Assert.NotNull(person.Document.QuerySelector("textarea[name='Form.Columns[0].Value']"));

        // As a browser sends it.
        await visitor.SubmitAsync(person, "form#person", new Dictionary<string, string>
        {
            ["Form.Columns[0].Value"] = "12 High Street\r\nFlat 3",
            ["Form.Columns[1].Value"] = "Paris",
        });

        var text = Encoding.UTF8.GetString((await visitor.GetAsync(list + "/download")).Body);
        Assert.Contains("\"12 High Street\nFlat 3\",\"Paris\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_entry_is_not_changed_into_another_one_and_what_was_typed_stays()
    {
        var visitor = await site.CustomerAsync();
        await ListSite.NewListAsync(visitor, Two);

        var answer = await visitor.SubmitAsync(await PersonAsync(visitor, "ben@example.org"), "form#person", new Dictionary<string, string>
        {
            ["Form.Email"] = "ann@bücher.example",
            ["Form.Columns[0].Value"] = "Bonn",
        });

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains("This address is on the list already.", answer.TextOf("#problems"), StringComparison.Ordinal);
        Assert.Equal("Bonn", answer.Document.QuerySelector("input[name='Form.Columns[0].Value']")!.GetAttribute("value"));
        Assert.Contains("On one list", (await SearchAsync(visitor, "ben@example.org")).TextOf("#found"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_person_is_entered_with_a_reason()
    {
        var visitor = await site.CustomerAsync();
        var list = ListSite.ListOf(await ListSite.NewListAsync(visitor, Two));
        var form = await visitor.GetAsync(list + "/people/new");

        var wrong = await visitor.SubmitAsync(form, "form#new-person", new Dictionary<string, string> { ["Email"] = "carl@example.org" });
        Assert.Equal(HttpStatusCode.BadRequest, wrong.Status);
        Assert.Contains("Write where the person comes from", wrong.TextOf("#problems"), StringComparison.Ordinal);

        var entered = await visitor.SubmitAsync(wrong, "form#new-person", new Dictionary<string, string>
        {
            ["Basis"] = "Consent",
            ["Source"] = "Signed up at our shop",
        });

        Assert.Equal("carl@example.org", entered.TextOf("h1"));
        Assert.Contains("Signed up at our shop", entered.TextOf("#why"), StringComparison.Ordinal);
        Assert.Equal("3", (await visitor.GetAsync(list)).TextOf("#people"));
    }

    [Fact]
    public async Task Sixteen_entries_of_one_person_at_once_make_one()
    {
        var visitor = await site.CustomerAsync();
        var list = ListSite.ListOf(await ListSite.NewListAsync(visitor, Two));
        var form = await visitor.GetAsync(list + "/people/new");

        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => visitor.SubmitAsync(form, "form#new-person", new Dictionary<string, string>
        {
            ["Email"] = "carl@example.org",
            ["Basis"] = "Consent",
            ["Source"] = "Signed up at our shop",
        })));

        Assert.All(answers, a => Assert.Contains(a.Status, new[] { HttpStatusCode.OK, HttpStatusCode.BadRequest }));
        Assert.Equal("3", (await visitor.GetAsync(list)).TextOf("#people"));
    }

    [Fact]
    public async Task A_person_is_removed_from_one_list_or_from_all_after_a_second_look()
    {
        var visitor = await site.CustomerAsync();
        await ListSite.NewListAsync(visitor, Two, "One");
        await ListSite.NewListAsync(visitor, Two, "Other");
        var review = await visitor.GetAsync((await PersonAsync(visitor, "ben@example.org")).Path + "/remove");
        Assert.Contains("The person is also on “", review.Text, StringComparison.Ordinal);

        await visitor.SubmitAsync(review, "form#remove");
        Assert.Contains("On one list", (await SearchAsync(visitor, "ben@example.org")).TextOf("#found"), StringComparison.Ordinal);

        var other = await visitor.GetAsync((await PersonAsync(visitor, "ann@bücher.example")).Path + "/remove");
        await visitor.SubmitAsync(other, "form#remove", new Dictionary<string, string> { ["FromAll"] = "true" });
        Assert.Contains("On none of your lists", (await SearchAsync(visitor, "ann@bücher.example")).TextOf("#found"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_is_kept_off_can_be_put_on_no_list_by_file_or_form_and_is_told_as_such()
    {
        var visitor = await site.CustomerAsync();
        var list = ListSite.ListOf(await ListSite.NewListAsync(visitor, Two));
        var review = await visitor.GetAsync((await PersonAsync(visitor, "ann@bücher.example")).Path + "/remove");
        var after = await visitor.SubmitAsync(review, "form#remove", new Dictionary<string, string> { ["KeepOff"] = "true" });
        Assert.Contains("no upload, form or edit can bring them back", after.TextOf("#confirmation"), StringComparison.Ordinal);

        var upload = await visitor.AgreeAsync(await ListSite.UploadAsync(visitor, await visitor.GetAsync(list + "/add"), Two, null));
        var form = await visitor.SubmitAsync(await visitor.GetAsync(list + "/people/new"), "form#new-person", new Dictionary<string, string>
        {
            ["Email"] = "Ann@BÜCHER.example",
            ["Basis"] = "Consent",
            ["Source"] = "She called",
        });

        Assert.Contains("People left out because they opted out before 1", upload.TextOf("#counts"), StringComparison.Ordinal);
        Assert.Contains("wants no e-mails from you. Nobody but they can change that.", form.TextOf("#problems"), StringComparison.Ordinal);
        var found = await SearchAsync(visitor, "ann@bücher.example");
        Assert.Contains("This person wants no e-mails from you", found.TextOf("#found"), StringComparison.Ordinal);
        var optOuts = await visitor.GetAsync("/lists/opted-out");
        Assert.Contains("you entered it", optOuts.TextOf("#opt-outs"), StringComparison.Ordinal);
        Assert.DoesNotContain("bücher", Encoding.UTF8.GetString((await visitor.GetAsync("/lists/opted-out/hashes")).Body), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Opt_outs_are_taken_over_from_a_file_of_another_program()
    {
        var visitor = await site.CustomerAsync();
        var page = await visitor.GetAsync("/lists/opted-out");

        var taken = await visitor.SubmitAsync(page, "form#opt-out-file", files: new Dictionary<string, (string, byte[])>
        {
            ["File"] = ("unsubscribed.csv", "Email Address,Unsubscribe Time\nann@bücher.example,2024-01-01\nben@example.org,2024-01-02\n"u8.ToArray()),
        });

        Assert.Contains("2 people are kept off your lists from now on", taken.TextOf("#confirmation"), StringComparison.Ordinal);
        var upload = await ListSite.AskedAsync(visitor, Two);
        Assert.Contains("People left out because they opted out before 2", upload.TextOf("#counts"), StringComparison.Ordinal);

        var wrong = await visitor.SubmitAsync(page, "form#opt-out-file", files: new Dictionary<string, (string, byte[])>
        {
            ["File"] = ("nothing.csv", "a,b\nc,d\n"u8.ToArray()),
        });
        Assert.Equal(HttpStatusCode.BadRequest, wrong.Status);
        Assert.Contains("names no e-mail column", wrong.TextOf("#problems"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_is_renamed_and_merged_into_another()
    {
        var visitor = await site.CustomerAsync();
        var one = ListSite.ListOf(await ListSite.NewListAsync(visitor, Two, "One"));
        var other = ListSite.ListOf(await ListSite.NewListAsync(visitor, "email\ncarl@example.org\nben@example.org\n"u8.ToArray(), "Other"));

        var renamed = await visitor.SubmitAsync(await visitor.GetAsync(one + "/rename"), "form#rename", new Dictionary<string, string> { ["Name"] = "Everybody" });
        Assert.Equal("Everybody", renamed.TextOf("h1"));

        var merged = await visitor.SubmitAsync(
            await visitor.GetAsync(other + "/merge"), "form#merge", new Dictionary<string, string> { ["Into"] = one.Split('/')[2] });

        Assert.Equal(("Everybody", "3"), (merged.TextOf("h1"), merged.TextOf("#people")));
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync(other)).Status);
    }

    private static async Task<Page> SearchAsync(PageVisitor visitor, string address) => await visitor.SubmitAsync(
        await visitor.GetAsync("/lists/search"), "form#search", new Dictionary<string, string> { ["Email"] = address });

    private static async Task<Page> PersonAsync(PageVisitor visitor, string address) => await visitor.GetAsync(
        (await SearchAsync(visitor, address)).Document.QuerySelector("#found a")!.GetAttribute("href")!);
}
