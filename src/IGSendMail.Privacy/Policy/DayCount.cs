using System.Globalization;
using System.Text.RegularExpressions;

namespace IGSendMail.Privacy.Policy;

/// <summary>
/// A figure of the policy: a whole number of days, written as an ISO 8601 duration (<c>P30D</c>). Months and years are
/// refused because their length depends on where one begins to count: nobody could say to the hour when they end.
/// </summary>
public static partial class DayCount
{
    /// <summary>The longest figure that is accepted; anything above is taken for a slip.</summary>
    public const int Longest = 3650;

    /// <summary>Reads a duration. <paramref name="problem"/> says why it was refused, or is null.</summary>
    public static bool TryParse(string text, out TimeSpan duration, out string? problem)
    {
        duration = default;
        problem = Days().Match(text) is { Success: true } match
            ? Measure(match.Groups["days"].Value, ref duration)
            : CalendarUnits().IsMatch(text) ? "months and years have no fixed number of days"
            : OtherUnits().IsMatch(text) ? "the policy counts in days, not in weeks or hours"
            : "this is no ISO 8601 duration";
        return problem is null;
    }

    /// <summary>The figure as the policy shows it, such as "30 days".</summary>
    /// <exception cref="ArgumentException">The duration is not a whole number of days.</exception>
    public static string InWords(TimeSpan duration) => duration.Ticks % TimeSpan.TicksPerDay != 0
        ? throw new ArgumentException("A figure of the policy is a whole number of days.", nameof(duration))
        : string.Create(CultureInfo.InvariantCulture, $"{duration.Days} {(duration.Days == 1 ? "day" : "days")}");

    /// <summary>The figure as an ISO 8601 duration, such as "P30D".</summary>
    public static string InIso(TimeSpan duration) => string.Create(CultureInfo.InvariantCulture, $"P{duration.Days}D");

    private static string? Measure(string digits, ref TimeSpan duration)
    {
        if (!int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var days) || days is < 1 or > Longest)
        {
            return string.Create(CultureInfo.InvariantCulture, $"the figure must lie between 1 and {Longest} days");
        }

        duration = TimeSpan.FromDays(days);
        return null;
    }

    [GeneratedRegex(@"\AP(?<days>[0-9]+)D\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Days();

    [GeneratedRegex(@"\AP([0-9]+Y([0-9]+M)?|[0-9]+M)([0-9]+D)?(T.*)?\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex CalendarUnits();

    [GeneratedRegex(@"\AP([0-9]+W|([0-9]+D)?T[0-9HMS.]+)\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex OtherUnits();
}
