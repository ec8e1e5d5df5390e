using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using IGSendMail.Privacy.Erasure;
using IGSendMail.Privacy.Policy;
using IGSendMail.Privacy.Requests;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Web.Commands;

/// <summary><c>requests deadline</c> and <c>requests work</c></summary>
internal static class RequestsCommand
{
    private static readonly JsonSerializerOptions Lines = new(JsonSerializerOptions.Web);

    public static Command Build()
    {
        var regime = new Option<string>("--regime") { Description = "Whose law counts the days.", Required = true };
        regime.AcceptOnlyFromAmong("gdpr", "ccpa");
        var deadline = new Command(
            "deadline", "Reads days of receipt (yyyy-MM-dd, in Site:TimeZone), one a line, and prints the deadlines of each as JSON.") { regime };
        deadline.SetAction((parsed, cancellation) => CommandHost.RunAsync(
            (services, token) => DeadlinesAsync(
                parsed.GetValue(regime) == "ccpa" ? Regime.Ccpa : Regime.Gdpr,
                services.GetRequiredService<PolicySnapshot>().InForce.Commitments.Answer,
                Console.In, Console.Out, Console.Error, token),
            cancellation, VerbNeeds.Policy));

        var work = new Command("work", "Works the queue of requests and erasures until nothing is left to do now.");
        work.SetAction((_, cancellation) => CommandHost.RunAsync(WorkAsync, cancellation));
        return new Command("requests", "Data subject requests.") { deadline, work };
    }

    /// <summary>Prints one line of JSON for each line read; a line that is no day ends it with exit code 2.</summary>
    internal static async Task<int> DeadlinesAsync(
        Regime regime, TimeSpan commitment, TextReader input, TextWriter output, TextWriter errors, CancellationToken cancellation)
    {
        for (var number = 1; await input.ReadLineAsync(cancellation) is { } line; number++)
        {
            if (!DateOnly.TryParseExact(line.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var received)
                || received.Year is < 1900 or > 9000)
            {
                await errors.WriteLineAsync(
                    $"Line {number} is \"{line}\": it must be a day between 1900 and 9000, written yyyy-MM-dd, such as 2026-02-02.");
                return 2;
            }

            var deadlines = new Deadlines(
                received, RequestClock.ConfirmReceipt(regime, received), RequestClock.Answer(regime, received, commitment),
                RequestClock.Extended(regime, received));
            await output.WriteLineAsync(JsonSerializer.Serialize(deadlines, Lines));
        }

        return 0;
    }

    private static async Task<int> WorkAsync(IServiceProvider services, CancellationToken cancellation)
    {
        var db = services.GetRequiredService<IGSendMailContext>();
        var contexts = services.GetRequiredService<IDbContextFactory<IGSendMailContext>>();
        var all = await LeftAsync(db, cancellation);
        var left = await VerbProgress.OnConsole().WatchAsync(
            async token =>
            {
                await WorkThroughAsync(services, db, token);
                return await LeftAsync(db, token);
            },
            async token =>
            {
                await using var beside = await contexts.CreateDbContextAsync(token);
                return Done(all, await LeftAsync(beside, token));
            },
            cancellation);
        Console.WriteLine(Done(all, left).ToString(CultureInfo.InvariantCulture) + " are done. " + (left == 0
            ? "Nothing is left to do."
            : $"{left.ToString(CultureInfo.InvariantCulture)} requests need more: an officer, another process that works on them now, or a retry after an error (see the log)."));
        return left == 0 ? 0 : 1;
    }

    private static async Task WorkThroughAsync(IServiceProvider services, IGSendMailContext db, CancellationToken cancellation)
    {
        var requests = services.GetRequiredService<RequestWork>();

        // An erasure ends, and with it its request, in the transaction in which its last letter leaves.
        await requests.RunAsync(cancellation);
        await services.GetRequiredService<ErasureWork>().RunAsync(cancellation);
        await services.GetRequiredService<Outbox>().DeliverDueAsync(cancellation);

        // Of other requests of the same person nobody is left to be answered.
        await requests.RunAsync(cancellation);
        await db.Engine.ScrubAsync(db, cancellation);
    }

    private static Task<int> LeftAsync(IGSendMailContext db, CancellationToken cancellation) => db.DataSubjectRequests().CountAsync(
        r => r.State == RequestState.Received || r.State == RequestState.InProgress, cancellation);

    /// <summary>One that came meanwhile is counted on both sides.</summary>
    private static FormattableString Done(int all, int left) => $"{Math.Max(all - left, 0)} of {Math.Max(all, left)} requests";

    private sealed record Deadlines(DateOnly Received, DateOnly? Confirm, DateOnly Answer, DateOnly Extended);
}
