using System.Globalization;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Policy;
using IGSendMail.Privacy.Settings;

namespace IGSendMail.Privacy.Packages;

/// <summary>The first lines of a package: about whom, from whom, what kinds, how much, why, how long, who else.</summary>
internal static class PackageSummary
{
    /// <summary>The lines, each with its name.</summary>
    public static IReadOnlyList<(string Name, string Words)> Of(
        PackageOrder order, PackageContent content, PolicySnapshot policy, SiteOptions site)
    {
        var held = content.Samples.Where(s => s.Count > 0).ToList();
        var lines = new List<(string Name, string Words)>
        {
            ("About whom", order.Person ?? "the person who made this request"),
            ("Request", $"{order.Reference}, made into this package on {policy.At.MomentIn(site)}"),
            ("From whom", $"{site.Company}, {site.Country}, responsible for {site.Name}; {site.PrivacyAddress}"),
            ("What kinds", held.Count == 0 ? "None: we found nothing" : string.Join("; ", held.GroupBy(s => s.Store.Category).OrderBy(g => g.Key)
                .Select(g => $"{PackageWords.Of(g.Key)} ({g.Sum(s => s.Count).Records()})"))),
            ("How much", $"{held.Sum(s => s.Count).Records()} in {Parts(held.Count)}"),
        };
        if (held.Count > 0)
        {
            lines.Add(("What for", string.Join("; ", held.SelectMany(s => s.Store.Purposes).Distinct().Order().Select(PackageWords.Of)).Sentence()));
            lines.Add(("How long", string.Join("; ", HowLong(held, order, policy.InForce.Commitments)).Sentence()));
        }

        lines.Add(("Who else", WhoElse(order, policy.Register, held)));
        if (content.Redactions.Count + content.LeftOut.Count > 0)
        {
            lines.Add(("Not in it", $"{Count(content.Redactions.Count, "kind of value or record", "kinds of values or records")} and {Count(content.LeftOut.Count, "place", "places")}, named below with the reason"));
        }

        return lines;
    }

    private static IEnumerable<string> HowLong(List<PackageSample> held, PackageOrder order, Commitments commitments)
    {
        if (order.AccountId is not null && held.Exists(s => s.GoesWithAccount && s.Store.Category != DataCategory.Subscriber))
        {
            yield return $"account: while it is active, and {Days(commitments.AccountDataKept)} after cancellation";
        }

        if (order.AccountId is not null && held.Exists(s => s.GoesWithAccount && s.Store.Category == DataCategory.Subscriber))
        {
            yield return $"lists: until you delete them, and gone within {Days(commitments.SubscriberDataGone)} of cancellation";
        }

        var ages = held.Where(s => s.AgeCountsFrom is null).Select(s => s.Age).OfType<StatedPeriod>().OrderBy(a => a.After(DateTimeOffset.UnixEpoch)).Select(a => a.InWords).ToList();
        if (ages.Count > 0)
        {
            yield return ages[0] == ages[^1] ? $"by age: {ages[0]}" : $"by age, part by part: {ages[0]} to {ages[^1]}";
        }
    }

    private static string WhoElse(PackageOrder order, SubprocessorRegister register, List<PackageSample> held)
    {
        var kinds = held.Select(s => s.Store.Category).ToHashSet();
        var companies = register.All.Where(s => s.Data.Any(kinds.Contains)).Select(s => s.Name ?? $"{s.WhatFor.Split(',')[0]} ({PackageWords.NotNamed})").ToList();
        var words = companies.Count == 0 ? "Nobody who works for us" : $"Who works for us: {string.Join("; ", companies)}";
        return order.HeldForCustomers.Count == 0
            ? words
            : $"{words}. {Count(order.HeldForCustomers.Count, "customer of ours has", "customers of ours have")} your address on a list of their own: {string.Join("; ", order.HeldForCustomers)}";
    }

    private static string Parts(int count) => Count(count, "part", "parts");

    private static string Count(int count, string one, string many) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? one : many)}");

    private static string Days(TimeSpan time) => new StatedPeriod(0, (int)time.TotalDays, "").InWords;
}
