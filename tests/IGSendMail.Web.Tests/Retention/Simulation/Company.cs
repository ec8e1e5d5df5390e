using System.Globalization;
using System.Text;
using IGSendMail.Platform.Accounts;
using IGSendMail.Platform.Audience;
using IGSendMail.Privacy.Erasure;
using IGSendMail.Privacy.Holds;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Policy;
using IGSendMail.Privacy.Requests;
using IGSendMail.Privacy.Retention;
using IGSendMail.Storage;
using IGSendMail.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Web.Tests.Retention.Simulation;

/// <summary>What people and workers do to a site, through its real services.</summary>
internal sealed class Company(World world)
{
    private static readonly OfficerId Officer = new(new("0f1ce000-0000-7000-8000-000000000001"));

    private static CancellationToken None => CancellationToken.None;

    public static string AddressOf(int customer) => $"customer{customer}@example.com";

    public Task<Guid> SignUpAsync(int customer) => world.AskAsync(async services =>
    {
        var user = await services.GetRequiredService<Registration>().RegisterAsync(
            new NewAccount($"Customer {customer}", EmailAddress.Of(AddressOf(customer)), "Example Ltd", "correct horse battery",
                services.GetRequiredService<PolicyShelf>().Snapshot().InForce.Version)
            { NeedsNoProof = true }, None);
        return (user ?? throw new SimulationFault("refused", $"customer {customer} could not sign up")).AccountId!.Value;
    });

    public Task<Guid> UploadAsync(Guid account, int people) => world.AskAsync(async services =>
    {
        var csv = new StringBuilder("email,name\r\n");
        for (var person = 0; person < people; person++)
        {
            csv.Append(CultureInfo.InvariantCulture, $"person{person}@example.org,Person {person}\r\n");
        }

        using var file = new MemoryStream(Encoding.UTF8.GetBytes(csv.ToString()));
        return (await services.UploadAsync(account, "Readers", file)).ListId;
    });

    public Task<bool> DeleteListAsync(Guid account, Guid list) =>
        world.AskAsync(services => services.GetRequiredService<ListChanges>().DeleteAsync(new(account, list), None));

    public Task<CancellationTerms> CancelAsync(Guid account) =>
        world.AskAsync(services => services.GetRequiredService<Cancellation>().CancelAsync(account, None));

    public Task<ComeBack> ComeBackAsync(Guid account) =>
        world.AskAsync(services => services.GetRequiredService<Cancellation>().UndoAsync(account, None));

    /// <summary>As the work on a confirmed request for erasure orders it.</summary>
    public Task<Guid> AskErasureAsync(Guid account, string trigger) => world.AskAsync(async services =>
    {
        var subject = await services.GetRequiredService<Subjects>().OfAccountAsync(account, None);
        var db = services.GetRequiredService<IGSendMailContext>();
        var erasures = services.GetRequiredService<ErasureWork>();
        return await db.WriteAsync(WriteUrgency.Background, token => erasures.OrderAsync(
            db, trigger, new ErasureOrder(RequestCauses.Request, ErasureScope.Everything, subject, account, null, null), token), None);
    });

    public Task<bool> HoldAsync(int? customer, DataCategory? category, string caseNumber) => world.AskAsync(services =>
        services.GetRequiredService<LegalHolds>().PlaceAsync(
            new NewHold(customer is { } number ? EmailAddress.Of(AddressOf(number)) : null, category, HoldReason.LegalClaim, caseNumber,
                DateOnly.FromDateTime(world.Clock.Now.UtcDateTime).AddDays(90)), Officer, None));

    public Task<bool> LiftAsync(string caseNumber) => world.AskAsync(async services =>
    {
        var holds = services.GetRequiredService<LegalHolds>();
        var hold = (await holds.ActiveAsync(None)).SingleOrDefault(h => h.CaseNumber == caseNumber);
        return hold is not null && await services.LiftAtOnceAsync(hold.Id);
    });

    /// <summary>What the workers do about retention. False if the job refused because of the clock, or found its lease taken.</summary>
    public Task<bool> WorkAsync(bool isClockConfirmed) => world.AskAsync(async services =>
    {
        // A site does this every ten seconds.
        await services.GetRequiredService<ToldCopying>().RunAsync(None);
        try
        {
            if (await services.GetRequiredService<RetentionJob>().RunAsync(world.Clock.Now, isClockConfirmed, None) is null)
            {
                return false;
            }

            await services.GetRequiredService<ListDeletions>().RunAsync(None);
            return true;
        }
        catch (ClockException)
        {
            return false;
        }
    });

    /// <summary>Lets the last letters leave, so that erasures end.</summary>
    public Task<int> PostAsync() => world.AskAsync(async services =>
    {
        var delivered = await services.GetRequiredService<Outbox>().DeliverDueAsync(None);
        await services.GetRequiredService<ErasureWork>().RunAsync(None);
        return delivered;
    });

    /// <summary>The job up to the moment at which it is killed: everything due is ordered; and then, so many steps of each erasure.</summary>
    public Task<bool> WorkUntilKilledAsync(int steps, bool isClockConfirmed) => world.AskAsync(async services =>
    {
        var leases = services.GetRequiredService<Leases>();
        if (await leases.TryTakeAsync("erasure", None) is not { } held)
        {
            return false;
        }

        try
        {
            await services.GetRequiredService<RetentionJob>().RunAsync(world.Clock.Now, isClockConfirmed, None);
            var db = services.GetRequiredService<IGSendMailContext>();
            foreach (var run in await db.ErasureRuns().AsNoTracking()
                .Where(r => r.State == ErasureState.Ordered || r.State == ErasureState.Planned).Select(r => r.Id).ToListAsync())
            {
                for (var step = 0; step < steps; step++)
                {
                    await services.GetRequiredService<ErasureSteps>().AdvanceAsync(run, held, None);
                }
            }
        }
        catch (ClockException)
        {
            return false;
        }
        finally
        {
            await leases.ReleaseAsync(held, None);
        }

        return true;
    });

    public Task<JournalFinding> StandingAsync() =>
        world.AskAsync(services => services.GetRequiredService<JournalCheck>().LookAsync(None));
}

/// <summary>The site did not do what the oracle says.</summary>
internal sealed class SimulationFault(string kind, string what) : Exception($"{kind}: {what}")
{
    /// <summary>In a word; a life that is made shorter must still show the same kind.</summary>
    public string Kind { get; } = kind;
}
