using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using IGSendMail.Platform.Accounts;
using IGSendMail.Platform.Audience;
using IGSendMail.Privacy.Policy;
using IGSendMail.Privacy.Retention;
using IGSendMail.Storage;
using IGSendMail.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Web.Tests.WholeRoad;

/// <summary>
/// Two accounts beside one that is being deleted: one runs, the other was cancelled ten days later and is not due. Not a byte
/// of their accounts, users, lists and people may change.
/// </summary>
internal sealed class Bystanders
{
    private const int People = 50;
    private static readonly TimeSpan Later = TimeSpan.FromDays(10);
    private readonly TestSite _site;
    private readonly List<Guid> _accounts = [];
    private IReadOnlyList<string> _rows = [];

    private Bystanders(TestSite site) => _site = site;

    /// <summary>Opens them; the one is cancelled later than whatever was cancelled before.</summary>
    public static async Task<Bystanders> OpenAsync(TestSite site)
    {
        var bystanders = new Bystanders(site);
        await bystanders.OpenAsync("lives@example.org");
        await bystanders.OpenAsync("waits@example.org");
        await site.InScopeAsync(services => services.GetRequiredService<ImportWork>().RunAsync(default));
        site.Time.Advance(Later);
        await site.InScopeAsync(services => services.GetRequiredService<Cancellation>().CancelAsync(bystanders._accounts[1], default));
        bystanders._rows = await bystanders.RowsAsync();
        Assert.Equal((2 * People) + 2 + 2 + 2 + 2, bystanders._rows.Count);
        return bystanders;
    }

    /// <summary>Fails if a row of theirs is missing or changed.</summary>
    public async Task AreUntouchedAsync() => Assert.Equal(_rows, await RowsAsync());

    private async Task OpenAsync(string address)
    {
        var user = await _site.InScopeAsync(async services => (await services.GetRequiredService<Registration>().RegisterAsync(
            new NewAccount("A Person", EmailAddress.Of(address), "A Company", Customer.Password, services.GetRequiredService<PolicyShelf>().Snapshot().InForce.Version) { NeedsNoProof = true },
            default))!);
        _accounts.Add(user.AccountId!.Value);
        var csv = "email,city\r\n" + string.Concat(Enumerable.Range(0, People).Select(i =>
            string.Create(CultureInfo.InvariantCulture, $"{i}.{address},Springfield\r\n")));
        await _site.InScopeAsync(services => services.UploadAsync(_accounts[^1], "A list", new MemoryStream(Encoding.UTF8.GetBytes(csv))));
    }

    private Task<IReadOnlyList<string>> RowsAsync() => _site.InDatabaseAsync<IReadOnlyList<string>>(async db =>
    {
        var accounts = await db.Accounts().AsNoTracking().Where(a => _accounts.Contains(a.Id)).ToListAsync();
        var promises = await db.PromisedDeletions().AsNoTracking().Where(p => _accounts.Contains(p.AccountId)).ToListAsync();
        var users = await db.Users().AsNoTracking().Where(u => _accounts.Contains(u.AccountId!.Value)).ToListAsync();
        var lists = await db.SubscriberLists().AsNoTracking().Where(l => _accounts.Contains(l.AccountId)).ToListAsync();
        var people = await db.Subscribers().AsNoTracking().Where(s => _accounts.Contains(s.AccountId)).ToListAsync();
        return [.. accounts.Select(a => $"account {a.Id} {a.ClosedAt:O} {a.Revision} {Digest(a.Content)}")
            .Concat(promises.Select(p => $"promise {p.AccountId} {p.Scope} {p.CancelledAt:O} {p.DueAt:O} {p.PromisedBy:O} {p.Revision}"))
            .Concat(users.Select(u => $"user {u.Id} {u.SecurityStamp} {u.Revision} {Digest(u.Content)}"))
            .Concat(lists.Select(l => $"list {l.Id} {l.DeletedAt:O} {l.Revision} {Digest(l.Content)}"))
            .Concat(people.Select(s => $"person {s.Id} {s.Revision} {Digest(s.Content)}"))
            .Order(StringComparer.Ordinal)];
    });

    private static string Digest(Storage.Sealed content) => Convert.ToHexStringLower(SHA256.HashData(content.Envelope));
}
