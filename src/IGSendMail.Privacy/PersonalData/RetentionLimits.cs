using System.Collections.Frozen;

namespace IGSendMail.Privacy.PersonalData;

/// <summary>A period that a rule of law sets.</summary>
/// <param name="Months">Calendar months.</param>
/// <param name="Source">The rule.</param>
public sealed record LegalLimit(int Months, string Source)
{
    /// <summary>In words, such as "2 years".</summary>
    public string InWords => new StatedPeriod(Months, 0, Source).InWords;
}

/// <summary>How short and how long something may be kept. Where no rule names a figure there is no limit of that kind.</summary>
/// <param name="Minimum">At least so long.</param>
/// <param name="Maximum">At most so long.</param>
public sealed record LegalLimits(LegalLimit? Minimum, LegalLimit? Maximum)
{
    // Any start will do where lengths of months differ: a leap year has all of them.
    private static readonly IReadOnlyList<DateTimeOffset> Starts =
        [.. Enumerable.Range(0, 1_461).Select(day => new DateTimeOffset(2027, 1, 1, 0, 0, 0, TimeSpan.Zero).AddDays(day))];

    /// <summary>Why a period is against the law, and the remedy; null if it is not.</summary>
    public string? ProblemOf(StatedPeriod period) =>
        Minimum is { } least && Starts.Any(day => period.After(day) < day.AddMonths(least.Months))
            ? $"the law asks for at least {least.InWords} ({least.Source}). Set P{least.Months}M or longer"
        : Maximum is { } most && Starts.Any(day => period.After(day) > day.AddMonths(most.Months))
            ? $"at most {most.InWords} are lawful ({most.Source}). Set P{most.Months}M or shorter"
        : null;
}

/// <summary>The limits we know of, with their sources.</summary>
public static class RetentionLimits
{
    private static readonly LegalLimits None = new(null, null);
    private static readonly LegalLimit ShowAnswers = new(24, "11 CCR § 7101(a)");

    private static readonly FrozenDictionary<RetentionPeriod, LegalLimits> Known = new Dictionary<RetentionPeriod, LegalLimits>
    {
        // What measures an audience without being needed for the service.
        [RetentionPeriod.Usage] = new(null, new(25, "CNIL, guidelines on trackers of 17 September 2020, art. 5")),
        [RetentionPeriod.Technical] = new(null, new(12, "CNIL, recommendation on logging of 14 October 2021")),
        // A choice against cookies is an opt-out in California: a record of it is one of a request.
        [RetentionPeriod.Consent] = new(ShowAnswers, null),
        [RetentionPeriod.Requests] = new(ShowAnswers, null),
        [RetentionPeriod.Audit] = new(ShowAnswers, null),
        [RetentionPeriod.Billing] = new(new(72, "26 U.S.C. § 6501(e)(1)"), null),
    }.ToFrozenDictionary();

    /// <summary>The limits of a period.</summary>
    public static LegalLimits Of(RetentionPeriod period) => Known.GetValueOrDefault(period, None);
}
