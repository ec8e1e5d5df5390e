using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IGSendMail.Storage;

/// <summary>
/// Which data folder belongs to this database: the same id stands in a file of the folder. A replica whose folder does
/// not hold it would look for exports, uploads and keys where the others do not put them.
/// </summary>
public sealed class FolderMark
{
    /// <summary>The key of the only row.</summary>
    public const int Only = 1;

    /// <summary>Always <see cref="Only"/>.</summary>
    public int Id { get; init; } = Only;

    /// <summary>The id, made by whoever marked the folder.</summary>
    public required Guid Mark { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<FolderMark>
    {
        public void Configure(EntityTypeBuilder<FolderMark> table)
        {
            table.ToTable("FolderMark");
            table.Property(m => m.Id).ValueGeneratedNever();
        }
    }
}
