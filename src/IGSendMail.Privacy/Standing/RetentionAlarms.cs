using System.Globalization;
using IGSendMail.Privacy.Audit;
using IGSendMail.Privacy.Letters;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Privacy.Standing;

/// <summary>
/// Tells the officers of deletions that are in danger of being late, while there is time to do something: one letter a
/// day and officer as long as there are any, whatever their number, and one more on the day the first is late.
/// </summary>
public sealed class RetentionAlarms(
    IDbContextFactory<IGSendMailContext> contexts, Leases leases, DueSubjects subjects, IOfficerDirectory officers, LetterBox letters,
    AuditTrail trail, TimeProvider time) : IRepeatedWork
{
    /// <inheritdoc />
    public string Name => "retention alarms";

    /// <inheritdoc />
    public TimeSpan Every => TimeSpan.FromHours(1);

    /// <inheritdoc />
    public async Task RunAsync(CancellationToken cancellation)
    {
        if (await subjects.AlarmAsync(cancellation) is { Deletions: > 0 } alarm
            && await officers.AllAsync(cancellation) is { Count: > 0 } all)
        {
            await leases.RunAsync(Name, (lease, token) => TellAsync(alarm, all, lease, token), cancellation);
        }
    }

    private async Task TellAsync(DueAlarm alarm, IReadOnlyList<OfficerAddress> all, HeldLease lease, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var kind = alarm.Overdue > 0 ? "late" : "near";
        var day = time.GetUtcNow().ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        await db.WriteAsync(WriteUrgency.Background, async token =>
        {
            await Leases.ExtendAsync(db, lease, token);
            foreach (var officer in all)
            {
                await letters.PutAsync(
                    db, PersonKeys.Officer.Of(officer.UserId), $"deletions-{kind}/{day}/{officer.UserId:N}",
                    new DeletionsLateLetter(officer.Address, officer.Name, alarm.Deletions, alarm.Overdue, alarm.FirstPromise!.Value), token);
            }

            if (db.ChangeTracker.Entries<OutboxMessage>().Any())
            {
                await trail.AppendAsync(db, new(StandingActs.DeletionsLate, AuditActor.System)
                {
                    Facts = AuditFacts.Of(("deletions", alarm.Deletions), ("late", alarm.Overdue)),
                }, token);
            }
        }, cancellation);
    }
}
