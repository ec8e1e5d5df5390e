namespace IGSendMail.Privacy.Audit;

/// <summary>What is wrong with the trail.</summary>
public enum AuditFaultKind
{
    /// <summary>An entry or its place in the chain was changed.</summary>
    Changed,

    /// <summary>An entry or its place in the chain is gone.</summary>
    Missing,

    /// <summary>Entries stand in each other's place.</summary>
    Swapped,

    /// <summary>An entry is there that the program did not write.</summary>
    Inserted,

    /// <summary>The end of the trail is gone.</summary>
    Truncated,

    /// <summary>The heads in the vault do not follow each other, or are not signed by us.</summary>
    Heads,
}

/// <summary>The first thing that is wrong.</summary>
/// <param name="Kind">What.</param>
/// <param name="Sequence">Place in the chain, if it is about one.</param>
/// <param name="EntryId">The entry, if it is known.</param>
/// <param name="Words">In words for the operator.</param>
public sealed record AuditFault(AuditFaultKind Kind, long? Sequence, Guid? EntryId, string Words);

/// <summary>Entries that were lost when an older database was restored; the vault knew of them.</summary>
/// <param name="First">The first place.</param>
/// <param name="Last">The last place.</param>
/// <param name="At">When the trail went on without them.</param>
public sealed record LostEntries(long First, long Last, DateTimeOffset At);

/// <summary>What a check of the trail found.</summary>
/// <param name="Verified">Entries that were read and are what they were.</param>
/// <param name="Heads">Signed heads that were checked.</param>
/// <param name="CutAt">Entries before this place and it were cut by retention; 0 if none.</param>
/// <param name="NewestHeadAt">When the newest head was signed.</param>
/// <param name="Waiting">Entries that have no place in the chain yet.</param>
/// <param name="OldestWaiting">When the oldest of them was written.</param>
/// <param name="Lost">What restores lost.</param>
/// <param name="Fault">The first thing that is wrong, or null.</param>
public sealed record AuditReport(
    long Verified, long Heads, long CutAt, DateTimeOffset? NewestHeadAt, long Waiting, DateTimeOffset? OldestWaiting,
    IReadOnlyList<LostEntries> Lost, AuditFault? Fault);

internal sealed class AuditFaultException(AuditFault fault) : Exception(fault.Words)
{
    public AuditFault Fault => fault;

    public AuditFaultException(AuditFaultKind kind, long? sequence, Guid? entryId, string words)
        : this(new AuditFault(kind, sequence, entryId, words))
    {
    }
}
