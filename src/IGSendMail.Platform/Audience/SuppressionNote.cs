using IGSendMail.Privacy.PersonalData;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IGSendMail.Platform.Audience;

/// <summary>
/// An opt-out, or the end of one, on its way into the vault: written in the transaction that made it, gone once the vault has it.
/// </summary>
public sealed class SuppressionNote
{
    /// <summary>Row key, in order of time.</summary>
    public required Guid Id { get; init; }

    /// <inheritdoc cref="Suppression.AccountId" />
    public required Guid AccountId { get; init; }

    /// <inheritdoc cref="Suppression.AddressHash" />
    public required Guid AddressHash { get; init; }

    /// <inheritdoc cref="JournaledSuppression.At" />
    public required DateTimeOffset At { get; init; }

    /// <inheritdoc cref="JournaledSuppression.IsLifted" />
    public bool IsLifted { get; init; }

    /// <inheritdoc cref="Suppression.Reason" />
    public required SuppressionReason Reason { get; init; }

    /// <inheritdoc cref="Suppression.Source" />
    public required SuppressionSource Source { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<SuppressionNote>
    {
        public void Configure(EntityTypeBuilder<SuppressionNote> table)
        {
            // Empty but for moments: an index of its own costs nothing here.
            table.ToTable("SuppressionNotes");
            table.HasIndex(n => n.AccountId);
            table.HasIndex(n => n.AddressHash);
        }
    }
}

/// <summary>How far this database knows the journal of opt-outs; one that was restored from a backup knows less.</summary>
public sealed class SuppressionPosition
{
    /// <summary>The key of the only row.</summary>
    public const int Only = 1;

    /// <summary>Always <see cref="Only"/>.</summary>
    public int Id { get; init; } = Only;

    /// <summary>The newest group of the journal that this database knows.</summary>
    public required long Number { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<SuppressionPosition>
    {
        public void Configure(EntityTypeBuilder<SuppressionPosition> table)
        {
            table.ToTable("SuppressionPosition");
            table.Property(p => p.Id).ValueGeneratedNever();
        }
    }
}

internal sealed class SuppressionNoteEntry : DataMapEntry<SuppressionNote>
{
    protected override void Describe(MappedTable<SuppressionNote> table) => table
        .Holds("Opt-outs on their way into the journal that repeats them after a restore", DataCategory.Accountability, DataOwner.Recipient)
        .UsedFor(LawfulBasis.ControllerInstruction, Purpose.ProvidePlatform)
        .AnswersTo(IdentifierKind.Account, n => n.AccountId)
        .AnswersForAnotherController(
            "That you want no mail from a customer of ours, on its way into the journal that repeats it after a restore", IdentifierKind.Address, n => n.AddressHash, (db, hash) => db.SuppressionNotes().Where(n => n.AddressHash == hash))
        .Personal(n => n.At, "Since when a person wants no mail from you, or wants it again")
        .Personal(n => n.IsLifted, "Which of the two")
        .Personal(n => n.Reason, "Why")
        .Personal(n => n.Source, "How it came about")
        .NotPersonal(n => n.Id, "row key")
        .ErasedAt(124);
}

internal sealed class SuppressionPositionEntry : DataMapEntry<SuppressionPosition>
{
    protected override void Describe(MappedTable<SuppressionPosition> table) => table
        .HoldsNothingPersonal("How far the database knows the journal of opt-outs")
        .NotPersonal(p => p.Id, "row key")
        .NotPersonal(p => p.Number, "counter");
}
