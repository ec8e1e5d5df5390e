using IGSendMail.Privacy.Erasure;

namespace IGSendMail.Platform.Accounts;

/// <summary>Why this room has something erased.</summary>
public static class AccountCauses
{
    /// <summary>Nobody confirmed the e-mail address of a new account, or whoever has its mailbox did not open it.</summary>
    public static readonly ErasureCause Unconfirmed = new("Unconfirmed")
    {
        Opening = "Nobody confirmed the e-mail address of this account, so",
    };
}
