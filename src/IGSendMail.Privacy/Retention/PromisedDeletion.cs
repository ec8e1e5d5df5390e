using IGSendMail.Privacy.Erasure;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Policy;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IGSendMail.Privacy.Retention;

/// <summary>
/// What an account was promised when it was cancelled: what goes, from when on, and by when it is verified gone. It is
/// written with the cancellation and goes when it is withdrawn or kept; how the deletion stands is computed, never stored.
/// </summary>
public sealed class PromisedDeletion : IRevised
{
    /// <summary>To whose holder it was promised.</summary>
    public required Guid AccountId { get; init; }

    /// <summary>What goes.</summary>
    public required ErasureScope Scope { get; init; }

    /// <summary>The cancellation from which the periods count; null once it was taken back too late for the lists.</summary>
    public DateTimeOffset? CancelledAt { get; set; }

    /// <summary>From this instant it is being deleted and cannot come back.</summary>
    public required DateTimeOffset DueAt { get; set; }

    /// <summary>By this instant it is verified gone.</summary>
    public required DateTimeOffset PromisedBy { get; set; }

    /// <summary>Rows of lists counted at the cancellation, to plan their deletion; 0 where it is about everything else.</summary>
    public long Rows { get; set; }

    /// <summary>
    /// The policy version that promises it: that of the cancellation, or a later one that shortened the period. Null where the
    /// promise was made before that was noted; <see cref="ComparedWith"/> is known there too.
    /// </summary>
    public string? Version { get; set; }

    /// <summary>The policy version whose periods it was last compared with; null if it is not compared any more.</summary>
    public string? ComparedWith { get; set; }

    /// <summary>
    /// The revision that the account had with the cancellation, or with coming back without the lists: a later act on the same account has a
    /// higher one. Where the promise was made before promises had rows of their own, that of the account at the move.
    /// </summary>
    public required int AccountRevision { get; set; }

    /// <inheritdoc />
    public int Revision { get; set; }

    /// <summary>
    /// When it is due by a schedule of promises: by what was promised, or by what has been in force since or is announced, if
    /// that is shorter. Once the cancellation was taken back, what was promised stays.
    /// </summary>
    public DueDeletion Under(PromiseSchedule schedule)
    {
        if (CancelledAt is not { } cancelledAt)
        {
            return new DueDeletion(AccountId, Scope, DueAt, PromisedBy);
        }

        var promised = Scope == ErasureScope.SubscriberData
            ? CancellationTerms.OfLists(cancelledAt, DueAt, PromisedBy)
            : CancellationTerms.OfAccount(cancelledAt, DueAt);
        var binding = promised.Under(schedule);
        return Scope == ErasureScope.SubscriberData
            ? new DueDeletion(AccountId, Scope, binding.UndoListsUntil, binding.SubscriberDataGoneBy)
            : new DueDeletion(AccountId, Scope, binding.AccountDataKeptUntil, binding.AccountDataGoneBy);
    }

    /// <summary>Takes over what a policy version that has come into force since shortens.</summary>
    internal void Restate(PromiseSchedule inForce)
    {
        var version = inForce.Steps[0].Version;
        var binding = Under(inForce);
        if ((binding.DueAt, binding.PromisedBy) != (DueAt, PromisedBy))
        {
            (DueAt, PromisedBy, Version) = (binding.DueAt, binding.PromisedBy, version);
        }

        ComparedWith = version;
    }

    internal sealed class Mapping : IEntityTypeConfiguration<PromisedDeletion>
    {
        public void Configure(EntityTypeBuilder<PromisedDeletion> table)
        {
            table.ToTable("PromisedDeletions");
            table.HasKey(p => new { p.AccountId, p.Scope });
            table.Property(p => p.Version).HasMaxLength(40).IsUnicode(false);
            table.Property(p => p.ComparedWith).HasMaxLength(40).IsUnicode(false);
            // What is due is found by it, of all accounts together; the cost follows what is due.
            table.HasIndex(p => new { p.Scope, p.DueAt, p.AccountId });
        }
    }

    internal sealed class Entry : DataMapEntry<PromisedDeletion>
    {
        protected override void Describe(MappedTable<PromisedDeletion> table) => table
            .Holds("What we promised to delete when you cancelled", DataCategory.Account, DataOwner.Account)
            .UsedFor(LawfulBasis.Contract, Purpose.ProvidePlatform)
            .AnswersTo(IdentifierKind.Account, p => p.AccountId)
            .Personal(p => p.Scope, "What we delete: your lists, or everything")
            .Personal(p => p.CancelledAt, "When you cancelled")
            .Personal(p => p.DueAt, "When we begin to delete it; until then you can bring it back")
            .Personal(p => p.PromisedBy, "By when it is deleted")
            .Personal(p => p.Version, "The version of this policy that promises it")
            .NotPersonal(p => p.Rows, "how many rows of lists a deletion has to count on")
            .NotPersonal(p => p.ComparedWith, "a version of the policy, to know whether dates have to be looked at again")
            .NotPersonal(p => p.AccountRevision, "counts changes of another row")
            .NotPersonal(p => p.Revision, "counts changes of the row")
            .ErasedAt(905);
    }
}

/// <summary>A deletion that the policy promises.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="Scope">What has to go.</param>
/// <param name="DueAt">From when on.</param>
/// <param name="PromisedBy">The instant at which the promise would be broken.</param>
public sealed record DueDeletion(Guid AccountId, ErasureScope Scope, DateTimeOffset DueAt, DateTimeOffset PromisedBy)
{
    /// <summary>Names the decision: the same cancellation is never carried out twice.</summary>
    public string Trigger => $"cancellation/{AccountId:N}/{Scope}/{PromisedBy.UtcTicks}";
}

/// <summary>A deletion that lies ahead, or is due and not yet verified.</summary>
/// <param name="Due">What, and when by the promises that bind and those that are announced.</param>
/// <param name="Rows">Rows of lists, counted at the cancellation; 0 where it is about everything else.</param>
/// <param name="StoredAt">When it begins by what was last stored: the order of pages.</param>
public sealed record PendingDeletion(DueDeletion Due, long Rows, DateTimeOffset StoredAt);
