using IGSendMail.Privacy.PersonalData;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IGSendMail.Privacy.Erasure;

/// <summary>How fast a turn of purging was, waiting for other writers counted in.</summary>
public sealed class PurgeMeasure
{
    /// <summary>Row key.</summary>
    public required Guid Id { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Rows that went.</summary>
    public required long Rows { get; init; }

    /// <summary>How long it took.</summary>
    public required long Milliseconds { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<PurgeMeasure>
    {
        public void Configure(EntityTypeBuilder<PurgeMeasure> table)
        {
            table.ToTable("PurgeMeasures");
            table.HasIndex(m => m.At);
        }
    }
}

/// <summary>Remembers how fast this engine purges, to know how early a deletion has to begin.</summary>
public sealed class PurgeRates(TimeProvider time)
{
    /// <summary>Rows a second assumed before anything was measured; slower than any machine we measured.</summary>
    public const double Unmeasured = 1_000;

    /// <summary>A turn of fewer rows says more about its beginning and end than about the rate, if it was a short one.</summary>
    public const int Enough = 500;

    /// <summary>A turn of so few rows says nothing however long it took.</summary>
    public const int TooFew = 20;

    private static readonly TimeSpan Long = TimeSpan.FromSeconds(1);

    private const int Looked = 50;

    /// <summary>A thousand small accounts on one day are measured well enough by some of them.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private DateTimeOffset _noted = DateTimeOffset.MinValue;

    /// <summary>Notes a turn, in a transaction of its own, if it says something and none was noted just before.</summary>
    public async Task NoteAsync(IGSendMailContext db, long rows, TimeSpan took, CancellationToken cancellation)
    {
        if (took >= TimeSpan.FromMilliseconds(1) && rows >= (took >= Long ? TooFew : Enough) && time.GetUtcNow() - _noted >= Pause)
        {
            _noted = time.GetUtcNow();
            await db.WriteAsync(WriteUrgency.Background, token =>
            {
                db.Add(new PurgeMeasure
                {
                    Id = RowKeys.New(time),
                    At = time.GetUtcNow(),
                    Rows = rows,
                    Milliseconds = (long)took.TotalMilliseconds,
                });
                return Task.CompletedTask;
            }, cancellation);
        }
    }

    /// <summary>Rows a second that nine of ten of the latest turns reached.</summary>
    public static async Task<double> ReadAsync(IGSendMailContext db, CancellationToken cancellation)
    {
        var measures = await db.PurgeMeasures().AsNoTracking().OrderByDescending(m => m.At).Take(Looked)
            .Select(m => new { m.Rows, m.Milliseconds }).ToListAsync(cancellation);
        var rates = measures.Select(m => m.Rows * 1_000d / m.Milliseconds).Order().ToList();
        return rates.Count == 0 ? Unmeasured : rates[rates.Count / 10];
    }
}

internal sealed class PurgeMeasureEntry : DataMapEntry<PurgeMeasure>
{
    protected override void Describe(MappedTable<PurgeMeasure> table) => table
        .HoldsNothingPersonal("How fast the database deletes, to begin early enough")
        .NotPersonal(m => m.Id, "row key")
        .NotPersonal(m => m.At, "instant of a measurement")
        .NotPersonal(m => m.Rows, "count")
        .NotPersonal(m => m.Milliseconds, "duration")
        .ExpiresAfter(CommonPeriods.Technical, m => m.At);
}
