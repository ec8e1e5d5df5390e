using IGSendMail.Platform.Accounts;
using IGSendMail.Privacy.Audit;
using IGSendMail.Privacy.Erasure;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Requests;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace IGSendMail.Privacy.Tests.Audit;

/// <summary>The room of the audit trail, with a trail that a test may tamper with.</summary>
internal sealed class AuditRoom : IAsyncDisposable
{
    private readonly RoomsAlone _rooms;

    private AuditRoom(RoomsAlone rooms) => _rooms = rooms;

    public FakeTimeProvider Time => _rooms.Time;

    public string DatabaseFile => _rooms.DatabaseFile;

    public AuditTrail Trail => Get<AuditTrail>();

    public AuditSequencer Sequencer => Get<AuditSequencer>();

    public AuditVerifier Verifier => Get<AuditVerifier>();

    /// <summary>A trail with one entry, as the first start of the site leaves it: about nobody.</summary>
    public static async Task<AuditRoom> OpenAsync()
    {
        var room = new AuditRoom(await RoomsAlone.OpenAsync(services => services
            .AddAudit()
            .AddWords(typeof(ErasureActs), typeof(RequestActs), typeof(AccountActs))));
        await using var db = room.Open();
        await db.ProtectAuditAsync(CancellationToken.None);
        await db.WriteAsync(
            WriteUrgency.Interactive,
            token => room.Trail.AppendAsync(db, new(TrailActs.Resumed, AuditActor.System), token).AsTask(), CancellationToken.None);
        return room;
    }

    public T Get<T>() where T : notnull => _rooms.Services.GetRequiredService<T>();

    public string File(string name) => _rooms.File(name);

    public IGSendMailContext Open() => _rooms.Open();

    public VaultContext OpenVault() => _rooms.OpenVault();

    /// <summary>Enters so many deeds of many kinds, a second apart.</summary>
    public async Task EnterAsync(int count, KeyOwner? about = null)
    {
        var owner = about ?? PersonKeys.Account.Of(RowKeys.New(TimeProvider.System));
        var acts = Get<WordBook>().All<AuditAct>();
        await using var db = Open();
        await db.WriteAsync(WriteUrgency.Interactive, async token =>
        {
            for (var i = 0; i < count; i++)
            {
                Time.Advance(TimeSpan.FromSeconds(1));
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

    public ValueTask DisposeAsync() => _rooms.DisposeAsync();
}
