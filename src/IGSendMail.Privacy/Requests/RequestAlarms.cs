using IGSendMail.Privacy.Audit;
using IGSendMail.Privacy.Letters;
using IGSendMail.Privacy.Settings;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Privacy.Requests;

/// <summary>
/// Nothing is late without someone having been told in time: officers get a letter when a week is left of an open
/// request, when two days are left, and when it is overdue; each once.
/// </summary>
public sealed class RequestAlarms(
    IDbContextFactory<IGSendMailContext> contexts, IOfficerDirectory officers, RequestMail mail, AuditTrail trail,
    SiteOptions site, TimeProvider time)
{
    private const int Slice = 50;

    /// <summary>The days left at which officers are warned, in order.</summary>
    public static IReadOnlyList<int> DaysLeft { get; } = [7, 2, -1];

    /// <summary>How many warnings are due when so many days are left.</summary>
    public static int DueAt(int daysLeft) => DaysLeft.Count(d => daysLeft <= d);

    /// <summary>Sends what is due, slice by slice.</summary>
    public async Task RunAsync(HeldLease lease, CancellationToken cancellation)
    {
        while (await WarnSliceAsync(lease, cancellation))
        {
        }
    }

    private async Task<bool> WarnSliceAsync(HeldLease lease, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var today = RequestClock.DayOf(time.GetUtcNow(), site.Zone);
        if (!await Due(db, today).AnyAsync(cancellation) || await officers.AllAsync(cancellation) is not { Count: > 0 } all)
        {
            return false;
        }

        return await db.WriteAsync(WriteUrgency.Background, async token =>
        {
            await Leases.ExtendAsync(db, lease, token);
            var near = await Due(db, today).Take(Slice).ToListAsync(token);
            foreach (var request in near)
            {
                var left = request.AnswerDue.DayNumber - today.DayNumber;
                request.AlarmsSent = DueAt(left);
                foreach (var officer in all)
                {
                    await mail.SendDueAsync(db, request, officer, left, token);
                }

                await trail.NoteAsync(db, request, RequestEventKind.OfficersWarned, token, left);
            }

            return near.Count == Slice;
        }, cancellation);
    }

    /// <summary>Open requests whose next warning is due. What nobody has confirmed yet ends by itself.</summary>
    internal static IQueryable<DataSubjectRequest> Due(IGSendMailContext db, DateOnly today)
    {
        var (week, days, over) = (today.AddDays(DaysLeft[0]), today.AddDays(DaysLeft[1]), today.AddDays(DaysLeft[2]));
        return db.DataSubjectRequests()
            .Where(r => r.ClosedAt == null && r.AnswerDue <= week && r.State != RequestState.AwaitingConfirmation
                && (r.AlarmsSent == 0 || (r.AlarmsSent == 1 && r.AnswerDue <= days) || (r.AlarmsSent == 2 && r.AnswerDue <= over)))
            .OrderBy(r => r.AnswerDue).ThenBy(r => r.Id);
    }
}
