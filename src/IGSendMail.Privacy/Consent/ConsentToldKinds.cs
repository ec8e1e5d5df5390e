using IGSendMail.Storage;

namespace IGSendMail.Privacy.Consent;

/// <summary>What of this room a restored database is told again.</summary>
public static class ConsentToldKinds
{
    /// <summary>A consent that was taken back.</summary>
    public static readonly ToldKind Withdrawal = new("ConsentWithdrawal");
}
