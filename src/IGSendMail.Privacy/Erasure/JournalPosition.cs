using IGSendMail.Privacy.PersonalData;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IGSendMail.Privacy.Erasure;

/// <summary>
/// How far this database knows the erasure journal. A database that was restored from a backup knows less than the
/// journal says; a vault that was restored says less than the database knows.
/// </summary>
public sealed class JournalPosition : IRevised
{
    /// <summary>The key of the only row.</summary>
    public const int Only = 1;

    /// <summary>Always <see cref="Only"/>.</summary>
    public int Id { get; init; } = Only;

    /// <summary>The number of the last journal entry whose erasure this database has.</summary>
    public long Number { get; set; }

    /// <inheritdoc />
    public int Revision { get; set; }

    /// <summary>The number, 0 if there was no erasure yet.</summary>
    internal static Task<long> ReadAsync(IGSendMailContext db, CancellationToken cancellation) => db.Set<JournalPosition>()
        .AsNoTracking().Select(p => p.Number).SingleOrDefaultAsync(cancellation);

    /// <summary>Moves the position forward inside the caller's transaction; it never goes back.</summary>
    internal static async Task AdvanceAsync(IGSendMailContext db, long number, CancellationToken cancellation)
    {
        if (await db.Set<JournalPosition>().SingleOrDefaultAsync(cancellation) is not { } position)
        {
            db.Add(new JournalPosition { Number = number });
        }
        else if (position.Number < number)
        {
            position.Number = number;
        }
    }

    internal sealed class Mapping : IEntityTypeConfiguration<JournalPosition>
    {
        public void Configure(EntityTypeBuilder<JournalPosition> table)
        {
            table.ToTable("JournalPosition");
            table.Property(p => p.Id).ValueGeneratedNever();
        }
    }
}

internal sealed class JournalPositionEntry : DataMapEntry<JournalPosition>
{
    protected override void Describe(MappedTable<JournalPosition> table) => table
        .HoldsNothingPersonal("How far the database knows the list of deletions")
        .NotPersonal(p => p.Id, "row key")
        .NotPersonal(p => p.Number, "counter")
        .NotPersonal(p => p.Revision, "counter");
}
