using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IGSendMail.Platform.Audience;

/// <summary>
/// What was last said about a person and a customer's mail, in the vault: a database that comes back from a backup is told it again.
/// Keyed hashes, as in <see cref="Suppression"/>.
/// </summary>
public sealed class JournaledSuppression
{
    /// <inheritdoc cref="Suppression.AccountId" />
    public required Guid AccountId { get; init; }

    /// <inheritdoc cref="Suppression.AddressHash" />
    public required Guid AddressHash { get; init; }

    /// <summary>The group with which it was written. The database remembers up to which it knows them.</summary>
    public required long Number { get; set; }

    /// <summary>When the person opted out, or wanted mail again. What is older changes nothing.</summary>
    public required DateTimeOffset At { get; set; }

    /// <summary>True if the person wants this customer's mail again.</summary>
    public required bool IsLifted { get; set; }

    /// <inheritdoc cref="Suppression.Reason" />
    public required SuppressionReason Reason { get; set; }

    /// <inheritdoc cref="Suppression.Source" />
    public required SuppressionSource Source { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<JournaledSuppression>, IVaultMapping
    {
        public void Configure(EntityTypeBuilder<JournaledSuppression> table)
        {
            table.ToTable("SuppressionJournal");
            table.HasKey(s => new { s.AccountId, s.AddressHash });
            table.HasIndex(s => s.Number);
            table.HasIndex(s => s.AddressHash);
        }
    }
}
