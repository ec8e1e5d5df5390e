using IGSendMail.Privacy.PersonalData;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IGSendMail.Privacy.Retention;

/// <summary>Evidence that the retention rules were applied: when, as of which instant, and what went.</summary>
public sealed class RetentionRun
{
    /// <summary>Row key.</summary>
    public required Guid Id { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>The instant whose rules were applied; the same as the start save in Development.</summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>When it was through; null while it runs or if it was killed (the next run does the rest).</summary>
    public DateTimeOffset? FinishedAt { get; set; }

    /// <summary>Accounts whose uploaded data was ordered to go.</summary>
    public int SubscriberErasures { get; set; }

    /// <summary>Accounts of which everything was ordered to go.</summary>
    public int AccountErasures { get; set; }

    /// <summary>Rows and files that went by their age.</summary>
    public long Expired { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<RetentionRun>
    {
        public void Configure(EntityTypeBuilder<RetentionRun> table)
        {
            table.ToTable("RetentionRuns");
            table.HasIndex(r => r.StartedAt);
        }
    }
}

/// <summary>What one rule did in a run.</summary>
public sealed class RetentionRunLine
{
    public required Guid RunId { get; init; }

    public required string Place { get; init; }

    /// <summary>Rows or files that went.</summary>
    public required long Expired { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<RetentionRunLine>
    {
        public void Configure(EntityTypeBuilder<RetentionRunLine> table)
        {
            table.ToTable("RetentionRunLines");
            table.HasKey(l => new { l.RunId, l.Place });
            table.Property(l => l.Place).HasMaxLength(60).IsUnicode(false);
        }
    }
}

/// <summary>The tables of this room.</summary>
public static class RetentionSets
{
    public static DbSet<RetentionRun> RetentionRuns(this IGSendMailContext db) => db.Set<RetentionRun>();

    /// <summary>What their rules did.</summary>
    public static DbSet<RetentionRunLine> RetentionRunLines(this IGSendMailContext db) => db.Set<RetentionRunLine>();

    /// <summary>What accounts were promised when they were cancelled.</summary>
    public static DbSet<PromisedDeletion> PromisedDeletions(this IGSendMailContext db) => db.Set<PromisedDeletion>();
}

internal sealed class RetentionRunEntry : DataMapEntry<RetentionRun>
{
    protected override void Describe(MappedTable<RetentionRun> table) => table
        .HoldsNothingPersonal("When old data was deleted, and how much")
        .NotPersonal(r => r.Id, "row key")
        .NotPersonal(r => r.StartedAt, "instant of a run")
        .NotPersonal(r => r.AsOf, "instant of a run")
        .NotPersonal(r => r.FinishedAt, "instant of a run")
        .NotPersonal(r => r.SubscriberErasures, "count")
        .NotPersonal(r => r.AccountErasures, "count")
        .NotPersonal(r => r.Expired, "count");
}

internal sealed class RetentionRunLineEntry : DataMapEntry<RetentionRunLine>
{
    protected override void Describe(MappedTable<RetentionRunLine> table) => table
        .HoldsNothingPersonal("What each rule deleted")
        .NotPersonal(l => l.RunId, "row key")
        .NotPersonal(l => l.Place, "name of a place")
        .NotPersonal(l => l.Expired, "count");
}
