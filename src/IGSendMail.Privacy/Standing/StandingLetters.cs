using IGSendMail.Privacy.Letters;

namespace IGSendMail.Privacy.Standing;

/// <summary>The letters of this room.</summary>
public static class StandingLetters
{
    /// <inheritdoc cref="DeletionsLateLetter" />
    public static readonly LetterKind DeletionsLate = LetterKind.Of<DeletionsLateLetter, DeletionsLateTemplate>("DeletionsLateLetter");
}

/// <summary>Tells an officer that deletions are in danger of being late, or are.</summary>
/// <param name="ToAddress">The officer's address.</param>
/// <param name="ToName">The officer's name.</param>
/// <param name="Deletions">How many.</param>
/// <param name="Overdue">How many of them are late.</param>
/// <param name="FirstPromise">The earliest instant by which one of them was promised.</param>
public sealed record DeletionsLateLetter(string ToAddress, string? ToName, int Deletions, int Overdue, DateTimeOffset FirstPromise)
    : Letter(ToAddress, ToName);
