using System.Globalization;
using IGSendMail.Privacy.Audit;
using IGSendMail.Privacy.Letters;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Requests;
using IGSendMail.Privacy.Settings;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Privacy.Daily;

/// <summary>Writes to each officer once a day, in the morning at the site, how things stand and what the audit trail hashes to.</summary>
public sealed class DailyLetters(
    IDbContextFactory<IGSendMailContext> contexts, Leases leases, DayCounts counts, AuditHeads heads, IOfficerDirectory officers, LetterBox letters,
    SiteOptions site, TimeProvider time) : IRepeatedWork
{
    /// <summary>From when on it is written, by the clock of the site.</summary>
    public static readonly TimeOnly Morning = new(7, 0);

    /// <summary>The day that needs no look any more: counting each time what is not told again would be for nothing.</summary>
    private DateOnly _told;

    /// <inheritdoc />
    public string Name => "daily letters";

    /// <inheritdoc />
    public TimeSpan Every => TimeSpan.FromMinutes(15);

    /// <inheritdoc />
    public async Task RunAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var here = TimeZoneInfo.ConvertTime(now, site.Zone);
        var today = RequestClock.DayOf(now, site.Zone);
        if (TimeOnly.FromTimeSpan(here.TimeOfDay) < Morning || _told == today
            || await officers.AllAsync(cancellation) is not { Count: > 0 } all)
        {
            return;
        }

        var figures = await counts.ReadAsync(cancellation);
        var head = await heads.NewestAsync(cancellation);
        var outcome = await leases.RunAsync(Name, (lease, token) => WriteAsync(lease, all, today, officer => new DailyLetter(
            officer.Address, officer.Name, now, figures, head is null ? null : NotedHead.Of(head), head?.Size ?? 0), token), cancellation);
        if (outcome == LeaseOutcome.Done)
        {
            _told = today;
        }
    }

    private async Task WriteAsync(
        HeldLease lease, IReadOnlyList<OfficerAddress> all, DateOnly day, Func<OfficerAddress, DailyLetter> letterTo, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await db.WriteAsync(WriteUrgency.Background, async token =>
        {
            await Leases.ExtendAsync(db, lease, token);
            foreach (var officer in all)
            {
                await letters.PutAsync(
                    db, PersonKeys.Officer.Of(officer.UserId),
                    $"daily/{day.ToString("yyyyMMdd", CultureInfo.InvariantCulture)}/{officer.UserId:N}", letterTo(officer), token);
            }
        }, cancellation);
    }
}
