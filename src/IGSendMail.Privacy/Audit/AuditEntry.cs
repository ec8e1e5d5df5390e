using IGSendMail.Privacy.PersonalData;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IGSendMail.Privacy.Audit;

/// <summary>
/// One entry of the trail, written by the transaction that did the thing and never changed: the database itself refuses
/// that. It names nobody; who it was stands in <see cref="AuditPerson"/>, which can go.
/// </summary>
/// <remarks>
/// Act, role and outcome are stored as text: what is hashed must be what is stored, letter by letter, and a program
/// that is one version behind must be able to check entries that it cannot name.
/// </remarks>
public sealed class AuditEntry
{
    /// <summary>When, in UTC. First in the key, so that entries lie in order of time on both engines.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Row key.</summary>
    public required Guid Id { get; init; }

    /// <summary>Name of the <see cref="AuditAct"/>.</summary>
    public required string Act { get; init; }

    /// <summary>Name of the <see cref="AuditRole"/>.</summary>
    public required string Role { get; init; }

    /// <summary>Keyed pseudonym of who did it; null if not known or not a person.</summary>
    public Guid? Actor { get; init; }

    /// <summary>Keyed pseudonym of whom it is about.</summary>
    public Guid? Subject { get; init; }

    /// <summary>Name of the <see cref="AuditOutcome"/>.</summary>
    public required string Outcome { get; init; }

    /// <summary>Further facts as canonical JSON; see <see cref="AuditFacts"/>.</summary>
    public required string Facts { get; init; }

    /// <summary>
    /// What binds the entry to its personal part without saying what stands there: SHA-256 over a random salt, which
    /// goes with that part, and the part. Null if there never was one.
    /// </summary>
    public byte[]? Commitment { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<AuditEntry>
    {
        public void Configure(EntityTypeBuilder<AuditEntry> table)
        {
            table.ToTable("AuditEntries");
            table.HasKey(e => new { e.At, e.Id });
            table.Property(e => e.Act).HasMaxLength(Word.Longest).IsUnicode(false);
            table.Property(e => e.Role).HasMaxLength(40).IsUnicode(false);
            table.Property(e => e.Outcome).HasMaxLength(40).IsUnicode(false);
            table.Property(e => e.Facts).HasMaxLength(AuditFacts.Longest).IsUnicode(false);
            table.Property(e => e.Commitment).HasMaxLength(32);
            // The officer's filter, and the entries that a copy of a person's data and a receipt count.
            table.HasIndex(e => new { e.Act, e.At, e.Id });
            table.HasIndex(e => e.Subject);
        }
    }
}

internal sealed class AuditEntryEntry : DataMapEntry<AuditEntry>
{
    protected override void Describe(MappedTable<AuditEntry> table) => table
        .Holds("What was done with your account and your requests, and when", DataCategory.Accountability, DataOwner.User)
        .AlsoAbout(DataOwner.Account, DataOwner.Requester, DataOwner.Officer)
        .UsedFor(LawfulBasis.LegalObligation, Purpose.LegalObligations)
        .StaysFor(
            "It shows that we did what we promised. An entry names nobody: it holds a code in your place that can only be "
            + "matched to you with a secret kept outside the database. Once your data is deleted, nothing here says who you were",
            "GDPR Art. 5(2); 11 CCR § 7101")
        .ExpiresAfter(TrailPeriods.Entries, e => e.At)
        .AnswersTo(TrailIdentifiers.Pseudonym, e => e.Subject)
        .Personal(e => e.At, "When it happened")
        .Personal(e => e.Act, "What happened")
        .Personal(e => e.Role, "In which role somebody acted")
        .Personal(e => e.Outcome, "What came of it")
        .Personal(e => e.Facts, "Figures that belong to it")
        .Withheld(e => e.Actor, "A code in place of who acted", "it may stand for somebody else")
        .NotPersonal(e => e.Id, "row key")
        .NotPersonal(e => e.Commitment, "check value; without the part it belongs to it says nothing")
        .ErasedAt(950);
}
