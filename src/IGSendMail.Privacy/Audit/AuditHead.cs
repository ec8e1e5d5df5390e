using System.Buffers;
using System.Security.Cryptography;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IGSendMail.Privacy.Audit;

/// <summary>
/// A signed head: what the whole trail hashed to at a moment. It lies in the vault, away from the trail, so that whoever
/// can rewrite the database still cannot rewrite what was, nor cut off its end.
/// </summary>
public sealed class AuditHead
{
    /// <summary>1, 2, 3, …, without a gap.</summary>
    public required long Number { get; init; }

    /// <summary>Entries in the tree.</summary>
    public required long Size { get; init; }

    /// <summary>Root hash over them.</summary>
    public required byte[] Root { get; init; }

    /// <summary>Hash of the head before; 32 zero bytes for the first.</summary>
    public required byte[] PreviousHash { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>True if an older database was restored and the trail goes on from what it held.</summary>
    public required bool IsRestart { get; init; }

    /// <summary>ECDSA P-256 over the other fields, see <see cref="HeadContent"/>.</summary>
    public required byte[] Signature { get; init; }

    /// <summary>
    /// What is needed to go on from here without what came before; kept with the first head of each day (UTC), for the
    /// trail can be cut there. Null with the others, to keep the vault small.
    /// </summary>
    public byte[]? Frontier { get; init; }

    /// <summary>When the trail was cut here; the entries before are no longer to be expected.</summary>
    public DateTimeOffset? CutAt { get; set; }

    internal HeadContent Content => new(Number, Size, Root, PreviousHash, At, IsRestart);

    internal sealed class Mapping : IEntityTypeConfiguration<AuditHead>, IVaultMapping
    {
        public void Configure(EntityTypeBuilder<AuditHead> table)
        {
            table.ToTable("AuditHeads");
            table.Ignore(h => h.Content);
            table.HasKey(h => h.Number);
            table.Property(h => h.Number).ValueGeneratedNever();
            table.Property(h => h.Root).HasMaxLength(32);
            table.Property(h => h.PreviousHash).HasMaxLength(32);
            table.Property(h => h.Signature).HasMaxLength(64);
            table.Property(h => h.Frontier).HasMaxLength(64 * 32);
            table.HasIndex(h => h.At);
        }
    }
}

/// <summary>What a head says.</summary>
internal sealed record HeadContent(
    long Number, long Size, byte[] Root, byte[] PreviousHash, DateTimeOffset At, bool IsRestart)
{
    /// <summary>What stands in the first head in place of the hash of the one before.</summary>
    public static readonly byte[] NoneBefore = new byte[MerkleFrontier.HashLength];

    /// <summary>The bytes that are signed and hashed.</summary>
    public byte[] ToBytes()
    {
        var bytes = new ArrayBufferWriter<byte>(128);
        bytes.Write("IGSendMail audit head 1"u8);
        CanonicalEntry.Write(bytes, Number);
        CanonicalEntry.Write(bytes, Size);
        CanonicalEntry.Write(bytes, Root.AsSpan());
        CanonicalEntry.Write(bytes, PreviousHash.AsSpan());
        CanonicalEntry.Write(bytes, At);
        bytes.Write([IsRestart ? (byte)1 : (byte)0]);
        return bytes.WrittenSpan.ToArray();
    }

    /// <summary>The hash that the next head names.</summary>
    public byte[] Hash() => SHA256.HashData(ToBytes());

    public bool Says(HeadContent other) => ToBytes().AsSpan().SequenceEqual(other.ToBytes());

    public bool Follows(HeadContent? before) => before is null
        ? Number == 1 && PreviousHash.AsSpan().SequenceEqual(NoneBefore)
        : Number == before.Number + 1 && PreviousHash.AsSpan().SequenceEqual(before.Hash());
}
