using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Policy;
using IGSendMail.Privacy.Retention;
using IGSendMail.Privacy.Settings;

namespace IGSendMail.Web.Features.PersonalData;

/// <summary>A whole category in a line, from its places and their rules.</summary>
internal static class CategoryWords
{
    /// <summary>The line of a category; null if it has no place.</summary>
    public static CategorySummary? Summary(
        DataCategory category, IReadOnlyList<StoreDescription> places, IReadOnlyList<RetentionRule> rules, Commitments commitments) =>
        places.Count == 0
            ? null
            : new CategorySummary(
                InventoryWords.Whose(places.SelectMany(p => p.AlsoAbout.Prepend(p.Owner))),
                $"{string.Join(", ", places.SelectMany(p => p.Purposes).Distinct().Order().Select(Short)).Sentence()}. "
                    + $"{string.Join(", ", places.Select(p => p.Basis).Distinct().Order().Select(Short)).Sentence()}.",
                HowLong(category, rules, commitments));

    private static string HowLong(DataCategory category, IReadOnlyList<RetentionRule> rules, Commitments commitments)
    {
        var parts = new List<string>(3);
        if (rules.Any(r => r.Anchor == RetentionAnchor.Cancelled))
        {
            parts.Add(category == DataCategory.Subscriber
                ? $"until the customer deletes it; gone within {InventoryWords.Days(commitments.SubscriberDataGone)} of cancellation"
                : $"while the account is open, and {InventoryWords.Days(commitments.AccountDataKept)} after it is cancelled");
        }

        var ages = rules.Select(r => r.Age).OfType<StatedPeriod>().OrderBy(a => a.After(DateTimeOffset.UnixEpoch)).Select(a => a.InWords).ToList();
        if (ages.Count > 0)
        {
            var span = ages[0] == ages[^1] ? ages[0] : $"{ages[0]} to {ages[^1]}";
            parts.Add(parts.Count == 0 ? span : $"by age: {span}");
        }

        if (rules.Any(r => r.Anchor == RetentionAnchor.PassedOn))
        {
            parts.Add("on its way: minutes");
        }

        return string.Join("; ", parts).Sentence();
    }

    private static string Short(Purpose purpose) => purpose switch
    {
        Purpose.ProvidePlatform => "the platform itself",
        Purpose.Billing => "billing",
        Purpose.ServiceMessages => "messages about the service",
        Purpose.Improve => "improvement",
        Purpose.AnalyseUsage => "analysis of use",
        Purpose.Security => "security",
        Purpose.LegalObligations => "legal obligations",
        _ => throw new ArgumentOutOfRangeException(nameof(purpose), purpose, "This purpose has no short words."),
    };

    private static string Short(LawfulBasis basis) => basis switch
    {
        LawfulBasis.Contract => "our contract",
        LawfulBasis.LegalObligation => "a legal duty",
        LawfulBasis.LegitimateInterest => "our legitimate interest",
        LawfulBasis.Consent => "consent",
        LawfulBasis.ControllerInstruction => "the customer’s instructions",
        _ => throw new ArgumentOutOfRangeException(nameof(basis), basis, "This basis has no short words."),
    };
}
