using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IGSendMail.Storage;

/// <summary>A replacement of data keys, remembered until it is through so that a killed one is continued.</summary>
public sealed class KeyRotation
{
    /// <summary>Row key.</summary>
    public required Guid Id { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Keys made before this instant get a newer version.</summary>
    public required DateTimeOffset Before { get; init; }

    /// <summary>The only owner it is about, or null for all.</summary>
    public KeyOwnerKind? OwnerKind { get; init; }

    /// <summary>The only owner it is about, or null for all.</summary>
    public Guid? OwnerId { get; init; }

    /// <summary>When the old keys were destroyed.</summary>
    public DateTimeOffset? FinishedAt { get; set; }

    /// <summary>The only owner it is about, or null for all.</summary>
    public KeyOwner? Owner => OwnerKind is { } kind && OwnerId is { } id ? new KeyOwner(kind, id) : null;

    internal sealed class Mapping : IEntityTypeConfiguration<KeyRotation>, IVaultMapping
    {
        public void Configure(EntityTypeBuilder<KeyRotation> table)
        {
            table.ToTable("VaultRotations");
            table.Ignore(r => r.Owner);
        }
    }
}

/// <summary>How far a rotation is.</summary>
/// <param name="Step">What is being done.</param>
/// <param name="Place">Table or folder, if the step has one.</param>
/// <param name="Seen">Rows or files looked at so far.</param>
/// <param name="Done">How many of them were changed.</param>
public sealed record RotationProgress(RotationStep Step, string Place, long Seen, long Done);

/// <summary>How far a rotation of data keys has come. They follow one another; a rotation that was stopped goes on with its last one.</summary>
public enum RotationStep
{
    /// <summary>New versions are made.</summary>
    Making,

    /// <summary>Waiting until every process knows them.</summary>
    Waiting,

    /// <summary>Values and files are sealed anew.</summary>
    Sealing,

    /// <summary>Old versions are destroyed.</summary>
    Destroying,
}

/// <summary>What a rotation did.</summary>
/// <param name="Made">New versions.</param>
/// <param name="Values">Values sealed anew.</param>
/// <param name="Files">Files sealed anew.</param>
/// <param name="Destroyed">Old versions destroyed.</param>
/// <param name="Unopened">
/// Values and files that did not open, with the reason; the keys that they name are kept.
/// </param>
public sealed record RotationOutcome(long Made, long Values, long Files, long Destroyed, IReadOnlyList<string> Unopened);
