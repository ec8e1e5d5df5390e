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
/// <param name="DeletedAgain">Deletions since the backup that were repeated there.</param>
/// <param name="ToldAgain">Things that people were told since and that were made true there.</param>
public sealed record LastDrill(DateTimeOffset At, DateTimeOffset BackupOf, bool Held, int DeletedAgain, int ToldAgain);

/// <summary>Reads how backups stand, for officers.</summary>
public sealed class LastBackups(IDbContextFactory<IGSendMailContext> contexts)
{
    /// <summary>Names of the facts that say when a backup was made, and how much was repeated in a drill.</summary>
    public const string MadeFact = "made", DeletedFact = "deletedAgain", ToldFact = "toldAgain";

    /// <summary>How a moment is written in a fact.</summary>
    public const string Moment = "yyyy-MM-ddTHH:mm:ssZ";

    /// <summary>How they stand now: two look-ups by an index.</summary>
    public async Task<BackupStanding> ReadAsync(CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var made = await NewestAsync(db, BackupActs.Made, cancellation);
        var tried = await NewestAsync(db, BackupActs.Checked, cancellation);
        return new BackupStanding(made?.At, tried is null ? null : DrillOf(tried));
    }

    private static Task<AuditEntry?> NewestAsync(IGSendMailContext db, AuditAct act, CancellationToken cancellation) => db.AuditEntries().AsNoTracking()
        .Where(e => e.Act == act.Name).OrderByDescending(e => e.At).ThenByDescending(e => e.Id).FirstOrDefaultAsync(cancellation);

    private static LastDrill DrillOf(AuditEntry drill)
    {
        using var json = JsonDocument.Parse(drill.Facts);
        var facts = json.RootElement;
        var backupOf = DateTimeOffset.ParseExact(
            facts.GetProperty(MadeFact).GetString()!, Moment, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        return new LastDrill(
            drill.At, backupOf, drill.Outcome == nameof(AuditOutcome.Done), facts.GetProperty(DeletedFact).GetInt32(), facts.GetProperty(ToldFact).GetInt32());
    }
}
