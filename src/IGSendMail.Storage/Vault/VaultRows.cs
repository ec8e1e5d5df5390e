using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IGSendMail.Storage;

/// <summary>
/// A data key, wrapped by the master key. Once destroyed the row stays without the key, so that no key is ever made
/// again for an owner that was erased.
/// </summary>
public sealed class VaultKey
{
    /// <summary>Kind of owner.</summary>
    public required KeyOwnerKind OwnerKind { get; init; }

    /// <summary>Owner.</summary>
    public required Guid OwnerId { get; init; }

    /// <summary>Names the key in envelopes.</summary>
    public required Guid KeyId { get; init; }

    /// <summary>The wrapped key; null once destroyed.</summary>
    public byte[]? Wrapped { get; set; }

    /// <summary>When the key was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the key was destroyed.</summary>
    public DateTimeOffset? DestroyedAt { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<VaultKey>, IVaultMapping
    {
        public void Configure(EntityTypeBuilder<VaultKey> table)
        {
            table.ToTable("VaultKeys");
            table.HasKey(k => new { k.OwnerKind, k.OwnerId });
        }
    }
}

/// <summary>A secret of the whole site (such as the look-up key), wrapped by the master key.</summary>
public sealed class VaultSecret
{
    /// <summary>What it is for.</summary>
    public required string Name { get; init; }

    /// <summary>The wrapped secret.</summary>
    public required byte[] Wrapped { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<VaultSecret>, IVaultMapping
    {
        public void Configure(EntityTypeBuilder<VaultSecret> table)
        {
            table.ToTable("VaultSecrets");
            table.HasKey(s => s.Name);
            table.Property(s => s.Name).HasMaxLength(60);
        }
    }
}
