using IGSendMail.Privacy.Audit;

namespace IGSendMail.Privacy.Recovery;

/// <summary>What this room enters in the trail.</summary>
public static class RecoveryActs
{
    /// <summary>An erasure was carried out again after a restore.</summary>
    public static readonly AuditAct ErasureReplayed = new("ErasureReplayed", "Deletion repeated after a restore");

    /// <summary>What people were told was made true again after a restore.</summary>
    public static readonly AuditAct ToldAgain = new("ToldAgain", "What people were told was made true again after a restore");

    /// <summary>Somebody decided to serve a database of which not all is known that people were told since.</summary>
    public static readonly AuditAct LossAccepted = new("LossAccepted", "A database was taken on although not all is known that people were told since");
}
