using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Privacy.Guard;

/// <summary>
/// Counts what the guard took out and writes the counts down every few seconds. Counting never waits and never fails
/// an answer; a killed process loses the counts of its last seconds, the log has them.
/// </summary>
public sealed class CookieReports : IRepeatedWork, IDisposable
{
    /// <summary>Name of the meter of this room.</summary>
    public const string MeterName = "IGSendMail.Consent";

    /// <summary>A fault in one place makes a few kinds of reports, never so many.</summary>
    private const int MostKinds = 1_000;

    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(90);

    private readonly IDbContextFactory<IGSendMailContext> _contexts;
    private readonly TimeProvider _time;
    private readonly Meter _meter;
    private readonly Counter<long> _removed;
    private readonly ConcurrentDictionary<Kind, int> _counts = new();

    /// <summary>Begins with nothing counted.</summary>
    public CookieReports(IDbContextFactory<IGSendMailContext> contexts, TimeProvider time)
    {
        (_contexts, _time) = (contexts, time);
        _meter = new Meter(new MeterOptions(MeterName) { Scope = this });
        _removed = _meter.CreateCounter<long>("igsendmail.consent.cookies.removed", description: "Cookies taken out of answers");
    }

    private readonly record struct Kind(DateOnly Day, string Name, CookieProblem Problem, string Page);

    /// <inheritdoc />
    public string Name => "cookie reports";

    /// <inheritdoc />
    public TimeSpan Every => TimeSpan.FromSeconds(5);

    /// <summary>Counts one cookie that was taken out.</summary>
    public void Count(string name, CookieProblem problem, string page)
    {
        _removed.Add(1, new KeyValuePair<string, object?>("problem", problem.ToString()));
        var kind = new Kind(
            DateOnly.FromDateTime(_time.GetUtcNow().UtcDateTime),
            Short(name, CookieReport.LongestName), problem, Short(page, CookieReport.LongestPage));
        if (_counts.Count < MostKinds || _counts.ContainsKey(kind))
        {
            _counts.AddOrUpdate(kind, 1, (_, count) => count + 1);
        }
    }

    /// <summary>Writes down what was counted since the last time.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        var taken = _counts.Keys.ToDictionary(kind => kind, kind => _counts.TryRemove(kind, out var count) ? count : 0);
        if (taken.Count == 0)
        {
            return;
        }

        try
        {
            await WriteAsync(taken, cancellation);
        }
        catch
        {
            foreach (var (kind, count) in taken)
            {
                _counts.AddOrUpdate(kind, count, (_, since) => since + count);
            }

            throw;
        }
    }

    /// <summary>The reports since a day, the newest first.</summary>
    public static Task<List<CookieReport>> SinceAsync(IGSendMailContext db, DateOnly day, int most, CancellationToken cancellation) =>
        db.Set<CookieReport>().AsNoTracking().Where(r => r.Day >= day)
            .OrderByDescending(r => r.Day).ThenBy(r => r.Name).Take(most).ToListAsync(cancellation);

    /// <inheritdoc />
    public void Dispose() => _meter.Dispose();

    private async Task WriteAsync(Dictionary<Kind, int> taken, CancellationToken cancellation)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancellation);
        await db.WriteAsync(WriteUrgency.Background, async token =>
        {
            var first = taken.Keys.Min(kind => kind.Day);
            var there = await db.Set<CookieReport>().Where(r => r.Day >= first).ToListAsync(token);
            foreach (var (kind, count) in taken)
            {
                if (there.Find(r => new Kind(r.Day, r.Name, r.Problem, r.Page) == kind) is { } report)
                {
                    report.Count += count;
                }
                else
                {
                    db.Add(new CookieReport
                    {
                        Day = kind.Day,
                        Name = kind.Name,
                        Problem = kind.Problem,
                        Page = kind.Page,
                        Count = count,
                    });
                }
            }

            var old = DateOnly.FromDateTime((_time.GetUtcNow() - KeptFor).UtcDateTime);
            await db.Set<CookieReport>().Where(r => r.Day < old).ExecuteDeleteAsync(token);
        }, cancellation);
    }

    private static string Short(string text, int most) => text.Length <= most ? text : text[..most];
}
