using IGSendMail.Privacy.PersonalData;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IGSendMail.Privacy.Policy;

/// <summary>
/// When this site first loaded a policy version. A date in a file can be written at any time; this one cannot, so the
/// notice period of a material change counts from it.
/// </summary>
public sealed class PolicyLoad
{
    /// <summary>Name of the version.</summary>
    public required string Version { get; init; }

    /// <summary>The first time.</summary>
    public required DateTimeOffset FirstLoadedAt { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<PolicyLoad>
    {
        public void Configure(EntityTypeBuilder<PolicyLoad> table)
        {
            table.ToTable("PolicyLoads");
            table.HasKey(l => l.Version);
            table.Property(l => l.Version).HasMaxLength(20).IsUnicode(false);
        }
    }

    internal sealed class Entry : DataMapEntry<PolicyLoad>
    {
        protected override void Describe(MappedTable<PolicyLoad> table) => table
            .HoldsNothingPersonal("Since when each version of the privacy policy has been shown")
            .NotPersonal(l => l.Version, "name of a policy version")
            .NotPersonal(l => l.FirstLoadedAt, "instant of a start of the program");
    }
}

/// <summary>The set of this room.</summary>
public static class PolicySets
{
    /// <summary>First loads of the policy versions.</summary>
    public static DbSet<PolicyLoad> PolicyLoads(this IGSendMailContext db) => db.Set<PolicyLoad>();
}
