using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IGSendMail.Privacy.Retention;

/// <summary>
/// The last instant at which the retention rules were applied. It lies in the vault: a restored database does not take it
/// back.
/// </summary>
public sealed class ClockMark
{
    /// <summary>There is one.</summary>
    public const int Only = 1;

    /// <summary>Row key.</summary>
    public int Id { get; init; } = Only;

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<ClockMark>, IVaultMapping
    {
        public void Configure(EntityTypeBuilder<ClockMark> table)
        {
            table.ToTable("ClockMarks");
            table.Property(m => m.Id).ValueGeneratedNever();
        }
    }
}
