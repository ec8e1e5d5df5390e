using IGSendMail.Storage;

namespace IGSendMail.Platform.Accounts;

/// <summary>What of this room a restored database is told again.</summary>
public static class AccountToldKinds
{
    /// <summary>An account: that it was opened, corrected, cancelled or closed.</summary>
    public static readonly ToldKind Account = new("Account");

    /// <summary>Somebody who signs in: name, address, password, and whether the mailbox was shown.</summary>
    public static readonly ToldKind User = new("User");

    /// <summary>A passkey: that it was added or removed.</summary>
    public static readonly ToldKind Passkey = new("Passkey");

    /// <summary>The codes of an app: that they were set up, renewed, used up or turned off.</summary>
    public static readonly ToldKind SecondFactor = new("SecondFactor");

    /// <summary>Wrong passwords and the like are counted too often to be told each time.</summary>
    internal static readonly IReadOnlyList<string> OfUser =
    [
        nameof(Accounts.User.AddressHash), nameof(Accounts.User.Content), nameof(Accounts.User.PasswordHash), nameof(Accounts.User.SecurityStamp),
        nameof(Accounts.User.AddressConfirmedAt), nameof(Accounts.User.OptedOutAt),
    ];
}
