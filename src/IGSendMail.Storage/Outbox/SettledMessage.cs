using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IGSendMail.Storage;

/// <summary>How a message left the outbox.</summary>
public enum OutboxOutcome
{
    /// <summary>It was delivered.</summary>
    Delivered,

    /// <summary>Its owner was erased while it waited.</summary>
    OwnerErased,

    /// <summary>An officer gave it up, with a reason.</summary>
    GivenUp,
}

/// <summary>Why an officer gave a message up. A choice and no text: a text could name somebody.</summary>
public enum GiveUpReason
{
    /// <summary>The address does not exist, or takes no mail.</summary>
    AddressDoesNotWork,

    /// <summary>The person was told in another way.</summary>
    ToldInAnotherWay,

    /// <summary>What it says is not true any more.</summary>
    NoLongerTrue,
}

/// <summary>
/// What became of an outbox message. It holds neither content nor owner, and keeps the same decision from being
/// delivered again by whoever repeats it later.
/// </summary>
public sealed class SettledMessage
{
    /// <summary>A one-way hash of the message's key.</summary>
    public required Guid Id { get; init; }

    /// <summary>The kind of message.</summary>
    public required string Kind { get; init; }

    /// <summary>How it left the outbox.</summary>
    public required OutboxOutcome Outcome { get; init; }

    /// <summary>Why it was given up, if it was.</summary>
    public GiveUpReason? Reason { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The hash that names a message's key here.</summary>
    public static Guid IdOf(string key) => new(SHA256.HashData(Encoding.UTF8.GetBytes(key)).AsSpan(0, 16));

    internal sealed class Mapping : IEntityTypeConfiguration<SettledMessage>
    {
        public void Configure(EntityTypeBuilder<SettledMessage> table)
        {
            table.ToTable("SettledMessages");
            table.Property(m => m.Id).ValueGeneratedNever();
            table.Property(m => m.Kind).HasMaxLength(40).IsUnicode(false);
            table.HasIndex(m => m.At);
        }
    }
}
