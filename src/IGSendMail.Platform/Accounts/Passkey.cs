using System.Security.Cryptography;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IGSendMail.Platform.Accounts;

/// <summary>
/// A device or password manager of a person holds a private key and signs with it (W3C Web Authentication); this is the public one. It signs only
/// after it has made sure of its owner, by a PIN or a finger, so that it counts as both steps of a sign-in.
/// </summary>
public sealed class Passkey : ISealedRow
{
    /// <summary>Row key.</summary>
    public required Guid Id { get; init; }

    /// <summary>Whose it is.</summary>
    public required Guid UserId { get; init; }

    /// <summary>Their account; null for officers.</summary>
    public required Guid? AccountId { get; init; }

    /// <summary>SHA-256 of the identifier that the device gave it.</summary>
    public required byte[] CredentialHash { get; init; }

    /// <summary>The sealed <see cref="PasskeyContent"/>.</summary>
    public required Sealed Content { get; init; }

    /// <summary>How often the device says that it has signed. Many always say 0; from the others a lower one than before is a copy's.</summary>
    public required long SignCount { get; init; }

    /// <summary>When it was added.</summary>
    public required DateTimeOffset AddedAt { get; init; }

    /// <summary>When somebody last signed in with it; null if never.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }

    /// <inheritdoc />
    public SealedPlace Place => PlaceOf(AccountId is { } account ? PersonKeys.Account.Of(account) : PersonKeys.Officer.Of(UserId), Id);

    internal static SealedPlace PlaceOf(KeyOwner owner, Guid id) => new("Passkeys", owner, id);

    internal static byte[] HashOf(byte[] credentialId) => SHA256.HashData(credentialId);

    internal sealed class Mapping : IEntityTypeConfiguration<Passkey>
    {
        public void Configure(EntityTypeBuilder<Passkey> table)
        {
            table.ToTable("Passkeys");
            table.Ignore(p => p.Place);
            table.Property(p => p.CredentialHash).HasMaxLength(SHA256.HashSizeInBytes);

            // A sign-in brings the person and the credential; of one person there are few.
            table.HasIndex(p => p.CredentialHash).IsUnique();
            table.HasIndex(p => p.UserId);
            table.HasIndex(p => p.AccountId);
        }
    }
}

/// <summary>Key of a passkey's row: never mistaken for whose it is.</summary>
public readonly record struct PasskeyId(Guid Value);

/// <summary>What a passkey is known by. Which make of device holds it is neither asked for nor kept.</summary>
/// <param name="Name">As the person calls it.</param>
/// <param name="CredentialId">The identifier that the device gave it.</param>
/// <param name="PublicKey">Checks its signatures (COSE).</param>
/// <param name="Transports">How a browser reaches the device, such as <c>usb</c> or <c>internal</c>.</param>
/// <param name="IsBackupEligible">True if the device may copy it to others of the person. It never changes.</param>
public sealed record PasskeyContent(string Name, byte[] CredentialId, byte[] PublicKey, IReadOnlyList<string> Transports, bool IsBackupEligible);

internal sealed class PasskeyEntry : DataMapEntry<Passkey>
{
    protected override void Describe(MappedTable<Passkey> table) => table
        .Holds("Your passkeys", DataCategory.Account, DataOwner.User)
        .AlsoAbout(DataOwner.Officer)
        .UsedFor(LawfulBasis.Contract, Purpose.ProvidePlatform, Purpose.Security)
        .AnswersTo(IdentifierKind.User, p => p.UserId)
        .AnswersTo(IdentifierKind.Account, p => p.AccountId)
        .NotPersonal(p => p.Id, "row key")
        .Personal(p => p.Content, "What you call it, and the public half of its key")
        .Withheld(p => p.CredentialHash, "Check value of the identifier of its key", "it says nothing that the identifier itself does not")
        .Personal(p => p.SignCount, "How often it has signed, to notice a copy")
        .Personal(p => p.AddedAt, "When you added it")
        .Personal(p => p.LastUsedAt, "When you last signed in with it");
}
