using IGSendMail.Platform.Audience;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Web.Tests.Audience;

/// <summary>One form is one upload, however often it is sent.</summary>
public sealed class DoubleUploadTests(ListSite site) : IClassFixture<ListSite>
{
    private static readonly byte[] File = "email\nann@example.org\nbob@example.org\n"u8.ToArray();

    [Fact]
    public async Task A_form_that_is_sent_sixteen_times_at_once_is_one_upload_that_asks_and_one_file()
    {
        var visitor = await site.CustomerAsync();
        var form = await visitor.GetAsync("/lists/new");

        var pages = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => ListSite.UploadAsync(visitor, form, File)));

        var path = Assert.Single(pages.Select(p => p.Url.AbsolutePath).Distinct(StringComparer.Ordinal));
        Assert.StartsWith("/lists/uploads/", path, StringComparison.Ordinal);
        var import = Assert.Single(await ImportsAsync(path));
        Assert.Single(Directory.GetFiles(Path.Combine(site.Site.DataFolder, "imports", import.AccountId.ToString("N")), "*", SearchOption.AllDirectories));
        Assert.NotNull((await visitor.GetAsync(path)).Document.QuerySelector("form#agree"));
    }

    [Fact]
    public async Task A_further_file_that_is_sent_twice_is_one_upload()
    {
        var visitor = await site.CustomerAsync();
        var list = ListSite.ListOf(await ListSite.NewListAsync(visitor, File));
        var form = await visitor.GetAsync(list + "/add");

        var (first, second) = (await ListSite.UploadAsync(visitor, form, File, name: null), await ListSite.UploadAsync(visitor, form, File, name: null));

        Assert.Equal(first.Url.AbsolutePath, second.Url.AbsolutePath);
        Assert.Equal(2, (await ImportsAsync(first.Url.AbsolutePath)).Count);
    }

    [Fact]
    public async Task Another_file_another_name_and_another_form_are_other_uploads()
    {
        var visitor = await site.CustomerAsync();
        var form = await visitor.GetAsync("/lists/new");
        var first = await ListSite.UploadAsync(visitor, form, File);

        var others = new[]
        {
            await ListSite.UploadAsync(visitor, form, "email\neve@example.org\n"u8.ToArray()),
            await ListSite.UploadAsync(visitor, form, File, "Readers"),
            await ListSite.UploadAsync(visitor, await visitor.GetAsync("/lists/new"), File),
        };

        Assert.Equal(4, others.Append(first).Select(p => p.Url.AbsolutePath).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task What_was_put_aside_can_be_sent_again()
    {
        var visitor = await site.CustomerAsync();
        var form = await visitor.GetAsync("/lists/new");
        var first = await ListSite.UploadAsync(visitor, form, File);
        await visitor.SubmitAsync(first, "form#discard");

        var again = await ListSite.UploadAsync(visitor, form, File);

        Assert.NotNull(again.Document.QuerySelector("form#agree"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("forged")]
    public async Task A_form_without_a_number_of_ours_is_a_new_upload_each_time(string order)
    {
        var visitor = await site.CustomerAsync();
        var form = await visitor.GetAsync("/lists/new");
        form.Document.QuerySelector("input[name=Order]")!.SetAttribute("value", order);

        var (first, second) = (await ListSite.UploadAsync(visitor, form, File), await ListSite.UploadAsync(visitor, form, File));

        Assert.NotEqual(first.Url.AbsolutePath, second.Url.AbsolutePath);
    }

    [Fact]
    public async Task The_form_of_another_customer_leads_to_nothing_of_theirs()
    {
        var (ann, eve) = (await site.CustomerAsync(), await site.CustomerAsync());
        var theirs = await ann.GetAsync("/lists/new");
        var path = (await ListSite.UploadAsync(ann, theirs, File)).Url.AbsolutePath;
        var form = await eve.GetAsync("/lists/new");
        form.Document.QuerySelector("input[name=Order]")!.SetAttribute("value", theirs.Document.QuerySelector("input[name=Order]")!.GetAttribute("value")!);

        var page = await ListSite.UploadAsync(eve, form, File);

        Assert.NotEqual(path, page.Url.AbsolutePath);
        Assert.NotNull(page.Document.QuerySelector("form#agree"));
    }

    /// <summary>All uploads of the account to which the upload on this page belongs.</summary>
    private Task<List<Import>> ImportsAsync(string path)
    {
        var id = Guid.Parse(path.Split('/')[^1]);
        return site.Site.InDatabaseAsync(db => db.Imports().AsNoTracking()
            .Where(i => db.Imports().Any(one => one.Id == id && one.AccountId == i.AccountId)).ToListAsync());
    }
}
