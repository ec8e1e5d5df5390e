namespace IGSendMail.Web.Tests.Retention.Simulation;

/// <summary>What the policy and the design promise, worked out here once more and apart from the product.</summary>
internal static class Promise
{
    /// <summary>Deletion of lists begins so much before it must be done.</summary>
    public static readonly TimeSpan Margin = TimeSpan.FromHours(48);

    /// <summary>A clock that jumps further ahead is not believed.</summary>
    public static readonly TimeSpan MostAhead = TimeSpan.FromHours(48);

    /// <summary>The clocks of two machines may differ by so much.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(1);

    /// <summary>Backups are kept for less time than the journal remembers erasures.</summary>
    public static readonly TimeSpan BackupsKept = TimeSpan.FromDays(365);

    /// <summary>Days between the first load of a material change and the day it takes effect.</summary>
    public const int NoticeDays = 30;

    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("America/New_York");

    /// <summary>What the first version says.</summary>
    public static readonly Figures First = new(30, 30);

    /// <summary>From this instant on the lists of an account that was cancelled then are being deleted.</summary>
    public static DateTimeOffset ListsGoFrom(DateTimeOffset cancelled, Figures figures)
    {
        var gone = TimeSpan.FromDays(figures.GoneDays);
        return gone <= Margin ? cancelled : cancelled + gone - Margin;
    }

    /// <summary>From this instant on the account data is being deleted.</summary>
    public static DateTimeOffset AccountGoesFrom(DateTimeOffset cancelled, Figures figures) =>
        cancelled + TimeSpan.FromDays(figures.KeptDays);

    /// <summary>The calendar day at the company's seat.</summary>
    public static DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, Zone).DateTime);

    /// <summary>When a day begins at the company's seat.</summary>
    public static DateTimeOffset StartOf(DateOnly day)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(midnight, Zone.GetUtcOffset(midnight)).ToUniversalTime();
    }

    /// <summary>When a material version takes effect that was first loaded at an instant and announced for a day.</summary>
    public static DateTimeOffset TakesEffect(DateTimeOffset loaded, DateOnly announced)
    {
        var noticed = loaded + TimeSpan.FromDays(NoticeDays);
        var day = DayOf(noticed);
        var firstFull = StartOf(day) == noticed ? day : day.AddDays(1);
        return StartOf(firstFull > announced ? firstFull : announced);
    }
}

/// <summary>The figures of a policy version that retention goes by, in days.</summary>
internal sealed record Figures(int KeptDays, int GoneDays);

/// <summary>A published version.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Published">The day.</param>
/// <param name="Announced">The day it is announced for.</param>
/// <param name="Figures">Its figures.</param>
internal sealed record Version(string Name, DateOnly Published, DateOnly Announced, Figures Figures);
