namespace IGSendMail.Platform.Accounts;

/// <summary>What the sign-in cookie says besides the user's key. Never a name or an address.</summary>
public static class AccountClaims
{
    /// <summary>Key of the account; officers have none.</summary>
    public const string AccountId = "account";

    /// <summary>The security stamp of the sign-in.</summary>
    public const string Stamp = "stamp";

    /// <summary>The role of officers, the only one.</summary>
    public const string OfficerRole = "officer";
}
