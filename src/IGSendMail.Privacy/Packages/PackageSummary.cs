using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Policy;
using IGSendMail.Privacy.Settings;

namespace IGSendMail.Privacy.Packages;

/// <summary>The first lines of a package: about whom, from whom, what kinds, how much, why, how long, who else.</summary>
internal static class PackageSummary
{
    /// <summary>The lines, each with its name.</summary>
    public static IReadOnlyList<(string Name, string Words)> Of(
        PackageOrder order, PackageContent content, PolicySnapshot policy, SiteOptions site, PackageTexts texts)
    {
        var held = content.Samples.Where(s => s.Count > 0).ToList();
        var lines = new List<(string Name, string Words)>
        {
            (texts["AboutWhom"], order.Person ?? texts["AboutSomebody"]),
            (texts["Request"], texts.Of("RequestText", order.Reference, texts.Moment(policy.At, site))),
            (texts["FromWhom"], texts.Of("FromWhomText", site.Company, site.Country, site.Name, site.PrivacyAddress)),
            (texts["WhatKinds"], held.Count == 0 ? texts["NoKinds"] : string.Join("; ", held.GroupBy(s => s.Store.Category).OrderBy(g => g.Key)
                .Select(g => $"{texts.Of(g.Key)} ({texts.Records(g.Sum(s => s.Count))})"))),
            (texts["HowMuch"], texts.Of("HowMuchText", texts.Records(held.Sum(s => s.Count)), texts.Count("Parts", held.Count))),
        };
        if (held.Count > 0)
        {
            lines.Add((texts["WhatFor"], string.Join("; ", held.SelectMany(s => s.Store.Purposes).Distinct().Order().Select(texts.Of)).Sentence()));
            lines.Add((texts["HowLong"], string.Join("; ", HowLong(held, order, policy.InForce.Commitments, texts)).Sentence()));
        }

        lines.Add((texts["WhoElse"], WhoElse(order, policy.Register, held, texts)));
        if (content.Redactions.Count + content.LeftOut.Count > 0)
        {
            lines.Add((texts["NotIn"], texts.Of(
                "NotInText", texts.Count("KindsLeft", content.Redactions.Count), texts.Count("PlacesLeft", content.LeftOut.Count))));
        }

        return lines;
    }

    private static IEnumerable<string> HowLong(List<PackageSample> held, PackageOrder order, Commitments commitments, PackageTexts texts)
    {
        if (order.AccountId is not null && held.Exists(s => s.GoesWithAccount && s.Store.Category != DataCategory.Subscriber))
        {
            yield return texts.Of("HowLongAccount", texts.Days(commitments.AccountDataKept));
        }

        if (order.AccountId is not null && held.Exists(s => s.GoesWithAccount && s.Store.Category == DataCategory.Subscriber))
        {
            yield return texts.Of("HowLongLists", texts.Days(commitments.SubscriberDataGone));
        }

        var ages = held.Where(s => s.AgeCountsFrom is null).Select(s => s.Age).OfType<StatedPeriod>().OrderBy(a => a.After(DateTimeOffset.UnixEpoch)).Select(texts.Period).ToList();
        if (ages.Count > 0)
        {
            yield return ages[0] == ages[^1] ? texts.Of("ByAge", ages[0]) : texts.Of("ByAges", ages[0], ages[^1]);
        }
    }

    private static string WhoElse(PackageOrder order, SubprocessorRegister register, List<PackageSample> held, PackageTexts texts)
    {
        var kinds = held.Select(s => s.Store.Category).ToHashSet();
        var companies = register.All.Where(s => s.Data.Any(kinds.Contains))
            .Select(s => s.Name ?? $"{texts.Said(s.WhatFor).Split(',')[0]} ({texts["NotNamed"]})").ToList();
        var words = companies.Count == 0 ? texts["Nobody"] : texts.Of("WorksForUs", string.Join("; ", companies));
        return order.HeldForCustomers.Count == 0
            ? words
            : $"{words}. {texts.Count("Holders", order.HeldForCustomers.Count, string.Join("; ", order.HeldForCustomers))}";
    }
}
