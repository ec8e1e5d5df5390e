using System.Globalization;
using System.Text.RegularExpressions;
using IGSendMail.Privacy.Settings;
using Microsoft.Extensions.Configuration;

namespace IGSendMail.Privacy.PersonalData;

/// <summary>
/// How long things are kept by their age, from <c>Retention:*</c> with a stated basis. What the policy commits us to
/// (account and subscriber data) is not here: it is read from the version in force.
/// </summary>
public sealed partial class RetentionPeriods
{
    private readonly Dictionary<RetentionPeriod, StatedPeriod> _periods;

    /// <summary>Reads the periods; what is not configured has its default.</summary>
    /// <exception cref="InvalidSettingException">
    /// A period is not of the form P30D, P13M or P3Y, or shorter or longer than the law lets it be; the message names the key.
    /// </exception>
    public RetentionPeriods(IConfiguration configuration)
    {
        _periods = Defaults.ToDictionary(d => d.Key, d => Read(configuration.GetSection($"Retention:{d.Key}"), d.Key, d.Value));
    }

    private static Dictionary<RetentionPeriod, StatedPeriod> Defaults { get; } = new()
    {
        [RetentionPeriod.Usage] = new(13, 0, "Thirteen months show a year against the year before"),
        [RetentionPeriod.Technical] = new(0, 90, "Long enough to look into a security incident"),
        [RetentionPeriod.Consent] = new(36, 0, "We must be able to show that you consented (GDPR Art. 7(1)), for as long as claims can be made"),
        [RetentionPeriod.Requests] = new(36, 0, "We must be able to show how we answered (11 CCR § 7101: 24 months at least)"),
        [RetentionPeriod.Exports] = new(0, 14, "Time to download your copy"),
        [RetentionPeriod.Imports] = new(0, 7, "Time to look into an upload that failed"),
        [RetentionPeriod.PickupMail] = new(0, 7, "Time for the mail server to pick letters up"),
        [RetentionPeriod.Billing] = new(84, 0, "Tax and accounting law"),
        [RetentionPeriod.Audit] = new(36, 0, "We must be able to show what we did (GDPR Art. 5(2)), for as long as claims can be made"),
        [RetentionPeriod.Deliveries] = new(0, 90, "A decision that is repeated must not be told twice"),
        [RetentionPeriod.Bookkeeping] = new(0, 1, "Needed only while the program runs"),
    };

    /// <summary>The period and its basis.</summary>
    public StatedPeriod this[RetentionPeriod period] => _periods[period];

    private static StatedPeriod Read(IConfigurationSection section, RetentionPeriod key, StatedPeriod standard)
    {
        var text = section["Period"];
        if (string.IsNullOrEmpty(text))
        {
            return standard;
        }

        var match = Iso().Match(text);
        if (!match.Success || match.Length < 3)
        {
            throw new InvalidSettingException($"Retention:{key}:Period", $"is \"{text}\"; it must look like P30D, P13M or P3Y");
        }

        var stated = new StatedPeriod(
            12 * Figure(match, "y") + Figure(match, "m"), Figure(match, "d"), section["Basis"] ?? standard.Basis);
        return RetentionLimits.Of(key).ProblemOf(stated) is { } problem
            ? throw new InvalidSettingException($"Retention:{key}:Period", $"is \"{text}\"; {problem}")
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
