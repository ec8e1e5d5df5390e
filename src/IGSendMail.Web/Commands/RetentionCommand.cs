using System.CommandLine;
using System.Globalization;
using IGSendMail.Privacy.Erasure;
using IGSendMail.Privacy.Policy;
using IGSendMail.Privacy.Retention;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Web.Commands;

/// <summary><c>retention run</c></summary>
internal static class RetentionCommand
{
    private const int Tries = 40;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>A letter that failed is tried again after a minute.</summary>
    private static readonly TimeSpan WaitForLetters = TimeSpan.FromMinutes(2);

    public static Command Build()
    {
        var asOf = new Option<DateOnly?>("--as-of")
        {
            Description = "Apply the rules as of the start of this day (UTC), written yyyy-MM-dd. Outside Development a future day needs --dry-run.",
            HelpName = "yyyy-MM-dd",
            CustomParser = Days.Read,
        };
        var dryRun = new Option<bool>("--dry-run") { Description = "Say what would go, with counts and dates, and change nothing." };
        var confirm = new Option<bool>("--confirm-clock")
        {
            Description = "Say that the clock is right although it is more than 48 hours ahead of the last round.",
        };
        var run = new Command("run", "Applies the retention rules once.") { asOf, dryRun, confirm };
        run.SetAction((parsed, cancellation) => CommandHost.RunAsync(
            (services, token) => RunAsync(
                services, parsed.GetValue(asOf), parsed.GetValue(dryRun), parsed.GetValue(confirm), token), cancellation));
        return new Command("retention", "What time does to data.") { run };
    }

    private static async Task<int> RunAsync(
        IServiceProvider services, DateOnly? day, bool dryRun, bool isClockConfirmed, CancellationToken cancellation)
    {
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        var asOf = day is { } d ? new DateTimeOffset(d.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero) : now;
        if (asOf > now && !dryRun && !services.GetRequiredService<IHostEnvironment>().IsDevelopment())
        {
            await Console.Error.WriteLineAsync("--as-of: a future day is only accepted together with --dry-run.");
            return 2;
        }

        if (asOf < services.GetRequiredService<PolicyShelf>().Snapshot().Begins)
        {
            await Console.Error.WriteLineAsync("--as-of: no policy version was in force on that day.");
            return 2;
        }

        if (dryRun)
        {
            Show(await services.GetRequiredService<RetentionForecasts>().AsOfAsync(asOf, cancellation), asOf);
            return 0;
        }

        try
        {
            var erasures = new OpenErasures(services.GetRequiredService<IDbContextFactory<IGSendMailContext>>(), now);
            var progress = VerbProgress.OnConsole();
            if (await progress.WatchAsync(
                token => WaitForTurnAsync(services.GetRequiredService<RetentionJob>(), asOf, isClockConfirmed, token), erasures.SayAsync, cancellation) is not { } done)
            {
                await Console.Error.WriteLineAsync("Another process is applying the rules; try again when it is through.");
                return 1;
            }

            var areFinished = await progress.WatchAsync(token => FinishErasuresAsync(services, token), erasures.SayAsync, cancellation);
            Console.WriteLine((await erasures.SayAsync(cancellation)).ToString(CultureInfo.InvariantCulture) + " are finished.");
            if (!areFinished)
            {
                await Console.Error.WriteLineAsync("Some deletions are not finished; the log says why. Run this again: it goes on where it stopped.");
                return 1;
            }

            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"As of {asOf:u}: lists of {done.SubscriberErasures} accounts and all of {done.AccountErasures} accounts deleted; {done.Expired} rows and files went by age."));
            return 0;
        }
        catch (ClockException refused)
        {
            await Console.Error.WriteLineAsync(refused.Message);
            return 1;
        }
    }

    /// <summary>A process that was killed holds its lease a little longer; a living one is not waited for.</summary>
    private static async Task<RetentionRun?> WaitForTurnAsync(
        RetentionJob job, DateTimeOffset asOf, bool isClockConfirmed, CancellationToken cancellation)
    {
        for (var tries = 0; tries < Tries; tries++)
        {
            if (await job.RunAsync(asOf, isClockConfirmed, cancellation) is { } run)
            {
                return run;
            }

            await Task.Delay(Pause, TimeProvider.System, cancellation);
        }

        return null;
    }

    /// <summary>
    /// The rules have carried the erasures on to their last letters; an erasure ends in the transaction in which that leaves. Waits only for
    /// what another process has in hand, and for a letter that failed once and is tried again before the patience ends.
    /// </summary>
    private static async Task<bool> FinishErasuresAsync(IServiceProvider services, CancellationToken cancellation)
    {
        var db = services.GetRequiredService<IGSendMailContext>();
        var time = services.GetRequiredService<TimeProvider>();
        var until = time.GetUtcNow() + WaitForLetters;
        await services.GetRequiredService<Outbox>().DeliverDueAsync(cancellation);
        for (var tries = 0; await db.ErasureRuns().AnyAsync(r => r.State != ErasureState.Done, cancellation); tries++)
        {
            if (tries >= Tries && (time.GetUtcNow() >= until || !await ErasureWork.IsLetterDueByAsync(db, until, cancellation)))
            {
                return false;
            }

            await Task.Delay(Pause, TimeProvider.System, cancellation);
            await services.GetRequiredService<ErasureWork>().RunAsync(cancellation);
            await services.GetRequiredService<Outbox>().DeliverDueAsync(cancellation);
        }

        await db.Engine.ScrubAsync(db, cancellation);
        return true;
    }

    private static void Show(RetentionForecast forecast, DateTimeOffset asOf)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"As of {asOf:u} these would go:"));
        foreach (var (due, places) in forecast.Accounts)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"  account {due.AccountId:N}: {due.Scope.Title.ToLowerInvariant()}, due {due.DueAt:u}, promised by {due.PromisedBy:u}"));
            foreach (var (place, rows) in places)
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"    {place}: {rows?.ToString(CultureInfo.InvariantCulture) ?? "does not answer"}"));
            }
        }

        foreach (var (place, count) in forecast.Expiring)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {place}: {count} by age"));
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{forecast.Accounts.Count} account steps, {forecast.Expiring.Sum(e => e.Count)} rows and files by age. Nothing was changed."));
    }

    /// <summary>The deletions that are open, and those that ended since the verb began.</summary>
    private sealed class OpenErasures(IDbContextFactory<IGSendMailContext> contexts, DateTimeOffset since)
    {
        public async Task<FormattableString> SayAsync(CancellationToken cancellation)
        {
            await using var db = await contexts.CreateDbContextAsync(cancellation);
            var open = await db.ErasureRuns().CountAsync(r => r.State != ErasureState.Done, cancellation);
            var done = await db.ErasureRuns().CountAsync(r => r.State == ErasureState.Done && r.FinishedAt >= since, cancellation);
            return $"{done} of {done + open} deletions";
        }
    }
}
