using CsCheck;
using IGSendMail.Privacy.PersonalData;

namespace IGSendMail.Web.Tests.Retention.Simulation;

/// <summary>Ten years in the life of a company, made from a seed: the same seed makes the same life.</summary>
internal static class Life
{
    public static readonly TimeSpan Length = TimeSpan.FromDays(3_652);

    public static readonly DataCategory[] HeldCategories = [DataCategory.Subscriber, DataCategory.Account, DataCategory.Accountability];

    /// <summary>Tables that hold nothing but what people are told.</summary>
    public static readonly string[] Tables = ["Accounts", "Users", "LegalHolds", "PromisedDeletions"];

    /// <summary>Spans after which something falls due, a second to either side: where mistakes are.</summary>
    private static readonly TimeSpan[] Telling =
    [
        .. new[] { 2, 7, 28, 30, 31, 60 }.SelectMany(days => new[] { -1, 0, 1 }.Select(s => TimeSpan.FromDays(days) + TimeSpan.FromSeconds(s))),
    ];

    private static readonly Deed[] Weighted =
    [
        .. Times(Deed.SignUp, 3), .. Times(Deed.Upload, 7), .. Times(Deed.DeleteList, 2), .. Times(Deed.Cancel, 12),
        .. Times(Deed.ComeBack, 6), .. Times(Deed.ComeBackMeanwhile, 2), .. Times(Deed.AskErasure, 1), .. Times(Deed.HoldAccount, 3), .. Times(Deed.HoldCategory, 2),
        .. Times(Deed.Lift, 6), .. Times(Deed.Backup, 3), .. Times(Deed.Restore, 2), .. Times(Deed.RestoreTable, 2),
        .. Times(Deed.OldVault, 1), .. Times(Deed.OldPair, 1), .. Times(Deed.Publish, 1),
        .. Times(Deed.ClockBack, 1), .. Times(Deed.ClockAhead, 1), .. Times(Deed.ClockRight, 3), .. Times(Deed.Restart, 1),
        .. Times(Deed.Killed, 2), .. Times(Deed.Down, 2),
    ];

    public static IReadOnlyList<Step> Of(int seed)
    {
        var random = new PCG(1, (ulong)seed);
        var customers = 2 + Below(random, 5);
        var steps = new List<Step>();
        var at = TimeSpan.Zero;
        for (var customer = 1; customer <= customers; customer++)
        {
            at += TimeSpan.FromSeconds(1 + Below(random, 86_400));
            steps.Add(new Step(at, Deed.SignUp, customer));
            steps.Add(new Step(at + TimeSpan.FromMinutes(5), Deed.Upload, customer, 3 + Below(random, 6)));
        }

        at += TimeSpan.FromHours(1);
        for (var left = 30 + Below(random, 31); left > 0; left--)
        {
            at += Gap(random);
            if (at >= Length)
            {
                break;
            }

            steps.Add(Any(random, at, customers));
        }

        return steps;
    }

    private static TimeSpan Gap(PCG random) => Below(random, 20) switch
    {
        < 6 => TimeSpan.FromSeconds(1 + Below(random, 43_200)),
        < 10 => Telling[Below(random, Telling.Length)],
        < 17 => TimeSpan.FromSeconds(1 + Below(random, 40 * 86_400)),
        _ => TimeSpan.FromHours(1 + Below(random, 600 * 24)),
    };

    private static Step Any(PCG random, TimeSpan at, int customers)
    {
        var deed = Weighted[Below(random, Weighted.Length)];
        var customer = 1 + Below(random, customers);
        return deed switch
        {
            Deed.Upload => new Step(at, deed, customer, 3 + Below(random, 6)),
            Deed.HoldCategory => new Step(at, deed, Below(random, HeldCategories.Length)),
            Deed.RestoreTable => new Step(at, deed, Below(random, Tables.Length)),
            Deed.Lift => new Step(at, deed, Below(random, 100)),
            Deed.Publish => new Step(at, deed, 3 + Below(random, 60), 1 + Below(random, 60)),
            Deed.ClockBack => new Step(at, deed, Amount: 1 + Below(random, 24 * 40)),
            Deed.ClockAhead => new Step(at, deed, Amount: 1 + Below(random, 24 * (1 + (39 * Below(random, 2))))),
            Deed.Killed => new Step(at, deed, Amount: Below(random, 2)),
            Deed.Down => new Step(at, deed, Amount: 1 + Below(random, 24 * 20)),
            _ => new Step(at, deed, customer),
        };
    }

    private static int Below(PCG random, int most) => (int)random.Next((uint)most);

    private static IEnumerable<Deed> Times(Deed deed, int times) => Enumerable.Repeat(deed, times);
}
