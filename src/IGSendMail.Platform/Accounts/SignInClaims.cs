namespace IGSendMail.Platform.Accounts;

/// <summary>What the sign-in cookie says besides whose it is (<see cref="Privacy.PersonalData.PersonClaims"/>).</summary>
internal static class SignInClaims
{
    /// <summary>The security stamp of the sign-in.</summary>
    public const string Stamp = "stamp";

    /// <summary>Row key of the session.</summary>
    public const string Session = "session";
}
