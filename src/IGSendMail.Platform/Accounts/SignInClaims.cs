namespace IGSendMail.Platform.Accounts;

/// <summary>What a sign-in says besides whose it is (<see cref="Privacy.PersonalData.PersonClaims"/>).</summary>
public static class SignInClaims
{
    /// <summary>The security stamp of the sign-in.</summary>
    public const string Stamp = "stamp";

    /// <summary>That a code was asked for beside the password; its value is <see cref="WithCode"/>.</summary>
    public const string Method = "amr";

    /// <summary>Password and code (RFC 8176).</summary>
    public const string WithCode = "mfa";

    /// <summary>Row key of the session.</summary>
    public const string Session = "session";
}
