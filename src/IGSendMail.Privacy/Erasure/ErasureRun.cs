using System.Collections.Immutable;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IGSendMail.Privacy.Erasure;

/// <summary>How far an erasure is. Each state is reached in one transaction, so a killed process goes on from it.</summary>
public enum ErasureState
{
    /// <summary>Decided; nothing has changed yet.</summary>
    Ordered,

    /// <summary>Every store was counted.</summary>
    Planned,

    /// <summary>The owner's data key is gone: sealed values are unreadable. Rows and files go slice by slice.</summary>
    Purging,

    /// <summary>Every store was read back and nothing was left; the receipt is being written.</summary>
    Verified,

    /// <summary>The receipt stands.</summary>
    Receipted,

    /// <summary>The last letter is on its way.</summary>
    LetterSent,

    /// <summary>Finished; what the run itself had to know is gone too.</summary>
    Done,
}

/// <summary>States as questions ask for them. They are stored by name: comparing with &lt; would compare names.</summary>
public static class ErasureStates
{
    /// <summary>Something that the plan said would go may still be there.</summary>
    public static IReadOnlyList<ErasureState> BeforeVerified { get; } = [ErasureState.Ordered, ErasureState.Planned, ErasureState.Purging];
}

/// <summary>One erasure, from order to receipt.</summary>
public sealed class ErasureRun : ISealedRow, IRevised
{
    /// <summary>Row key.</summary>
    public required Guid Id { get; init; }

    /// <summary>Names the decision, so that the same decision is never carried out twice.</summary>
    public required string Trigger { get; init; }

    /// <summary>What set it off.</summary>
    public required ErasureCause Cause { get; init; }

    /// <summary>How much it covers.</summary>
    public required ErasureScope Scope { get; init; }

    /// <summary>The account, if the subject is one.</summary>
    public Guid? AccountId { get; init; }

    /// <summary>The request that asked for it.</summary>
    public Guid? RequestId { get; init; }

    /// <summary>The journal entry that this run repeats after a restore; null for a new decision.</summary>
    public long? ReplayOf { get; init; }

    /// <summary>Since when it is due by the policy; null where another clock counts.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>The instant by which the policy says that everything is verified gone; null where another clock counts.</summary>
    public DateTimeOffset? PromisedBy { get; init; }

    /// <summary>How far it is.</summary>
    public ErasureState State { get; set; }

    /// <summary>When it was decided.</summary>
    public required DateTimeOffset OrderedAt { get; init; }

    /// <summary>When it was finished.</summary>
    public DateTimeOffset? FinishedAt { get; set; }

    /// <summary>Who it is about and where the last letter goes, under the run's own key; empty once done.</summary>
    public Sealed? Target { get; set; }

    /// <summary>When every store was counted; null before.</summary>
    public DateTimeOffset? PlannedAt { get; set; }

    /// <summary>SHA-256 of the plan (64 hex digits), see <see cref="ErasureCounts.Fingerprint"/>; null before it is planned.</summary>
    public string? Fingerprint { get; set; }

    /// <summary>How often in a row the stores no longer held what the plan said.</summary>
    public int Drifts { get; set; }

    /// <summary>Since when it waits for an officer because the plan never fitted; null if it does not.</summary>
    public DateTimeOffset? HaltedAt { get; set; }

    /// <inheritdoc />
    public int Revision { get; set; }

    /// <inheritdoc />
    public SealedPlace Place => new("ErasureRuns", ErasureKeys.Run.Of(Id), Id, nameof(Target));

    internal sealed class Mapping : IEntityTypeConfiguration<ErasureRun>
    {
        public void Configure(EntityTypeBuilder<ErasureRun> table)
        {
            table.ToTable("ErasureRuns");
            table.Ignore(r => r.Place);
            table.Property(r => r.Trigger).HasMaxLength(120).IsUnicode(false);
            table.Property(r => r.Fingerprint).HasMaxLength(64).IsUnicode(false);
            table.HasIndex(r => r.Trigger).IsUnique();
            table.HasIndex(r => r.State);
            // Empty while it is unfinished: this finds both what is to be done and what is to go by age.
            table.HasIndex(r => r.FinishedAt);
            table.HasIndex(r => r.AccountId);
            table.HasIndex(r => r.RequestId);
        }
    }
}

/// <summary>What a run must know to finish, sealed under its own key.</summary>
internal sealed record ErasureTarget(ImmutableArray<StoredIdentifier> Identifiers, LetterTo? LetterTo);

/// <summary>The tables of this room.</summary>
public static class ErasureSets
{
    /// <summary>All erasures.</summary>
    public static DbSet<ErasureRun> ErasureRuns(this IGSendMailContext db) => db.Set<ErasureRun>();

    /// <summary>Their parts.</summary>
    public static DbSet<ErasureTask> ErasureTasks(this IGSendMailContext db) => db.Set<ErasureTask>();

    /// <summary>Their receipts.</summary>
    public static DbSet<ErasureReceipt> ErasureReceipts(this IGSendMailContext db) => db.Set<ErasureReceipt>();

    /// <summary>How fast turns of purging were.</summary>
    public static DbSet<PurgeMeasure> PurgeMeasures(this IGSendMailContext db) => db.Set<PurgeMeasure>();
}

/// <summary>An order to erase.</summary>
/// <param name="Cause">What set it off.</param>
/// <param name="Scope">How much.</param>
/// <param name="Subject">Whose data.</param>
/// <param name="AccountId">The account whose data key is destroyed first, if the subject is an account.</param>
/// <param name="RequestId">The request, if one set it off.</param>
/// <param name="LetterTo">Where the last letter goes; sealed under the run's own key.</param>
public sealed record ErasureOrder(
    ErasureCause Cause, ErasureScope Scope, DataSubject Subject, Guid? AccountId, Guid? RequestId, LetterTo? LetterTo)
{
    /// <summary>The journal entry that is repeated after a restore; null for a new decision.</summary>
    public long? ReplayOf { get; init; }

    /// <summary>Since when it is due by the policy; null where another clock counts.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>The instant by which the policy says that it is done; null where another clock counts, as for requests.</summary>
    public DateTimeOffset? PromisedBy { get; init; }
}

/// <summary>Where a letter goes, and in which language it is written; in the site's own if none is known.</summary>
public sealed record LetterTo(string Address, string? Name, string? Reference, string? Locale = null);
