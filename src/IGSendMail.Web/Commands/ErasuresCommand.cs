using System.CommandLine;
using System.Globalization;
using IGSendMail.Privacy.Erasure;
using IGSendMail.Privacy.Recovery;
using IGSendMail.Web.Features.Start;

namespace IGSendMail.Web.Commands;

/// <summary><c>erasures replay</c></summary>
internal static class ErasuresCommand
{
    public static Command Build()
    {
        var dryRun = new Option<bool>("--dry-run") { Description = "Say what would be repeated and change nothing." };
        var acceptLoss = new Option<bool>("--accept-loss")
        {
            Description = "Take on a database that is older than Retention:Backups:Period, and let go what people were told and cannot be made true again; the decision is entered in the audit trail.",
        };
        var replay = new Command(
            "replay", "After a restore: makes true again what people were told since the backup was made, and deletes again whoever was deleted, so that the site may serve.")
        { dryRun, acceptLoss };
        replay.SetAction((parsed, cancellation) => CommandHost.RunAsync(
            (services, token) => RunAsync(services, parsed.GetValue(dryRun), parsed.GetValue(acceptLoss), token), cancellation, VerbNeeds.Database));
        return new Command("erasures", "Deletions and the journal of them.") { replay };
    }

    /// <summary>Makes true again what a restore undid, or says what that would be.</summary>
    internal static async Task<int> RunAsync(IServiceProvider services, bool dryRun, bool acceptLoss, CancellationToken cancellation)
    {
        var before = await services.GetRequiredService<RestoreCheck>().LookAsync(cancellation);
        if (before.Agreement == VaultAgreement.TooOld && acceptLoss && !dryRun)
        {
            await services.GetRequiredService<AcceptedLoss>().AcceptAsync(cancellation);
            before = await services.GetRequiredService<RestoreCheck>().LookAsync(cancellation);
        }

        if (!before.MayBeRepeated)
        {
            await Console.Error.WriteLineAsync(ServingState.Remedy(before));
            return 1;
        }

        if (dryRun)
        {
            // Opt-outs, officers who were removed and files of people who were erased are seen only when they are repeated.
            var lost = await services.GetRequiredService<ToldReplay>().CountLostAsync(cancellation);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{lost} things that people were told would be made true again, and {before.Pending} deletions would be repeated. Nothing was changed."));
            return 0;
        }

        await services.RequireSharedFolderAsync(cancellation);
        var (told, after) = await RestoreReplay.RunAsync(services, before, VerbProgress.OnConsole(), cancellation);
        if (after.Agreement == VaultAgreement.ToldMissing)
        {
            var missing = services.GetRequiredService<ToldReplay>().Missing;
            await Console.Error.WriteLineAsync(string.Join('\n', missing
                .Select(m => string.Create(CultureInfo.InvariantCulture, $"{m.Kind.Name} {m.Subject:D} was told to somebody, and something else stands in its place."))));
            if (!acceptLoss)
            {
                await Console.Error.WriteLineAsync(ServingState.Remedy(after));
                return 1;
            }

            await services.GetRequiredService<AcceptedLoss>().AcceptAsync(missing, cancellation);
            var (further, end) = await RestoreReplay.RunAsync(services, after, VerbProgress.OnConsole(), cancellation);
            (told, after) = (told + further, end);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Let go: {missing.Count} of what people were told. The audit trail says so."));
        }

        if (after.MayServe)
        {
            Console.WriteLine(told == 0 && before.MayServe && !acceptLoss
                ? "Nothing has to be repeated: the database and the vault belong together."
                : before.MayServe ? string.Create(CultureInfo.InvariantCulture, $"{told} things that people were told are true again. The site may serve.")
                : string.Create(CultureInfo.InvariantCulture,
                    $"{told} things that people were told are true again, and {before.Pending} of {before.Pending} deletions were repeated. The site may serve."));
            return 0;
        }

        await Console.Error.WriteLineAsync(
            "Some deletions are not finished; the log says why. Run this again: it goes on where it stopped.");
        return 1;
    }
}
