namespace IGSendMail.Privacy.PersonalData;

/// <summary>A period that a rule of law sets.</summary>
/// <param name="Months">Calendar months.</param>
/// <param name="Source">The rule.</param>
public sealed record LegalLimit(int Months, string Source)
{
    /// <summary>Records of requests of consumers, and of how they were answered: a minimum of 24 months.</summary>
    public static readonly LegalLimit RecordsOfRequests = new(24, "11 CCR § 7101(a)");

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
