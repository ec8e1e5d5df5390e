using IGSendMail.Privacy.Backups;
using IGSendMail.Privacy.Letters;
using IGSendMail.Privacy.Requests;
using IGSendMail.Privacy.Settings;
using IGSendMail.Privacy.Standing;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Privacy.Daily;

/// <summary>How things stand on a day, counted from the rows: it names nobody.</summary>
public sealed record DayFigures
{
    /// <summary>Requests that wait for us; those that their person has not confirmed yet are none.</summary>
    public required int OpenRequests { get; init; }

    /// <summary>Those of them that are to be answered within a week.</summary>
    public required int NearRequests { get; init; }

    /// <summary>Those of them whose day is over.</summary>
    public required int LateRequests { get; init; }

    /// <summary>Promised deletions that are in danger of being late; those that are late already are none.</summary>
    public required int NearDeletions { get; init; }

    /// <summary>Promised deletions that are late.</summary>
    public required int LateDeletions { get; init; }

    /// <summary>E-mails that did not leave, after all attempts.</summary>
    public required int Unsent { get; init; }

    /// <summary>When a backup was last tried; null if none was.</summary>
    public DateTimeOffset? DrillAt { get; init; }

    /// <summary>True if the site could serve from it.</summary>
    public bool DrillHeld { get; init; }

    /// <summary>How many things need somebody within a week.</summary>
    public int Urgent => NearRequests + LateRequests + NearDeletions + LateDeletions + Unsent + (DrillAt is not null && !DrillHeld ? 1 : 0);
}

/// <summary>Counts them.</summary>
public sealed class DayCounts(
    IDbContextFactory<IGSendMailContext> contexts, DueSubjects subjects, LastBackups backups, SiteOptions site, TimeProvider time)
{
    /// <summary>The figures of now.</summary>
    public async Task<DayFigures> ReadAsync(CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var today = RequestClock.DayOf(time.GetUtcNow(), site.Zone);
        var week = today.AddDays(RequestAlarms.DaysLeft[0]);
        var open = db.DataSubjectRequests().Where(r => r.ClosedAt == null && r.State != RequestState.AwaitingConfirmation);
        var late = await open.CountAsync(r => r.AnswerDue < today, cancellation);
        var deletions = await subjects.AlarmAsync(cancellation);
        var drill = (await backups.ReadAsync(cancellation)).Drill;
        return new DayFigures
        {
            OpenRequests = await open.CountAsync(cancellation),
            LateRequests = late,
            NearRequests = await open.CountAsync(r => r.AnswerDue <= week, cancellation) - late,
            LateDeletions = deletions.Overdue,
            NearDeletions = deletions.Deletions - deletions.Overdue,
            Unsent = await db.OutboxMessages().CountAsync(m => m.Kind == LetterBox.Kind && m.DeadAt != null, cancellation),
            DrillAt = drill?.At,
            DrillHeld = drill?.Held ?? false,
        };
    }
}
