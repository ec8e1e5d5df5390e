using System.Globalization;
using System.Text.RegularExpressions;
using IGSendMail.Privacy.Settings;
using IGSendMail.Storage;
using Microsoft.Extensions.Configuration;

namespace IGSendMail.Privacy.PersonalData;

/// <summary>
/// How long things are kept by their age, from <c>Retention:*</c> with a stated basis. What the policy commits us to
/// (account and subscriber data) is not here: it is read from the version in force.
/// </summary>
public sealed partial class RetentionPeriods
{
    private readonly Dictionary<string, StatedPeriod> _periods;

    /// <summary>Reads the period of every room; what is not configured has its standard.</summary>
    /// <exception cref="InvalidSettingException">
    /// A period is not of the form P30D, P13M or P3Y, or shorter or longer than the law lets it be; the message names the key.
    /// </exception>
    public RetentionPeriods(IConfiguration configuration, WordBook words)
    {
        _periods = words.All<RetentionPeriod>().ToDictionary(
            p => p.Name, p => Read(new Section(configuration, $"Retention:{p.Name}"), p), StringComparer.Ordinal);
    }

    /// <summary>The period and its basis.</summary>
    /// <exception cref="InvalidOperationException">No room registered it.</exception>
    public StatedPeriod this[RetentionPeriod period] => _periods.TryGetValue(period.Name, out var stated)
        ? stated
        : throw new InvalidOperationException($"No room registered the retention period {period}: AddWords takes the class that makes it.");

    private static StatedPeriod Read(Section section, RetentionPeriod period)
    {
        if (section.Find("Period") is not { } text)
        {
            return period.Standard;
        }

        var match = Iso().Match(text);
        if (!match.Success || match.Length < 3)
        {
            throw section.Wrong("Period", $"is \"{text}\"; it must look like P30D, P13M or P3Y");
        }

        var stated = new StatedPeriod(
            12 * Figure(match, "y") + Figure(match, "m"), Figure(match, "d"), section.Find("Basis") ?? period.Standard.Basis);
        return period.Limits.ProblemOf(stated) is { } problem
            ? throw section.Wrong("Period", $"is \"{text}\"; {problem}")
            : stated;
    }

    private static int Figure(Match match, string group) =>
        match.Groups[group].Success ? int.Parse(match.Groups[group].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(@"^P(?:(?<y>\d{1,3})Y)?(?:(?<m>\d{1,4})M)?(?:(?<d>\d{1,5})D)?$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Iso();
}

/// <summary>A period and why it is that long.</summary>
/// <param name="Months">Calendar months.</param>
/// <param name="Days">Days on top.</param>
/// <param name="Basis">Why.</param>
public sealed record StatedPeriod(int Months, int Days, string Basis)
{
    /// <summary>When something dated <paramref name="from"/> may go.</summary>
    public DateTimeOffset After(DateTimeOffset from) => from.AddMonths(Months).AddDays(Days);

    /// <summary>What is dated before this instant may go at <paramref name="now"/>.</summary>
    public DateTimeOffset Before(DateTimeOffset now) => now.AddDays(-Days).AddMonths(-Months);

    /// <summary>In words, such as "13 months".</summary>
    public string InWords => (Months, Days) switch
    {
        (0, 1) => "1 day",
        (0, _) => $"{Days} days",
        (12, 0) => "1 year",
        (_, 0) when Months % 12 == 0 => $"{Months / 12} years",
        (_, 0) => $"{Months} months",
        _ => $"{Months} months and {Days} days",
    };
}
