using IGSendMail.Platform.Accounts;
using IGSendMail.Platform.Audience;
using IGSendMail.Privacy.Retention;
using IGSendMail.Storage;
using IGSendMail.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Platform.Tests.Audience;

/// <summary>A site shared by the tests of a class; each test opens accounts of its own.</summary>
public sealed class AudienceSite : IDisposable
{
    public TestSite Site { get; } = new();

    public async Task<Guid> OpenAccountAsync()
    {
        var id = RowKeys.New(Site.Time);
        await Site.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<IGSendMailContext>();
            var sealer = services.GetRequiredService<Sealer>();
            await db.WriteAsync(WriteUrgency.Interactive, async token => db.Add(new Account
            {
                Id = id,
                CreatedAt = Site.Time.GetUtcNow(),
                AcceptedAt = Site.Time.GetUtcNow(),
                AcceptedPolicyVersion = "test",
                Content = await sealer.SealAsync(Account.PlaceOf(id), new AccountContent("Company"), token),
            }), default);
        });
        return id;
    }

    public Task CancelAsync(Guid accountId) => Site.InScopeAsync(services =>
        services.GetRequiredService<Cancellation>().CancelAsync(accountId, default));

    public Task<ComeBack> ComeBackAsync(Guid accountId) => Site.InScopeAsync(services =>
        services.GetRequiredService<Cancellation>().UndoAsync(accountId, default));

    public Task<Import> UploadAsync(Guid accountId, byte[] file, Guid? listId = null) =>
        UploadAsync(accountId, new MemoryStream(file), listId);

    /// <summary>Uploads, looks at what would become of the file, and says yes.</summary>
    public Task<Import> UploadAsync(Guid accountId, Stream file, Guid? listId = null) => Site.InScopeAsync(services => listId is { } list
        ? services.UploadAsync(new ListKey(accountId, list), file)
        : services.UploadAsync(accountId, "A list", file));

    /// <summary>Uploads, and does not answer yet.</summary>
    public Task<Import> AskAsync(Guid accountId, byte[] file, Guid? listId = null) => Site.InScopeAsync(async services =>
    {
        var uploads = services.GetRequiredService<Uploads>();
        var saved = await uploads.SaveAsync(accountId, new MemoryStream(file), default);
        return (listId is { } list
            ? await uploads.ToListAsync(new(accountId, list), saved, default)
            : await uploads.ToNewListAsync(accountId, "A list", saved, default))!;
    });

    /// <summary>Says yes to what was uploaded.</summary>
    public Task AgreeAsync(Import import) => Site.InScopeAsync(services => services.AgreeAsync(import));

    public ImportWork Imports => Site.Services.GetRequiredService<ImportWork>();

    public Task<Import> FindAsync(Import import) =>
        Site.InDatabaseAsync(db => db.Imports().AsNoTracking().SingleAsync(i => i.Id == import.Id));

    public async Task<List<SubscriberContent>> PeopleAsync(Guid accountId, Guid listId)
    {
        var people = new List<SubscriberContent>();
        Guid? after = null;
        do
        {
            var page = await Site.InScopeAsync(services =>
                services.GetRequiredService<People>().PageAsync(new(accountId, listId), PeopleFilter.All, after, default));
            people.AddRange(page.People.Select(p => p.Content));
            after = page.Next;
        }
        while (after is not null);
        return people;
    }

    public void Dispose() => Site.Dispose();
}
