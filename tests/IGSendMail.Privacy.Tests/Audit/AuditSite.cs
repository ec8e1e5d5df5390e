using IGSendMail.Privacy.Audit;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Storage;
using IGSendMail.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Privacy.Tests.Audit;

/// <summary>A site with a trail that a test may tamper with.</summary>
internal sealed class AuditSite : IAsyncDisposable
{
    public TestSite Site { get; } = new();

    public AuditTrail Trail => Site.Services.GetRequiredService<AuditTrail>();

    public AuditSequencer Sequencer => Site.Services.GetRequiredService<AuditSequencer>();

    public AuditVerifier Verifier => Site.Services.GetRequiredService<AuditVerifier>();

    public IGSendMailContext Open() =>
        Site.Services.GetRequiredService<IDbContextFactory<IGSendMailContext>>().CreateDbContext();

    public VaultContext OpenVault() =>
        Site.Services.GetRequiredService<IDbContextFactory<VaultContext>>().CreateDbContext();

    /// <summary>Enters so many deeds of many kinds, a second apart.</summary>
    public async Task EnterAsync(int count, KeyOwner? about = null)
    {
        var owner = about ?? PersonKeys.Account.Of(RowKeys.New(TimeProvider.System));
        var acts = Site.Services.GetRequiredService<WordBook>().All<AuditAct>();
        await using var db = Open();
        await db.WriteAsync(WriteUrgency.Interactive, async token =>
        {
            for (var i = 0; i < count; i++)
            {
                Site.Time.Advance(TimeSpan.FromSeconds(1));
                await Trail.AppendAsync(db, new(acts[i % 12], AuditActor.Customer(RowKeys.New(TimeProvider.System)), owner)
                {
                    Outcome = (AuditOutcome)(i % 3),
                    Facts = AuditFacts.Of(("figure", i)),
                }, token);
            }
        }, CancellationToken.None);
    }

    public async Task<AuditReport> VerifyAsync()
    {
        await using var db = Open();
        return await Verifier.VerifyAsync(db, null, CancellationToken.None);
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var db = Open();
        await db.Database.ExecuteSqlRawAsync(sql);
    }

    /// <summary>As somebody would who owns the database.</summary>
    public async Task DropTriggersAsync()
    {
        await using var db = Open();
        var names = await db.Database.SqlQueryRaw<string>("SELECT name AS Value FROM sqlite_master WHERE type = 'trigger'").ToListAsync();
        Assert.Equal(9, names.Count);
        foreach (var name in names)
        {
            var drop = "DROP TRIGGER \"" + name + "\"";
            await db.Database.ExecuteSqlRawAsync(drop);
        }
    }

    public ValueTask DisposeAsync() => Site.DisposeAsync();
}
