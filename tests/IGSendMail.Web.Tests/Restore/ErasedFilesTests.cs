using System.Net;
using IGSendMail.Privacy.Recovery;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Web.Tests.Restore;

/// <summary>The folders alone are put back, beside today's database.</summary>
public sealed class ErasedFilesTests
{
    [Fact]
    public async Task Letters_and_uploads_of_somebody_who_was_erased_are_gone_again_before_the_first_page_and_those_of_others_stay()
    {
        await using var past = new Past();
        await past.Customer.RegisterAsync();
        await past.Customer.UploadAsync(20);
        await past.Customer.CancelAsync();
        await past.Customer.WorkAsync();
        past.Backup();
        past.Site.Time.Advance(TimeSpan.FromDays(31));
        await past.Customer.WorkAsync();
        Assert.Equal(0, await past.Site.InDatabaseAsync(db => db.Set<Platform.Accounts.Account>().CountAsync()));
        var data = past.CopyOf("data");
        var last = past.Canaries.FoundBeneath(data);
        PutBack(past.Data, data, "mail");
        PutBack(past.Data, data, "imports");
        var other = Path.Combine(data, "mail", Guid.AllBitsSet.ToString("N"), "20261101T000000Z-letter.eml");
        Directory.CreateDirectory(Path.GetDirectoryName(other)!);
        await File.WriteAllTextAsync(other, "a letter of somebody else");
        Assert.NotEqual(last, past.Canaries.FoundBeneath(data));

        await using var site = past.Restored("Manual", data);

        Assert.Equal(HttpStatusCode.OK, (await site.Visitor().GetAsync("/privacy")).Status);
        Assert.Equal(last, past.Canaries.FoundBeneath(data));
        Assert.False(Directory.Exists(Path.Combine(data, "mail", past.Customer.AccountId.ToString("N"))));
        Assert.True(File.Exists(other));
        Assert.Equal(1, await site.InDatabaseAsync(db => db.Set<Privacy.Audit.AuditEntry>().CountAsync(e => e.Act == RecoveryActs.ToldAgain.Name)));
    }

    private static void PutBack(string from, string to, string folder)
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(from, folder), "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, folder, Path.GetRelativePath(Path.Combine(from, folder), file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target, overwrite: true);
        }
    }
}
