using IGSendMail.Privacy.Letters;

namespace IGSendMail.Platform.Accounts;

/// <summary>The letters of this room.</summary>
public static class AccountLetters
{
    /// <inheritdoc cref="WelcomeLetter" />
    public static readonly LetterKind Welcome = LetterKind.Of<WelcomeLetter, WelcomeTemplate>("WelcomeLetter");

    /// <inheritdoc cref="ConfirmAddressLetter" />
    public static readonly LetterKind ConfirmAddress = LetterKind.Of<ConfirmAddressLetter, ConfirmAddressTemplate>("ConfirmAddressLetter");

    /// <inheritdoc cref="NewPasswordLetter" />
    public static readonly LetterKind NewPassword = LetterKind.Of<NewPasswordLetter, NewPasswordTemplate>("NewPasswordLetter");

    /// <inheritdoc cref="AlreadyRegisteredLetter" />
    public static readonly LetterKind AlreadyRegistered = LetterKind.Of<AlreadyRegisteredLetter, AlreadyRegisteredTemplate>("AlreadyRegisteredLetter");

    /// <inheritdoc cref="CancelledLetter" />
    public static readonly LetterKind Cancelled = LetterKind.Of<CancelledLetter, CancelledTemplate>("CancelledLetter");

    /// <inheritdoc cref="CancellationUndoneLetter" />
    public static readonly LetterKind CancellationUndone = LetterKind.Of<CancellationUndoneLetter, CancellationUndoneTemplate>("CancellationUndoneLetter");

    /// <inheritdoc cref="PasswordsGuessedLetter" />
    public static readonly LetterKind PasswordsGuessed = LetterKind.Of<PasswordsGuessedLetter, PasswordsGuessedTemplate>("PasswordsGuessedLetter");

    /// <inheritdoc cref="CodesGuessedLetter" />
    public static readonly LetterKind CodesGuessed = LetterKind.Of<CodesGuessedLetter, CodesGuessedTemplate>("CodesGuessedLetter");

    /// <inheritdoc cref="PasswordChangedLetter" />
    public static readonly LetterKind PasswordChanged = LetterKind.Of<PasswordChangedLetter, PasswordChangedTemplate>("PasswordChangedLetter");

    /// <inheritdoc cref="PasskeyLetter" />
    public static readonly LetterKind Passkey = LetterKind.Of<PasskeyLetter, PasskeyTemplate>("PasskeyLetter");

    /// <inheritdoc cref="SecondFactorLetter" />
    public static readonly LetterKind SecondFactor = LetterKind.Of<SecondFactorLetter, SecondFactorTemplate>("SecondFactorLetter");
}

/// <summary>Welcomes a new account holder.</summary>
public sealed record WelcomeLetter(string ToAddress, string? ToName, string PolicyVersion)
    : Letter(ToAddress, ToName);

/// <summary>
/// Carries the link with which somebody who signs in shows that this mailbox is theirs, or whoever reads it says that the account is not. It
/// repeats nothing that was typed.
/// </summary>
/// <param name="Token">The secret of the link.</param>
/// <param name="ValidUntil">When the link stops working.</param>
/// <param name="IsNew">True for a new account, which goes unless it is confirmed.</param>
/// <param name="TriedAgain">True if somebody tried to open another account with the address.</param>
public sealed record ConfirmAddressLetter(
    string ToAddress, string Token, DateTimeOffset ValidUntil, bool IsNew, bool TriedAgain)
    : Letter(ToAddress, null);

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
    : Letter(ToAddress, ToName)
{
    /// <summary>True if there were lists to lose: without any, nothing of the account goes before all of it does.</summary>
    public bool HasLists { get; init; } = true;
}

/// <summary>Confirms that a cancelled account is back.</summary>
/// <param name="WithLists">True if its lists came back too.</param>
public sealed record CancellationUndoneLetter(string ToAddress, string? ToName, bool WithLists)
    : Letter(ToAddress, ToName);

/// <summary>Tells a person that somebody tried wrong passwords for their account. It says nothing about whom.</summary>
public sealed record PasswordsGuessedLetter(string ToAddress, string? ToName, DateTimeOffset TriedAt)
    : Letter(ToAddress, ToName);

/// <summary>Tells a person that somebody who knows their password tried wrong codes beside it.</summary>
public sealed record CodesGuessedLetter(string ToAddress, string? ToName, DateTimeOffset TriedAt)
    : Letter(ToAddress, ToName);

/// <summary>Tells a person that their password was changed.</summary>
public sealed record PasswordChangedLetter(string ToAddress, string? ToName, DateTimeOffset ChangedAt)
    : Letter(ToAddress, ToName)
{
    /// <summary>True if it was not the person who did it but whoever runs the site, for somebody who could sign in no more.</summary>
    public bool IsByOperator { get; init; }
}

/// <summary>Tells a person that a code is asked for beside the password from now on, or no more.</summary>
/// <param name="IsOn">True if it is.</param>
public sealed record SecondFactorLetter(string ToAddress, string? ToName, DateTimeOffset ChangedAt, bool IsOn)
    : Letter(ToAddress, ToName)
{
    /// <summary>True if it was not the person who did it but whoever runs the site, for somebody who could sign in no more.</summary>
    public bool IsByOperator { get; init; }
}

/// <summary>Tells a person that a passkey was added or removed. It does not repeat what they call it.</summary>
/// <param name="IsAdded">True if it was added.</param>
public sealed record PasskeyLetter(string ToAddress, string? ToName, DateTimeOffset ChangedAt, bool IsAdded)
    : Letter(ToAddress, ToName)
{
    /// <summary>True if it was not the person who did it but whoever runs the site, for somebody who could sign in no more.</summary>
    public bool IsByOperator { get; init; }
}

/// <summary>Carries the link with which a new password is chosen.</summary>
/// <param name="Token">The secret of the link.</param>
/// <param name="ValidUntil">When the link stops working.</param>
public sealed record NewPasswordLetter(string ToAddress, string? ToName, string Token, DateTimeOffset ValidUntil)
    : Letter(ToAddress, ToName);
