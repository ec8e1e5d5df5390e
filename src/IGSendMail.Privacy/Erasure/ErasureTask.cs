using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IGSendMail.Privacy.Erasure;

/// <summary>One store's part of a run: what was planned, what was done, and how it stands with trying.</summary>
public sealed class ErasureTask
{
    public required Guid RunId { get; init; }

    /// <summary>Which store of the data map.</summary>
    public required string StoreKey { get; init; }

    /// <summary>False if the store could not be asked when the plan was made (only a remote one may be so).</summary>
    public required bool IsCounted { get; set; }

    /// <summary>Rows or files that the plan said would go.</summary>
    public required long PlannedRows { get; set; }

    /// <summary>Rows in which the plan said values would be emptied.</summary>
    public required long PlannedEmptied { get; set; }

    /// <summary>Rows that the plan said would stay.</summary>
    public required long PlannedKept { get; set; }

    /// <summary>Rows or files deleted so far.</summary>
    public long Removed { get; set; }

    /// <summary>Rows in which values were emptied so far.</summary>
    public long Changed { get; set; }

    /// <summary>True when nothing was left to do; for a remote store: when it was also read back.</summary>
    public bool Done { get; set; }

    /// <summary>How often the store was found not to be empty after it had said so.</summary>
    public int Round { get; set; }

    /// <summary>True if a remote store said in this round that it holds nothing any more.</summary>
    public bool SaidDone { get; set; }

    /// <summary>Where a remote store wants to go on.</summary>
    public string? Cursor { get; set; }

    /// <summary>How often it failed.</summary>
    public int Attempts { get; set; }

    /// <summary>Not tried again before this instant; null if it may be.</summary>
    public DateTimeOffset? NotBefore { get; set; }

    /// <summary>Since when nobody tries any more: an officer has to look.</summary>
    public DateTimeOffset? DeadAt { get; set; }

    /// <summary>Type of the last failure; it holds nothing personal.</summary>
    public string? LastFailure { get; set; }

    /// <summary>True if it is to be worked on at <paramref name="now"/>.</summary>
    internal bool IsDue(DateTimeOffset now) => !Done && DeadAt is null && !(NotBefore > now);

    internal sealed class Mapping : IEntityTypeConfiguration<ErasureTask>
    {
        public void Configure(EntityTypeBuilder<ErasureTask> table)
        {
            table.ToTable("ErasureTasks");
            table.HasKey(t => new { t.RunId, t.StoreKey });
            table.Property(t => t.StoreKey).HasMaxLength(60).IsUnicode(false);
            table.Property(t => t.Cursor).HasMaxLength(200).IsUnicode(false);
            table.Property(t => t.LastFailure).HasMaxLength(100).IsUnicode(false);
        }
    }
}
