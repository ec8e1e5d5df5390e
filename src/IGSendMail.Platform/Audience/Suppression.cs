using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IGSendMail.Platform.Audience;

/// <summary>Why a person gets no mail from a customer.</summary>
public enum SuppressionReason
{
    /// <summary>They do not want any.</summary>
    OptedOut,

    /// <summary>Mail to them came back for good.</summary>
    Bounced,

    /// <summary>They complained, or were blocked.</summary>
    Blocked,
}

/// <summary>How a suppression came about.</summary>
public enum SuppressionSource
{
    /// <summary>A status column of an uploaded file said so.</summary>
    Upload,

    /// <summary>The customer entered it.</summary>
    Customer,

    /// <summary>The person said so.</summary>
    Person,

    /// <summary>It came with a file of suppressions from elsewhere.</summary>
    Moved,
}

/// <summary>
/// A person who must not be on any list of a customer, as a keyed hash of the address and nothing else. It survives the
/// person's row, the list and the person's erasure, and goes with the account; only the person lifts it.
/// </summary>
public sealed class Suppression
{
    /// <summary>The account on whose lists the person must not be.</summary>
    public required Guid AccountId { get; init; }

    /// <summary>Keyed hash of the address (<see cref="AddressHashes"/>).</summary>
    public required Guid AddressHash { get; init; }

    /// <summary>When it was noted first; a later opt-out does not move it.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Why.</summary>
    public required SuppressionReason Reason { get; init; }

    /// <summary>How it came about.</summary>
    public required SuppressionSource Source { get; init; }

    /// <summary>Since when a row of the person is kept although it is to go, because a legal hold forbids to delete it.</summary>
    public DateTimeOffset? RowHeldSince { get; set; }

    /// <summary>When the customer last had us ask the person whether they want mail again (<see cref="MailAgain"/>).</summary>
    public DateTimeOffset? AskedAt { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<Suppression>
    {
        public void Configure(EntityTypeBuilder<Suppression> table)
        {
            table.ToTable("Suppressions");
            table.HasKey(s => new { s.AccountId, s.AddressHash });
            table.KeepRowsTogether();

            // Finds a recipient in all accounts.
            table.HasIndex(s => s.AddressHash);

            // Holds the few whose rows wait for the end of a hold.
            table.HasIndex(s => new { s.AccountId, s.RowHeldSince }).HasFilter("\"RowHeldSince\" IS NOT NULL");
        }
    }
}
