using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IGSendMail.Storage;

/// <summary>Proof that a transaction was committed, looked up when the answer to a commit was lost on the wire.</summary>
public sealed class CommitMarker
{
    /// <summary>Chosen by the transaction before it starts.</summary>
    public required Guid Id { get; init; }

    /// <summary>When; markers are of no use after a day.</summary>
    public required DateTimeOffset At { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<CommitMarker>
    {
        public void Configure(EntityTypeBuilder<CommitMarker> table)
        {
            table.ToTable("CommitMarkers");
            table.HasIndex(m => m.At);
        }
    }
}
