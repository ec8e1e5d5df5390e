using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IGSendMail.Storage;

/// <summary>How far rows of one kind were looked at for hashes of the past; see <see cref="AddressRehash"/>.</summary>
public sealed class AddressRehashMark
{
    /// <summary>The kind of rows (<see cref="IAddressedRows.Name"/>).</summary>
    public required string Kind { get; init; }

    /// <summary>The key of the last row looked at; null before the first.</summary>
    public string? Last { get; set; }

    /// <summary>Rows looked at.</summary>
    public long Rows { get; set; }

    /// <summary>Rows that were given another hash.</summary>
    public long Changed { get; set; }

    /// <summary>Rows that keep a former hash, because another row stands for the mailbox.</summary>
    public long Kept { get; set; }

    /// <summary>When the last row was looked at; null while some are left.</summary>
    public DateTimeOffset? FinishedAt { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<AddressRehashMark>
    {
        public void Configure(EntityTypeBuilder<AddressRehashMark> table)
        {
            table.ToTable("AddressRehashes");
            table.HasKey(m => m.Kind);
            table.Property(m => m.Kind).HasMaxLength(40).IsUnicode(false);
            table.Property(m => m.Last).HasMaxLength(80).IsUnicode(false);
        }
    }
}

/// <summary>The set of these marks.</summary>
public static class AddressRehashSet
{
    /// <summary>How far the rows of each kind are.</summary>
    public static DbSet<AddressRehashMark> AddressRehashes(this IGSendMailContext db) => db.Set<AddressRehashMark>();
}
