using IGSendMail.Privacy.Audit;
using IGSendMail.Privacy.Letters;

namespace IGSendMail.Privacy.Daily;

/// <summary>The letters of this room.</summary>
public static class DailyLetterKinds
{
    /// <inheritdoc cref="DailyLetter" />
    public static readonly LetterKind Daily = LetterKind.Of<DailyLetter, DailyTemplate>("DailyLetter");
}

/// <summary>
/// Tells an officer each day how things stand. The head of the audit trail in it lies in a mailbox from then on, out of reach of whoever
/// could put an older database and an older vault back together: a person is a witness too.
/// </summary>
/// <param name="ToAddress">The officer's address.</param>
/// <param name="ToName">The officer's name.</param>
/// <param name="At">When it was counted.</param>
/// <param name="Figures">How things stood then.</param>
/// <param name="Head">The newest head of the trail; null before the first.</param>
/// <param name="Entries">How many entries that head covers.</param>
public sealed record DailyLetter(string ToAddress, string? ToName, DateTimeOffset At, DayFigures Figures, NotedHead? Head, long Entries)
    : Letter(ToAddress, ToName);

/// <summary>Where the link of this room's letter leads. Whoever has the pages implements it.</summary>
public interface IDailyLetterLinks
{
    /// <summary>The officers' first page.</summary>
    Uri Officer { get; }
}
