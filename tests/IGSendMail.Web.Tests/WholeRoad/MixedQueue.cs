using System.Text.Json.Nodes;
using IGSendMail.Privacy.Erasure;
using IGSendMail.Privacy.Packages;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Requests;
using IGSendMail.Storage;
using IGSendMail.Testing;
using IGSendMail.Web.Tests.Requests;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Web.Tests.WholeRoad;

/// <summary>One request of the queue: whose it is and where its data lie in the remote place.</summary>
internal sealed record Queued(Guid Id, string Address, Right Right, Guid Owner);

/// <summary>
/// A queue of access, portability and erasure requests, signed in and by mail, with a real mail server and a real remote
/// place outside; requests come in while other processes work on the same files.
/// </summary>
internal sealed class MixedQueue : IAsyncDisposable
{
    public const int RecordsEach = 3;

    private static readonly Right[] Rights = [Right.Erasure, Right.Access, Right.Erasure, Right.Portability];

    private readonly List<Queued> _asked = [];

    private MixedQueue(RemotePlace place)
    {
        Place = place;
        // A step a record: as many moments as possible lie between two effects.
        Place.MostAtOnce = 1;
        foreach (var (key, value) in Settings)
        {
            Site.With(key, value);
        }
    }

    public TestSite Site { get; } = new();

    public RemotePlace Place { get; }

    public SmtpReceiver Mail { get; } = new();

    public IReadOnlyList<Queued> Asked => _asked;

    public (string Key, string Value)[] Settings =>
    [
        .. Place.Settings(),
        ("RemoteStores:0:TimeoutSeconds", "20"),
        ("Mail:Mode", "Smtp"), ("Mail:Smtp:Host", "127.0.0.1"), ("Mail:Smtp:Security", "None"),
        ("Mail:Smtp:Port", Mail.Port.ToString(System.Globalization.CultureInfo.InvariantCulture)),
    ];

    public static async Task<MixedQueue> StartAsync() => new(await RemotePlace.StartAsync());

    /// <summary>Lets one more person ask. Every second one signs in, the others confirm by mail.</summary>
    public async Task AskAsync()
    {
        var number = _asked.Count;
        var (address, right) = ($"person{number}@example.com", Rights[number / 2 % Rights.Length]);
        var now = TimeProvider.System.GetUtcNow();
        if (now > Site.Time.GetUtcNow())
        {
            Site.Time.SetUtcNow(now);
        }

        var queued = number % 2 == 0 ? await AskSignedInAsync(address, right) : await AskByMailAsync(address, right);
        Place.Hold(queued.Owner, Enumerable.Range(1, RecordsEach).Select(i => new JsonObject { ["Note"] = $"{address} {i}" }));
        _asked.Add(queued);
    }

    /// <summary>How many requests are still open.</summary>
    public Task<int> OpenAsync() => Site.InDatabaseAsync(db => db.DataSubjectRequests().CountAsync(r => r.ClosedAt == null));

    /// <summary>
    /// Changes with every holder of a lease: a process that holds a new one is at work.
    /// </summary>
    public Task<long> FencesAsync() => Site.InDatabaseAsync(db => db.Set<Lease>().SumAsync(l => l.FencingToken));

    /// <summary>The holder is dead for certain: its leases need not run out, which would take five seconds a kill.</summary>
    public Task ExpireLeasesAsync() => Site.InDatabaseAsync(async db =>
    {
        var past = DateTimeOffset.UnixEpoch;
        return await db.WriteAsync(WriteUrgency.Interactive, token =>
            db.Set<Lease>().ExecuteUpdateAsync(set => set.SetProperty(l => l.ExpiresAt, past), token), default);
    });

    /// <summary>Says of whatever is called done that it is.</summary>
    public async Task NothingIsCalledDoneThatIsNotAsync()
    {
        var requests = await Site.InDatabaseAsync(db => db.DataSubjectRequests().AsNoTracking().ToDictionaryAsync(r => r.Id));
        var runs = await Site.InDatabaseAsync(db => db.ErasureRuns().AsNoTracking().ToDictionaryAsync(r => r.RequestId!.Value));
        var open = await Site.InDatabaseAsync(db => db.ErasureTasks().AsNoTracking().Where(t => !t.Done).Select(t => t.RunId).ToListAsync());
        var packages = await Site.InDatabaseAsync(db => db.Set<ExportPackage>().AsNoTracking().ToDictionaryAsync(p => p.RequestId));
        var there = Place.AllText();
        foreach (var asked in _asked)
        {
            var isDone = requests[asked.Id].State == RequestState.Done;
            if (asked.Right == Right.Erasure)
            {
                var run = runs.GetValueOrDefault(asked.Id);
                Assert.False(isDone && run?.State != ErasureState.Done, $"request {asked.Id} is done, its erasure is not");
                if (run?.State >= ErasureState.Verified)
                {
                    Assert.DoesNotContain(run.Id, open);
                    Assert.DoesNotContain(asked.Address + " ", there, StringComparison.Ordinal);
                }
            }
            else if (isDone)
            {
                var file = Path.Combine(OwnerFolder.Of(Path.Combine(Site.DataFolder, "exports"), packages[asked.Id].OwnerId), packages[asked.Id].FileName);
                Assert.True(File.Exists(file), $"request {asked.Id} is done without its package");
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Site.DisposeAsync();
        await Place.DisposeAsync();
        await Mail.DisposeAsync();
    }

    private async Task<Queued> AskSignedInAsync(string address, Right right)
    {
        var user = await Site.RegisterAsync(address);
        var account = user.AccountId!.Value;
        var request = await Site.InScopeAsync(async services =>
        {
            var holder = (await services.GetRequiredService<ISubjectDirectory>().HolderOfAsync(account, default))!;
            return await services.GetRequiredService<RequestIntake>().AskSignedInAsync(holder, new NewRequest(right, Regime.Gdpr), null, default);
        });
        return new Queued(request.Id, address, right, account);
    }

    private async Task<Queued> AskByMailAsync(string address, Right right)
    {
        await Site.AskAsync(address, right);
        await Site.ConfirmAsync(address, Site.Visitor());
        var hash = await Site.InScopeAsync(async services => await services.GetRequiredService<AddressHashes>().HashAsync(EmailAddress.Of(address), default));
        var request = await Site.InDatabaseAsync(db => db.DataSubjectRequests().AsNoTracking().SingleAsync(r => r.AddressHash == hash));
        return new Queued(request.Id, address, right, hash);
    }
}
