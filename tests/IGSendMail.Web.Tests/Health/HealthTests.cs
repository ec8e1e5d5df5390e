using System.Net;
using IGSendMail.Testing;

namespace IGSendMail.Web.Tests.Health;

public sealed class HealthTests
{
    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    public async Task A_healthy_site_says_so_and_no_more(string path)
    {
        await using var site = new TestSite();

        var page = await site.Visitor().GetAsync(path);

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Equal("""{"status":"ok"}""", System.Text.Encoding.UTF8.GetString(page.Body));
        Assert.Equal("application/json", page.Response.Content.Headers.ContentType?.MediaType);
        Assert.True(page.Response.Headers.CacheControl?.NoStore);
        Assert.Empty(Directory.GetFiles(site.DataFolder, ".ready-*"));
    }

    [Theory]
    [InlineData("data/igsendmail.db")]
    [InlineData("vault/vault.db")]
    public async Task A_site_whose_database_is_gone_is_alive_but_not_ready(string file)
    {
        await using var site = new TestSite();
        var visitor = site.Visitor();
        await visitor.GetAsync("/health/ready");
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        foreach (var part in new[] { "", "-wal", "-shm" })
        {
            File.Delete(Path.Combine(site.Folder, file + part));
        }

        var live = await visitor.GetAsync("/health/live");
        var ready = await visitor.GetAsync("/health/ready");

        Assert.Equal(HttpStatusCode.OK, live.Status);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.Status);
        Assert.Equal("""{"status":"unavailable"}""", System.Text.Encoding.UTF8.GetString(ready.Body));
    }

    [Fact]
    public async Task A_site_whose_data_folder_is_gone_is_not_ready()
    {
        await using var site = new TestSite();
        site.With("ConnectionStrings:IGSendMail", $"Data Source={Path.Combine(site.Folder, "elsewhere.db")}");
        var visitor = site.Visitor();
        await visitor.GetAsync("/health/ready");

        Directory.Move(site.DataFolder, site.DataFolder + "-away");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await visitor.GetAsync("/health/ready")).Status);
    }
}
