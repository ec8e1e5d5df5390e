using IGSendMail.Privacy.Audit;

namespace IGSendMail.Privacy.Erasure;

/// <summary>What this room enters in the trail.</summary>
public static class ErasureActs
{
    /// <summary>An erasure was decided.</summary>
    public static readonly AuditAct Ordered = new("ErasureOrdered", "Deletion ordered");

    /// <summary>The data key of the erased was destroyed.</summary>
    public static readonly AuditAct KeyDestroyed = new("KeyDestroyed", "Data key destroyed");

    /// <summary>Every store was read back after an erasure and nothing was left.</summary>
    public static readonly AuditAct Verified = new("ErasureVerified", "Deletion checked: nothing left");

    /// <summary>The receipt of an erasure was written.</summary>
    public static readonly AuditAct ReceiptIssued = new("ErasureReceiptIssued", "Deletion receipt written");

    /// <summary>An erasure came to its end.</summary>
    public static readonly AuditAct Finished = new("ErasureFinished", "Deletion finished");

    /// <summary>What an erasure found kept differing from its plan: nothing was erased, an officer has to look.</summary>
    public static readonly AuditAct Halted = new("ErasureHalted", "Deletion halted: the plan no longer fits");

    /// <summary>An officer let a halted erasure go on, with a new plan.</summary>
    public static readonly AuditAct Continued = new("ErasureContinued", "Halted deletion let go on");

    /// <summary>A store failed too often in an erasure: it waits for an officer.</summary>
    public static readonly AuditAct StoreGivenUp = new("ErasurePlaceGivenUp", "Deletion waits for a place that does not answer");

    /// <summary>An officer let an erasure try a store again.</summary>
    public static readonly AuditAct StoreRetried = new("ErasurePlaceRetried", "Place of a deletion tried again");
}
