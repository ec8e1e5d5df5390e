using System.Security.Cryptography;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IGSendMail.Privacy.Audit;

/// <summary>
/// The personal part of an entry: who exactly. It is sealed under its owner's key and goes with its owner; the trail
/// stays whole without it. Never an address of a machine, never anything somebody wrote.
/// </summary>
public sealed class AuditPerson : ISealedRow
{
    /// <summary>Length of the salt in bytes.</summary>
    public const int SaltLength = 32;

    /// <summary>Whose: an account, a request or an officer. First in the key, so that one owner's parts go together.</summary>
    public required Guid OwnerId { get; init; }

    public required Guid EntryId { get; init; }

    public required KeyOwnerKind OwnerKind { get; init; }

    /// <summary>When the entry was written.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Random; without it nobody can try names against the entry's commitment.</summary>
    public required byte[] Salt { get; init; }

    /// <summary>The sealed <see cref="AuditPersonContent"/>.</summary>
    public required Sealed Content { get; set; }

    /// <inheritdoc />
    public SealedPlace Place => PlaceOf(new KeyOwner(OwnerKind, OwnerId), EntryId);

    internal static SealedPlace PlaceOf(KeyOwner owner, Guid entryId) => new("AuditPersons", owner, entryId);

    internal sealed class Mapping : IEntityTypeConfiguration<AuditPerson>
    {
        public void Configure(EntityTypeBuilder<AuditPerson> table)
        {
            table.ToTable("AuditPersons");
            table.Ignore(p => p.Place);
            table.HasKey(p => new { p.OwnerId, p.EntryId });
            table.Property(p => p.Salt).HasMaxLength(SaltLength);
            table.HasIndex(p => p.At);
        }
    }
}

/// <summary>Who exactly.</summary>
/// <param name="User">The sign-in that acted, if the owner of this part has it and it is known.</param>
/// <param name="Owner">Whom the entry is about.</param>
public sealed record AuditPersonContent(Guid? User, Guid Owner)
{
    /// <summary>What the entry holds in place of this content.</summary>
    public byte[] Commit(ReadOnlySpan<byte> salt)
    {
        Span<byte> content = stackalloc byte[AuditPerson.SaltLength + 33];
        salt.CopyTo(content);
        content[AuditPerson.SaltLength] = User is null ? (byte)0 : (byte)1;
        (User ?? Guid.Empty).TryWriteBytes(content[(AuditPerson.SaltLength + 1)..], bigEndian: true, out _);
        Owner.TryWriteBytes(content[(AuditPerson.SaltLength + 17)..], bigEndian: true, out _);
        return SHA256.HashData(content);
    }
}

internal sealed class AuditPersonEntry : DataMapEntry<AuditPerson>
{
    protected override void Describe(MappedTable<AuditPerson> table) => table
        .Holds("Who did what an entry of our record says: your account and sign-in, by key", DataCategory.Accountability, DataOwner.User)
        .AlsoAbout(DataOwner.Requester, DataOwner.Officer)
        .UsedFor(LawfulBasis.LegalObligation, Purpose.LegalObligations, Purpose.Security)
        .AnswersTo(IdentifierKind.Account, p => p.OwnerId)
        .AnswersTo(IdentifierKind.Request, p => p.OwnerId)
        .Personal(p => p.Content, "The random keys of your sign-in and of your account or request")
        .Personal(p => p.At, "When it happened")
        .NotPersonal(p => p.EntryId, "links the part to its entry")
        .NotPersonal(p => p.OwnerKind, "kind of owner")
        .NotPersonal(p => p.Salt, "random number")
        .ExpiresAfter(TrailPeriods.Entries, p => p.At);
}
