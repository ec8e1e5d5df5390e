using IGSendMail.Privacy.Letters;

namespace IGSendMail.Platform.Accounts;

/// <summary>The letters of this room.</summary>
public static class AccountLetters
{
    /// <inheritdoc cref="WelcomeLetter" />
    public static readonly LetterKind Welcome = LetterKind.Of<WelcomeLetter, WelcomeTemplate>("WelcomeLetter");

    /// <inheritdoc cref="AlreadyRegisteredLetter" />
    public static readonly LetterKind AlreadyRegistered = LetterKind.Of<AlreadyRegisteredLetter, AlreadyRegisteredTemplate>("AlreadyRegisteredLetter");

    /// <inheritdoc cref="CancelledLetter" />
    public static readonly LetterKind Cancelled = LetterKind.Of<CancelledLetter, CancelledTemplate>("CancelledLetter");

    /// <inheritdoc cref="CancellationUndoneLetter" />
    public static readonly LetterKind CancellationUndone = LetterKind.Of<CancellationUndoneLetter, CancellationUndoneTemplate>("CancellationUndoneLetter");

    /// <inheritdoc cref="PasswordChangedLetter" />
    public static readonly LetterKind PasswordChanged = LetterKind.Of<PasswordChangedLetter, PasswordChangedTemplate>("PasswordChangedLetter");
}

/// <summary>Welcomes a new account holder.</summary>
public sealed record WelcomeLetter(string ToAddress, string? ToName, string PolicyVersion)
    : Letter(ToAddress, ToName);

/// <summary>Tells the owner of an address that somebody tried to register with it.</summary>
public sealed record AlreadyRegisteredLetter(string ToAddress, string? ToName, DateTimeOffset TriedAt)
    : Letter(ToAddress, ToName);

/// <summary>Confirms a cancellation with its dates.</summary>
public sealed record CancelledLetter(
    string ToAddress,
    string? ToName,
    DateTimeOffset CancelledAt,
    DateTimeOffset UndoListsUntil,
    DateTimeOffset SubscriberDataGoneBy,
    DateTimeOffset AccountDataKeptUntil,
    DateTimeOffset AccountDataGoneBy)
    : Letter(ToAddress, ToName);

/// <summary>Confirms that a cancelled account is back.</summary>
/// <param name="WithLists">True if its lists came back too.</param>
public sealed record CancellationUndoneLetter(string ToAddress, string? ToName, bool WithLists)
    : Letter(ToAddress, ToName);

/// <summary>Tells a person that their password was changed.</summary>
public sealed record PasswordChangedLetter(string ToAddress, string? ToName, DateTimeOffset ChangedAt)
    : Letter(ToAddress, ToName);
