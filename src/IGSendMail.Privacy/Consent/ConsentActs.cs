using IGSendMail.Privacy.Audit;

namespace IGSendMail.Privacy.Consent;

/// <summary>What this room enters in the trail.</summary>
public static class ConsentActs
{
    /// <summary>Optional cookies were allowed.</summary>
    public static readonly AuditAct Granted = new("ConsentGranted", "Optional cookies allowed");

    /// <summary>Optional cookies were refused.</summary>
    public static readonly AuditAct Refused = new("ConsentRefused", "Optional cookies refused");

    /// <summary>Another choice of optional cookies was allowed.</summary>
    public static readonly AuditAct Changed = new("ConsentChanged", "Cookie choice changed");

    /// <summary>A consent was taken back.</summary>
    public static readonly AuditAct Withdrawn = new("ConsentWithdrawn", "Consent taken back");

    /// <summary>A consent ended by itself.</summary>
    public static readonly AuditAct Expired = new("ConsentExpired", "Consent ended by itself");

    /// <summary>An officer took a copy of the consent ledger.</summary>
    public static readonly AuditAct Exported = new("ConsentExported", "Consent ledger exported");
}
