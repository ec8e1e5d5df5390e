using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IGSendMail.Storage;

/// <summary>A row of the vault that holds a secret wrapped by the master key; a change of that key wraps it anew.</summary>
public interface IWrappedRow
{
    /// <summary>The wrapped secret; null once destroyed.</summary>
    byte[]? Wrapped { get; set; }

    /// <summary>The master key that wrapped it; null once destroyed.</summary>
    Guid? MasterId { get; set; }

    /// <summary>What the secret is bound to: it does not open in another row.</summary>
    byte[] BoundTo { get; }
}

/// <summary>
/// One version of an owner's data key, wrapped by the master key. The newest version seals; older ones open what they
/// sealed. Destroyed versions stay as rows without a key, so that no key is made again for an owner that was erased.
/// </summary>
public sealed class VaultKey : IWrappedRow
{
    public required KeyOwnerKind OwnerKind { get; init; }

    public required Guid OwnerId { get; init; }

    /// <summary>Counts an owner's keys from 1; two processes cannot make the same version.</summary>
    public int Version { get; init; } = 1;

    /// <summary>Names the key in envelopes.</summary>
    public required Guid KeyId { get; init; }

    /// <inheritdoc />
    public byte[]? Wrapped { get; set; }

    /// <inheritdoc />
    public Guid? MasterId { get; set; }

    /// <summary>Seals that processes have reserved with it, used or not (<see cref="KeyOptions.SealsPerKey"/>).</summary>
    public long Reserved { get; set; }

    /// <summary>When the key was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When a newer version took its place.</summary>
    public DateTimeOffset? RetiredAt { get; set; }

    /// <summary>When the key was destroyed.</summary>
    public DateTimeOffset? DestroyedAt { get; set; }

    /// <inheritdoc />
    public byte[] BoundTo => [OwnerKind.BoundNumber, .. OwnerId.ToByteArray(), .. KeyId.ToByteArray()];

    internal sealed class Mapping : IEntityTypeConfiguration<VaultKey>, IVaultMapping
    {
        public void Configure(EntityTypeBuilder<VaultKey> table)
        {
            table.ToTable("VaultKeys");
            table.HasKey(k => new { k.OwnerKind, k.OwnerId, k.Version });
            table.Ignore(k => k.BoundTo);

            // Whoever changes a version must have seen its key: a version made, wrapped anew or retired beside a
            // destruction fails instead of bringing a key back.
            table.Property(k => k.Wrapped).IsConcurrencyToken();
        }
    }
}

/// <summary>A secret of the whole site (such as the look-up key), wrapped by the master key.</summary>
public sealed class VaultSecret : IWrappedRow
{
    /// <summary>What it is for.</summary>
    public required string Name { get; init; }

    /// <inheritdoc />
    public required byte[]? Wrapped { get; set; }

    /// <inheritdoc />
    public required Guid? MasterId { get; set; }

    /// <inheritdoc />
    public byte[] BoundTo => Encoding.UTF8.GetBytes(Name);

    internal sealed class Mapping : IEntityTypeConfiguration<VaultSecret>, IVaultMapping
    {
        public void Configure(EntityTypeBuilder<VaultSecret> table)
        {
            table.ToTable("VaultSecrets");
            table.HasKey(s => s.Name);
            table.Ignore(s => s.BoundTo);
            table.Property(s => s.Name).HasMaxLength(60);
            table.Property(s => s.Wrapped).IsConcurrencyToken();
        }
    }
}
