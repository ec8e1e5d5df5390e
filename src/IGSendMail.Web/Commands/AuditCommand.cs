using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using IGSendMail.Privacy.Audit;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Web.Commands;

/// <summary><c>audit verify</c> and <c>audit resume</c></summary>
internal static class AuditCommand
{
    public static Command Build()
    {
        var verify = new Command(
            "verify", "Checks the whole audit trail against the signed heads in the vault, and names the first entry that is wrong.");
        var noted = new Option<NotedHead?>("--head")
        {
            Description = "Look too whether a head that was noted elsewhere, as in the officers' daily e-mail, is still in the vault.",
            HelpName = "NUMBER:ROOT",
            CustomParser = ReadHead,
        };
        verify.Add(noted);
        verify.SetAction((parsed, cancellation) => CommandHost.RunAsync(
            (services, token) => VerifyAsync(services, parsed.GetValue(noted), token), cancellation, VerbNeeds.Database));
        var resume = new Command(
            "resume", "After an older database was restored: lets the trail go on from it. What was lost stays on record.");
        resume.SetAction((_, cancellation) => CommandHost.RunAsync(ResumeAsync, cancellation, VerbNeeds.Database));
        return new Command("audit", "The audit trail.") { verify, resume };
    }

    private static NotedHead? ReadHead(ArgumentResult argument)
    {
        if (argument.Tokens is [var token] && NotedHead.TryRead(token.Value, out var head))
        {
            return head;
        }

        argument.AddError($"--head is \"{(argument.Tokens is [var given, ..] ? given.Value : "")}\": it must be number and root as the e-mail has them, a colon between, such as 12:{new string('0', 61)}A4F.");
        return null;
    }

    private static async Task<int> VerifyAsync(IServiceProvider services, NotedHead? noted, CancellationToken cancellation)
    {
        var db = services.GetRequiredService<IGSendMailContext>();
        var all = await db.AuditEntries().LongCountAsync(cancellation) - await db.AuditWaiting().LongCountAsync(cancellation);
        var progress = VerbProgress.OnConsole();
        var report = await services.GetRequiredService<AuditVerifier>().VerifyAsync(
            db, progress.Of<long>(done => $"{done} of {all} entries"), cancellation);
        progress.Close();
        await Console.Out.WriteAsync(Words(report, all, db.Time.GetUtcNow()));
        var isNoted = noted is null || await CompareAsync(services, noted, cancellation);
        await db.WriteAsync(
            WriteUrgency.Interactive,
            token => services.GetRequiredService<AuditTrail>().AppendAsync(db, new(TrailActs.Verified, AuditActor.Operator)
            {
                Outcome = report.Fault is null && isNoted ? AuditOutcome.Done : AuditOutcome.Failed,
                Facts = AuditFacts.Of(("entries", report.Verified)),
            }, token).AsTask(),
            cancellation);
        return report.Fault is null && isNoted ? 0 : 1;
    }

    private static async Task<bool> CompareAsync(IServiceProvider services, NotedHead noted, CancellationToken cancellation)
    {
        await using var vault = await services.GetRequiredService<IDbContextFactory<VaultContext>>().CreateDbContextAsync(cancellation);
        var finding = await noted.FindAsync(vault, cancellation);
        Console.WriteLine(finding switch
        {
            NotedHeadFinding.AsNoted => $"Head {noted.Number} is what was noted.",
            NotedHeadFinding.Aged => $"Head {noted.Number} went with its time, as all older ones did: there is nothing to compare it with any more.",
            NotedHeadFinding.Another => $"WRONG: head {noted.Number} is not what was noted: another trail was put in its place.",
            _ => $"WRONG: the vault does not know head {noted.Number}: it is older than what was noted.",
        });
        return finding is NotedHeadFinding.AsNoted or NotedHeadFinding.Aged;
    }

    private static async Task<int> ResumeAsync(IServiceProvider services, CancellationToken cancellation)
    {
        try
        {
            var lost = await services.GetRequiredService<AuditRestore>().ResumeAsync(cancellation);
            Console.WriteLine(lost is { } entries
                ? string.Create(CultureInfo.InvariantCulture, $"The trail goes on from this database. {entries} entries that the vault knew of are lost; every check will say so.")
                : "The database is no older than the vault: there is nothing to resume.");
            return 0;
        }
        catch (TrailBrokenException broken)
        {
            await Console.Error.WriteLineAsync(broken.Message);
            return 1;
        }
    }

    internal static string Words(AuditReport report, long all, DateTimeOffset now)
    {
        using var words = new StringWriter(CultureInfo.InvariantCulture);
        if (report.CutAt > 0)
        {
            words.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Entries 1 to {report.CutAt} were cut at a signed head, their time being up."));
        }

        foreach (var lost in report.Lost)
        {
            words.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"Entries {lost.First} to {lost.Last} were lost when an older database was restored; the trail went on without them at {lost.At:u}."));
        }

        words.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{report.Verified} of {Math.Max(all, report.Verified)} entries were checked, under {report.Heads} signed heads."));
        if (report.NewestHeadAt is { } signed)
        {
            words.WriteLine(string.Create(CultureInfo.InvariantCulture, $"The newest head was signed at {signed:u}."));
        }

        words.WriteLine(report.OldestWaiting is { } oldest
            ? string.Create(CultureInfo.InvariantCulture, $"{report.Waiting} entries wait for their place in the chain, the oldest since {Age(now - oldest)}.")
            : "No entry waits for its place in the chain.");
        words.WriteLine(report.Fault is { } fault ? $"WRONG: {fault.Words}" : "Nothing is wrong.");
        return words.ToString();
    }

    private static string Age(TimeSpan age) => age < TimeSpan.FromMinutes(2)
        ? string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, (long)age.TotalSeconds)} seconds")
        : string.Create(CultureInfo.InvariantCulture, $"{(long)age.TotalMinutes} minutes");
}
