using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IGSendMail.Storage;

/// <summary>
/// How often something happened lately that must not happen too often: wrong passwords from one network for one account, e-mails to one
/// mailbox. One row for all replicas, counted up in one statement, so that attempts at the same instant all count.
/// </summary>
public sealed class Tally
{
    /// <summary>A keyed hash of what is counted. Neither network nor address can be read from it.</summary>
    public required Guid Id { get; init; }

    /// <summary>Whose account it is about, if it is about one that we know.</summary>
    public Guid? AccountId { get; init; }

    /// <summary>Who signs in to it.</summary>
    public Guid? UserId { get; init; }

    /// <summary>Keyed hash of the address of the mailbox, if it is about one.</summary>
    public Guid? AddressHash { get; init; }

    /// <summary>How often since <see cref="Until"/> was last over.</summary>
    public required int Count { get; set; }

    /// <summary>When the count starts anew.</summary>
    public required DateTimeOffset Until { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<Tally>
    {
        public void Configure(EntityTypeBuilder<Tally> table)
        {
            table.ToTable("Tallies");
            table.Property(t => t.Id).ValueGeneratedNever();
            table.HasIndex(t => t.AccountId);
            table.HasIndex(t => t.UserId);
            table.HasIndex(t => t.AddressHash);
            table.HasIndex(t => t.Until);
        }
    }
}

/// <summary>What is counted.</summary>
/// <param name="Id">A keyed hash of it; see <see cref="Tallies.IdAsync"/>.</param>
public sealed record TallyKey(Guid Id)
{
    /// <inheritdoc cref="Tally.AccountId" />
    public Guid? AccountId { get; init; }

    /// <inheritdoc cref="Tally.UserId" />
    public Guid? UserId { get; init; }

    /// <inheritdoc cref="Tally.AddressHash" />
    public Guid? AddressHash { get; init; }
}
