namespace IGSendMail.Platform.Accounts;

/// <summary>Where the links of this room's letters lead. Whoever has the pages implements it.</summary>
public interface IAccountLetterLinks
{
    /// <summary>The lists of an account.</summary>
    Uri Lists { get; }

    /// <summary>The page of an account; null leaves the language to the browser, here and below.</summary>
    Uri Account(string? language);

    /// <summary>Where people sign in.</summary>
    Uri SignIn(string? language);

    /// <summary>Where an account is cancelled and a cancellation is taken back.</summary>
    Uri Cancellation(string? language);

    /// <summary>One version of the privacy policy.</summary>
    Uri PolicyVersion(string version);

    /// <summary>The page on which an address is confirmed, or the account done away with.</summary>
    Uri ConfirmAddress(string token, string language);

    /// <summary>The page on which a new password is chosen.</summary>
    Uri NewPassword(string token, string language);
}
