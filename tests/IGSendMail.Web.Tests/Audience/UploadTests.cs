using System.Net;
using System.Text;

namespace IGSendMail.Web.Tests.Audience;

public sealed class UploadTests(ListSite site) : IClassFixture<ListSite>
{
    [Fact]
    public async Task The_antiforgery_field_comes_before_the_file()
    {
        var visitor = await site.CustomerAsync();

        var form = (await visitor.GetAsync("/lists/new")).Document.QuerySelector("form#upload")!;

        var names = form.QuerySelectorAll("input[name]").Select(i => i.GetAttribute("name")).ToList();
        Assert.Equal(["__RequestVerificationToken", "Order", "Name", "File"], names);
    }

    [Fact]
    public async Task Without_a_file_the_form_asks_for_one_and_keeps_the_name()
    {
        var visitor = await site.CustomerAsync();

        var page = await visitor.SubmitAsync(
            await visitor.GetAsync("/lists/new"), "form#upload", new Dictionary<string, string> { ["Name"] = "Customers" });

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains("File: choose a CSV file.", page.TextOf("#problems"), StringComparison.Ordinal);
        Assert.Equal("Customers", page.Document.QuerySelector("input[name=Name]")!.GetAttribute("value"));
    }

    [Theory]
    [InlineData("", "Name: give the list a name")]
    [InlineData("   ", "Name: give the list a name")]
    [InlineData("01234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890", "Name: use at most 100")]
    public async Task A_list_needs_a_name(string name, string message)
    {
        var visitor = await site.CustomerAsync();

        var page = await ListSite.UploadAsync(visitor, await visitor.GetAsync("/lists/new"), "email\na@example.org\n"u8.ToArray(), name);

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains(message, page.TextOf("#problems"), StringComparison.Ordinal);
        Assert.Contains("No list yet", (await visitor.GetAsync("/lists")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_file_is_refused()
    {
        var visitor = await site.CustomerAsync();

        var page = await ListSite.AskedAsync(visitor, []);

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains("File: it is empty.", page.TextOf("#problems"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ListSite.MostBytes + 1)]
    [InlineData(3 * ListSite.MostBytes)]
    public async Task A_file_that_is_too_large_is_refused_and_nothing_of_it_stays(int size)
    {
        var visitor = await site.CustomerAsync();
        var before = Files();

        var page = await ListSite.AskedAsync(visitor, Encoding.ASCII.GetBytes("email\n" + new string('x', size - 6)));

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains("File: it is larger than 0.3 MB. Split it", page.TextOf("#problems"), StringComparison.Ordinal);
        Assert.Contains("No list yet", (await visitor.GetAsync("/lists")).Text, StringComparison.Ordinal);
        Assert.Equal(before, Files());
    }

    [Fact]
    public async Task A_file_of_exactly_the_limit_is_taken()
    {
        var visitor = await site.CustomerAsync();
        var file = Encoding.ASCII.GetBytes("email\na@example.org\n".PadRight(ListSite.MostBytes, '\n'));

        var page = await ListSite.NewListAsync(visitor, file);

        Assert.Contains("People added 1", page.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("not a token")]
    public async Task A_form_without_its_antiforgery_field_changes_nothing(string? token)
    {
        var visitor = await site.CustomerAsync();
        await visitor.GetAsync("/lists/new");
        using var content = Form(token, "Customers");

        var response = await visitor.Client.PostAsync("/lists/new", content);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("No list yet", (await visitor.GetAsync("/lists")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_that_comes_after_the_file_is_too_late()
    {
        var visitor = await site.CustomerAsync();
        var token = (await visitor.GetAsync("/lists/new"))
            .Document.QuerySelector("form#upload input[name=__RequestVerificationToken]")!.GetAttribute("value");
        using var content = Form(null, "Customers");
        content.Add(new StringContent(token!), "__RequestVerificationToken");

        Assert.Equal(HttpStatusCode.BadRequest, (await visitor.Client.PostAsync("/lists/new", content)).StatusCode);
    }

    [Theory]
    [InlineData("multipart/form-data; boundary=x", "nothing of the kind")]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"Name\"\r\n\r\ncut")]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nno disposition\r\n\r\nvalue\r\n--x--\r\n")]
    [InlineData("multipart/form-data", "--x--\r\n")]
    [InlineData("application/json", "{}")]
    public async Task A_broken_form_is_a_bad_request(string type, string body)
    {
        var visitor = await site.CustomerAsync();
        using var content = new StringContent(body);
        content.Headers.Remove("Content-Type");
        content.Headers.TryAddWithoutValidation("Content-Type", type);

        Assert.Equal(HttpStatusCode.BadRequest, (await visitor.Client.PostAsync("/lists/new", content)).StatusCode);
    }

    [Fact]
    public async Task No_uploaded_address_or_name_is_on_disk_in_clear()
    {
        var visitor = await site.CustomerAsync();
        await ListSite.NewListAsync(
            visitor, "email,name\nplanted.canary@example.org,Planted Canary\n"u8.ToArray(), "Planted list name");

        foreach (var path in Directory.GetFiles(site.Site.Folder, "*", SearchOption.AllDirectories))
        {
            await using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[stream.Length];
            await stream.ReadExactlyAsync(bytes);
            Assert.True(bytes.AsSpan().IndexOf("planted.canary"u8) < 0, path);
            Assert.True(bytes.AsSpan().IndexOf("Planted"u8) < 0, path);
        }
    }

    [Fact]
    public async Task Nobody_uploads_without_signing_in()
    {
        var visitor = site.Site.Visitor();
        using var content = Form(null, "Customers");

        var response = await visitor.Client.PostAsync("/lists/new", content);

        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.StartsWith("/account/sign-in", response.Headers.Location!.IsAbsoluteUri
            ? response.Headers.Location.PathAndQuery
            : response.Headers.Location.ToString(), StringComparison.Ordinal);
    }

    private static MultipartFormDataContent Form(string? token, string name)
    {
        var content = new MultipartFormDataContent();
        if (token is not null)
        {
            content.Add(new StringContent(token), "__RequestVerificationToken");
        }

        content.Add(new StringContent(name), "Name");
        content.Add(new ByteArrayContent("email\na@example.org\n"u8.ToArray()), "File", "people.csv");
        return content;
    }

    private string[] Files() => Directory.Exists(Path.Combine(site.Site.DataFolder, "imports"))
        ? [.. Directory.GetFiles(Path.Combine(site.Site.DataFolder, "imports"), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)]
        : [];
}
