using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IGSendMail.Storage;

/// <summary>The right to do one kind of background work, held by one process at a time.</summary>
public sealed class Lease
{
    /// <summary>The work.</summary>
    public required string Name { get; init; }

    /// <summary>Grows with every holder, so that a holder that lost the lease is noticed.</summary>
    public required long FencingToken { get; set; }

    /// <summary>After this instant another process may take over.</summary>
    public required DateTimeOffset ExpiresAt { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<Lease>
    {
        public void Configure(EntityTypeBuilder<Lease> table)
        {
            table.ToTable("Leases");
            table.HasKey(l => l.Name);
            table.Property(l => l.Name).HasMaxLength(60).IsUnicode(false);
        }
    }
}
