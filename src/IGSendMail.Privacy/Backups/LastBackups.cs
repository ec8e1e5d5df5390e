using System.Globalization;
using System.Text.Json;
using IGSendMail.Privacy.Audit;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Privacy.Backups;

/// <summary>When a backup was last made and last tried, as the audit trail has it.</summary>
/// <param name="MadeAt">When the newest was made with the verb; null if none was.</param>
/// <param name="Drill">The newest drill; null if there was none.</param>
public sealed record BackupStanding(DateTimeOffset? MadeAt, LastDrill? Drill);

/// <summary>When a backup was put back on trial, and what came of it.</summary>
/// <param name="At">When it was.</param>
/// <param name="BackupOf">When the backup was made that it tried.</param>
/// <param name="Held">True if the site could serve from it.</param>
public sealed record LastDrill(DateTimeOffset At, DateTimeOffset BackupOf, bool Held);

/// <summary>Reads how backups stand, for officers.</summary>
public sealed class LastBackups(IDbContextFactory<IGSendMailContext> contexts)
{
    /// <summary>The name of the fact that says when a backup was made.</summary>
    public const string MadeFact = "made";

    /// <summary>How a moment is written in a fact.</summary>
    public const string Moment = "yyyy-MM-ddTHH:mm:ssZ";

    /// <summary>How they stand now: two look-ups by an index.</summary>
    public async Task<BackupStanding> ReadAsync(CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var made = await NewestAsync(db, BackupActs.Made, cancellation);
        var tried = await NewestAsync(db, BackupActs.Checked, cancellation);
        return new BackupStanding(made?.At, tried is null ? null : new LastDrill(tried.At, BackupOf(tried), tried.Outcome == nameof(AuditOutcome.Done)));
    }

    private static Task<AuditEntry?> NewestAsync(IGSendMailContext db, AuditAct act, CancellationToken cancellation) => db.AuditEntries().AsNoTracking()
        .Where(e => e.Act == act.Name).OrderByDescending(e => e.At).ThenByDescending(e => e.Id).FirstOrDefaultAsync(cancellation);

    private static DateTimeOffset BackupOf(AuditEntry drill)
    {
        using var facts = JsonDocument.Parse(drill.Facts);
        return DateTimeOffset.ParseExact(
            facts.RootElement.GetProperty(MadeFact).GetString()!, Moment, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
    }
}
