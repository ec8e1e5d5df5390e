using System.Globalization;
using IGSendMail.Privacy.Audit;
using IGSendMail.Privacy.Policy;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IGSendMail.Privacy.Retention;

/// <summary>What is to be thought of the clock.</summary>
public enum ClockVerdict
{
    /// <summary>It may be trusted.</summary>
    Trusted,

    /// <summary>It is behind what was recorded before: nothing is deleted until it has caught up.</summary>
    Behind,

    /// <summary>It is far ahead of the last round: nothing is deleted until somebody has looked at it.</summary>
    Ahead,
}

/// <summary>Whether a clock that stands elsewhere was moved on purpose (<c>Clock:AdvanceDays</c>, Development only).</summary>
/// <param name="IsMovedOnPurpose">True if it may jump ahead.</param>
public sealed record ClockOptions(bool IsMovedOnPurpose);

/// <summary>
/// Keeps a clock that jumps from deleting anything early. What deletes by time asks here first; each round leaves a mark
/// in the vault, by which the next one knows how far the clock has come.
/// </summary>
public sealed class ClockGuard(
    IDbContextFactory<IGSendMailContext> contexts, IDbContextFactory<VaultContext> vaults, AuditHeads heads, ClockOptions options,
    AuditTrail trail, TimeProvider time)
{
    /// <summary>Further than this it may not be ahead of the last round.</summary>
    public static readonly TimeSpan MostAhead = TimeSpan.FromHours(48);

    /// <summary>So much the clocks of two machines may differ.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(1);

    /// <summary>Judges a clock.</summary>
    /// <param name="now">What it says.</param>
    /// <param name="newest">The newest instant on record; null if there is none.</param>
    /// <param name="lastRound">When the rules were last applied; null if never.</param>
    public static ClockVerdict Judge(DateTimeOffset now, DateTimeOffset? newest, DateTimeOffset? lastRound) =>
        now < newest - Tolerance || now < lastRound - Tolerance ? ClockVerdict.Behind
        : now > lastRound + MostAhead ? ClockVerdict.Ahead
        : ClockVerdict.Trusted;

    /// <summary>What is to be thought of the clock now. Changes nothing.</summary>
    public async Task<ClockReading> LookAsync(CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await using var vault = await vaults.CreateDbContextAsync(cancellation);
        var lastRound = await vault.Set<ClockMark>().AsNoTracking().Select(m => (DateTimeOffset?)m.At).SingleOrDefaultAsync(cancellation);
        // With a mark the runs say nothing more: each left one. Runs of a clock that was ahead stay on record.
        var run = lastRound is null ? await BeforeAnyRoundAsync(db, cancellation) : null;
        var head = (await heads.NewestAsync(cancellation))?.At;
        var newest = run > head || head is null ? run : head;
        var now = time.GetUtcNow();
        var verdict = Judge(now, newest, lastRound);
        return new ClockReading(
            verdict == ClockVerdict.Ahead && options.IsMovedOnPurpose ? ClockVerdict.Trusted : verdict, now, newest > lastRound ? newest : lastRound);
    }

    /// <summary>The first start is on record too: a clock that goes back before any round is found by it.</summary>
    private static async Task<DateTimeOffset?> BeforeAnyRoundAsync(IGSendMailContext db, CancellationToken cancellation)
    {
        var run = await db.RetentionRuns().MaxAsync(r => (DateTimeOffset?)r.StartedAt, cancellation);
        var start = await db.PolicyLoads().MaxAsync(l => (DateTimeOffset?)l.FirstLoadedAt, cancellation);
        return start > run || run is null ? start : run;
    }

    /// <summary>Refuses if no round may begin. Changes nothing.</summary>
    /// <param name="isConfirmed">True if somebody has looked at a clock that is far ahead.</param>
    /// <param name="cancellation">Cancels.</param>
    /// <exception cref="ClockException">The clock cannot be trusted: nothing may be deleted by time.</exception>
    internal async Task<ClockReading> CheckAsync(bool isConfirmed, CancellationToken cancellation)
    {
        var reading = await LookAsync(cancellation);
        return reading.Verdict == ClockVerdict.Behind || (reading.Verdict == ClockVerdict.Ahead && !isConfirmed)
            ? throw new ClockException(reading)
            : reading;
    }

    /// <summary>
    /// Somebody has looked: the clock is right, and what is newer on record was recorded under one that was ahead. From now on
    /// time counts from here. Does nothing while the clock is trusted anyway.
    /// </summary>
    /// <returns>How it stood before.</returns>
    public async Task<ClockReading> AcceptAsync(CancellationToken cancellation)
    {
        var reading = await LookAsync(cancellation);
        if (reading.Verdict == ClockVerdict.Trusted)
        {
            return reading;
        }

        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await db.WriteAsync(WriteUrgency.Interactive, async token => await trail.AppendAsync(db, new(RetentionActs.ClockAccepted, AuditActor.Operator)
        {
            Facts = AuditFacts.Of(("newest", Stamp(reading.Newest!.Value)), ("now", Stamp(reading.Now))),
        }, token), cancellation);
        await MarkAsync(_ => reading.Now, reading.Now, cancellation);
        return reading;
    }

    /// <summary>Lets a round begin and leaves its mark, or refuses, as <see cref="CheckAsync"/>.</summary>
    /// <exception cref="ClockException">The clock cannot be trusted: nothing may be deleted by time.</exception>
    internal async Task PassAsync(bool isConfirmed, CancellationToken cancellation)
    {
        var reading = await CheckAsync(isConfirmed, cancellation);

        if (reading.Verdict == ClockVerdict.Ahead)
        {
            await using var db = await contexts.CreateDbContextAsync(cancellation);
            await db.WriteAsync(WriteUrgency.Background, async token => await trail.AppendAsync(db, new(RetentionActs.ClockConfirmed, AuditActor.System)
            {
                Facts = AuditFacts.Of(("lastRound", Stamp(reading.Newest!.Value)), ("now", Stamp(reading.Now))),
            }, token), cancellation);
        }

        await MarkAsync(before => reading.Now > before ? reading.Now : before, reading.Now, cancellation);
    }

    private async Task MarkAsync(Func<DateTimeOffset, DateTimeOffset> move, DateTimeOffset first, CancellationToken cancellation)
    {
        await using var vault = await vaults.CreateDbContextAsync(cancellation);
        if (await vault.Set<ClockMark>().SingleOrDefaultAsync(cancellation) is { } mark)
        {
            mark.At = move(mark.At);
        }
        else
        {
            vault.Add(new ClockMark { At = first });
        }

        await vault.SaveChangesAsync(cancellation);
    }

    private static string Stamp(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
}

/// <summary>What the clock says and what is known beside it.</summary>
/// <param name="Verdict">Whether it may be trusted.</param>
/// <param name="Now">What it says.</param>
/// <param name="Newest">The newest instant on record; null if there is none.</param>
public sealed record ClockReading(ClockVerdict Verdict, DateTimeOffset Now, DateTimeOffset? Newest)
{
    /// <summary>What it means and what to do, in words for an operator.</summary>
    public string InWords => Verdict switch
    {
        ClockVerdict.Behind =>
            $"The clock ({Now:u}) is behind what was recorded at {Newest:u}. Nothing is deleted by time until it has caught up. "
            + "Set the clock right; if it is right and an earlier one was ahead: clock accept",
        ClockVerdict.Ahead =>
            $"The clock ({Now:u}) is more than {ClockGuard.MostAhead.TotalHours:0} hours ahead of the last round ({Newest:u}). Nothing is deleted by time "
            + "until somebody has looked at it. If it is right: retention run --confirm-clock",
        _ => "The clock may be trusted.",
    };
}

/// <summary>The clock cannot be trusted: nothing is deleted by time. The message says what to do.</summary>
public sealed class ClockException(ClockReading reading) : Exception(reading.InWords)
{
    /// <summary>What was found.</summary>
    public ClockReading Reading => reading;
}

/// <summary>
/// The last instant at which the retention rules were applied. It lies in the vault: a restored database does not take it
/// back.
/// </summary>
public sealed class ClockMark
{
    /// <summary>There is one.</summary>
    public const int Only = 1;

    /// <summary>Row key.</summary>
    public int Id { get; init; } = Only;

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<ClockMark>, IVaultMapping
    {
        public void Configure(EntityTypeBuilder<ClockMark> table)
        {
            table.ToTable("ClockMarks");
            table.Property(m => m.Id).ValueGeneratedNever();
        }
    }
}
