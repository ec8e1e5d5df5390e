using IGSendMail.Testing;
using Microsoft.Data.Sqlite;

namespace IGSendMail.Web.Tests.Consent;

public sealed class PageViewStopTests
{
    [Fact]
    public async Task An_orderly_stop_writes_every_view_that_was_waiting()
    {
        var folder = Directory.CreateTempSubdirectory("igsendmail-stop-").FullName;
        try
        {
            await using (var site = new TestSite().With("Data:Folder", folder))
            {
                var visitor = site.Visitor();
                await visitor.AnswerAsync("accept");
                for (var i = 0; i < 20; i++)
                {
                    await visitor.GetAsync("/privacy");
                }
            }

            await using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "igsendmail.db")};Pooling=False");
            await connection.OpenAsync();
            await using var count = connection.CreateCommand();
            count.CommandText = "SELECT COUNT(*) FROM PageViews";
            Assert.Equal(21L, await count.ExecuteScalarAsync());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
