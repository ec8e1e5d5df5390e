using IGSendMail.Privacy.Erasure;
using IGSendMail.Storage;

namespace IGSendMail.Web.Tests.Erasures;

/// <summary>The table by which a plan stands or falls, and the waits of places that failed.</summary>
public sealed class PlanDriftTests
{
    private static readonly StoreTotals[] Plan =
    [
        new("Account", IsCounted: true, 1, 0, 0), new("OutboxMessage", IsCounted: true, 2, 0, 0),
        new("ErasureRun", IsCounted: true, 0, 1, 3), new("crm", IsCounted: true, 5, 0, 1),
    ];

    public static TheoryData<string, int, string> Table => new()
    {
        { "nothing", 0, "Act" },
        { "nothing", 2, "Act" },
        { "a letter more", 0, "TakeNewPlan" },
        { "a letter fewer", 2, "TakeNewPlan" },
        { "another proof that is kept", 0, "TakeNewPlan" },
        { "the remote place does not answer", 0, "TakeNewPlan" },
        { "the remote place holds more", 0, "PlanAgain" },
        { "an account row more", 0, "PlanAgain" },
        { "an account row fewer", 1, "PlanAgain" },
        { "an account row more", 2, "Halt" },
        { "what went is kept now", 0, "PlanAgain" },
        { "a place is gone", 0, "PlanAgain" },
        { "a place is new", 2, "Halt" },
        { "a letter and an account row more", 0, "PlanAgain" },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void What_follows_from_a_second_count(string moved, int driftsBefore, string answer) => Assert.Equal(answer, PlanDrift.Decide(
        new ErasureCounts([.. Plan]), new ErasureCounts([.. Moved(moved)]), driftsBefore,
        key => key is "OutboxMessage" or "ErasureRun").ToString());

    [Fact]
    public void The_fingerprint_depends_on_places_dispositions_and_counts_and_not_on_their_order()
    {
        var fingerprint = new ErasureCounts([.. Plan]).Fingerprint();

        Assert.Equal(fingerprint, new ErasureCounts([.. Plan.Reverse()]).Fingerprint());
        var others = Table.Select(row => (string)row[0]).Distinct().Where(moved => moved != "nothing")
            .Select(moved => new ErasureCounts([.. Moved(moved)]).Fingerprint()).ToList();
        Assert.DoesNotContain(fingerprint, others);
        Assert.Equal(others.Count, others.Distinct().Count());
    }

    [Fact]
    public void Waits_double_up_to_six_hours_and_are_spread_the_same_way_each_time()
    {
        var run = RowKeys.New(TimeProvider.System);
        for (var attempt = 1; attempt <= 30; attempt++)
        {
            var middle = Math.Min(30 * Math.Pow(2, attempt - 1), TimeSpan.FromHours(6).TotalSeconds);
            var wait = StoreBackOff.After(attempt, isRemote: true, run, "crm");
            Assert.InRange(wait.TotalSeconds, middle * .8, middle * 1.2);
            Assert.Equal(wait, StoreBackOff.After(attempt, isRemote: true, run, "crm"));
        }

        var waits = Enumerable.Range(0, 100).Select(_ => StoreBackOff.After(1, isRemote: true, RowKeys.New(TimeProvider.System), "crm")).ToList();
        Assert.True(waits.Distinct().Count() > 90);
    }

    [Fact]
    public void A_place_that_names_a_time_is_not_asked_earlier_but_after_a_day_at_the_latest()
    {
        Assert.Equal(TimeSpan.FromMinutes(9), StoreBackOff.After(1, isRemote: true, Guid.Empty, "crm", TimeSpan.FromMinutes(9)));
        Assert.Equal(TimeSpan.FromHours(24), StoreBackOff.After(1, isRemote: true, Guid.Empty, "crm", TimeSpan.FromDays(9)));
        Assert.True(StoreBackOff.After(9, isRemote: true, Guid.Empty, "crm", TimeSpan.FromSeconds(1)) > TimeSpan.FromHours(1));
    }

    private static IEnumerable<StoreTotals> Moved(string what) => what switch
    {
        "a letter more" => With("OutboxMessage", p => p with { Deleted = 3 }),
        "a letter fewer" => With("OutboxMessage", p => p with { Deleted = 1 }),
        "another proof that is kept" => With("ErasureRun", p => p with { Kept = 4 }),
        "the remote place does not answer" => With("crm", _ => StoreTotals.Unanswered("crm")),
        "the remote place holds more" => With("crm", p => p with { Deleted = 6 }),
        "an account row more" => With("Account", p => p with { Deleted = 2 }),
        "an account row fewer" => With("Account", p => p with { Deleted = 0 }),
        "what went is kept now" => With("Account", p => p with { Deleted = 0, Kept = 1 }),
        "a place is gone" => Plan.Where(p => p.StoreKey != "crm"),
        "a place is new" => Plan.Append(new StoreTotals("erp", IsCounted: true, 0, 0, 0)),
        "a letter and an account row more" => Plan.Select(p => p.Deleted > 0 && p.StoreKey != "crm" ? p with { Deleted = p.Deleted + 1 } : p),
        _ => Plan,
    };

    private static IEnumerable<StoreTotals> With(string key, Func<StoreTotals, StoreTotals> change) =>
        Plan.Select(p => p.StoreKey == key ? change(p) : p);
}
