using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using IGSendMail.Privacy.Audit;
using IGSendMail.Privacy.Backups;
using IGSendMail.Storage;
using IGSendMail.Web.Hosting.Starting;

namespace IGSendMail.Web.Commands;

/// <summary><c>backup make</c> and <c>backup check</c>; <c>backup restore</c> is <see cref="RestoreCommand"/>.</summary>
internal static class BackupCommand
{
    public static Command Build()
    {
        var make = new Command("make", "Copies database and files into a new folder while the site runs, with the digest of every file. Never the vault.");
        var target = Folder(make, "The folder; it is made.");
        make.SetAction((parsed, cancellation) => CommandHost.RunAsync(
            (services, token) => SaidAsync(progress => MakeAsync(services, parsed.GetRequiredValue(target), progress, token)), cancellation));
        var check = new Command("check", """
            Puts a backup back on trial, in a place of its own: compares every file, repeats there what a restore would have to repeat, and looks for
            whoever was deleted since. Changes nothing of the site and removes what it made.
            """);
        var tried = Folder(check, "The folder of the backup.");
        var report = new Option<string?>("--report") { Description = "Writes what was found, signed, into this file." };
        check.Add(report);
        check.SetAction((parsed, cancellation) => CommandHost.RunAsync(
            (services, token) => SaidAsync(progress => CheckAsync(services, parsed.GetRequiredValue(tried), parsed.GetValue(report), progress, token)), cancellation));
        return new Command("backup", "Copies that can be put back.") { make, check, RestoreCommand.Build() };
    }

    /// <summary>The folder as an argument of a verb.</summary>
    internal static Argument<string> Folder(Command verb, string what)
    {
        var folder = new Argument<string>("DIR") { Description = what };
        verb.Add(folder);
        return folder;
    }

    /// <summary>What is wrong with a backup is an answer of the verb.</summary>
    internal static async Task<int> SaidAsync(Func<VerbProgress, Task<int>> verb)
    {
        var progress = VerbProgress.OnConsole();
        try
        {
            return await verb(progress);
        }
        catch (BackupException wrong)
        {
            progress.Close();
            await Console.Error.WriteLineAsync(wrong.Message);
            return StartProblems.Failed;
        }
    }

    private static async Task<int> MakeAsync(IServiceProvider services, string target, VerbProgress progress, CancellationToken cancellation)
    {
        var folder = new BackupFolder(RealPath.Of(Path.GetFullPath(target)));
        var folders = services.GetRequiredService<SiteFolders>();
        foreach (var (key, used) in new[] { (SiteFolders.DataKey, folders.Data), (SiteFolders.VaultKey, folders.Vault) })
        {
            if (RealPath.IsWithin(folder.Path, used) || RealPath.IsWithin(used, folder.Path))
            {
                throw new BackupException($"{folder.Path} and {key} ({used}) lie in each other. A backup lies apart, best on another disk.");
            }
        }

        var made = await MakeAsync(services, folder, progress.Of<int>(done => $"{done} files"), cancellation);
        progress.Close();
        await EnterAsync(services, new(BackupActs.Made, AuditActor.Operator) { Facts = AuditFacts.Of(("files", made.Files)) }, cancellation);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{folder.Path} holds {made.Files} files, {Amount(made.Bytes)}, as they were on {made.MadeAt:u}. The vault is not in it: keep its newest copy apart."));
        if (!made.HasDatabase)
        {
            Console.WriteLine("The database is not in it either: the server's own backups have it. Make one of those now, so that both are of one time.");
        }

        return 0;
    }

    private static async Task<BackupDescription> MakeAsync(
        IServiceProvider services, BackupFolder folder, IProgress<int> progress, CancellationToken cancellation)
    {
        try
        {
            return await services.GetRequiredService<BackupMaking>().MakeAsync(folder, progress, cancellation);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new BackupException(
                $"No backup can be made in {folder.Path}: {StartProblems.OneLine(failure.Message)} Look whose it is and how much room it has.", failure);
        }
    }

    private static async Task<int> CheckAsync(
        IServiceProvider services, string tried, string? file, VerbProgress progress, CancellationToken cancellation)
    {
        var folder = new BackupFolder(Path.GetFullPath(tried));
        var report = await BackupDrill.RunAsync(services, folder, progress.Of<int>(done => $"{done} files"), change: null, cancellation);
        progress.Close();
        if (file is not null)
        {
            var content = report.ToBytes();
            await File.WriteAllTextAsync(file, JsonSerializer.Serialize(new
            {
                report = Convert.ToBase64String(content),
                signature = await services.GetRequiredService<BackupSeal>().SignAsync(content, cancellation),
            }) + "\n", cancellation);
        }

        await EnterAsync(services, new(BackupActs.Checked, AuditActor.Operator)
        {
            Outcome = report.Holds ? AuditOutcome.Done : AuditOutcome.Failed,
            Facts = AuditFacts.Of(
                (LastBackups.MadeFact, report.MadeAt.UtcDateTime.ToString(LastBackups.Moment, CultureInfo.InvariantCulture)),
                (LastBackups.DeletedFact, report.DeletedAgain), (LastBackups.ToldFact, report.ToldAgain)),
        }, cancellation);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Backup of {report.MadeAt:u}."));
        if (report.Problem is { } problem)
        {
            await Console.Error.WriteLineAsync($"This backup does not hold. {problem}");
            return StartProblems.Failed;
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"Deletions since: {report.WouldComeBack} would come back, {report.DeletedAgain} of them are deleted again."));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"Told since: {report.ToldLost} things would be undone, {report.ToldAgain} of them are so again."));
        Console.WriteLine("This backup holds: every file is as it was made, and the site could serve from it.");
        return 0;
    }

    private static Task EnterAsync(IServiceProvider services, AuditDeed deed, CancellationToken cancellation)
    {
        var db = services.GetRequiredService<IGSendMailContext>();
        return db.WriteAsync(
            WriteUrgency.Interactive, token => services.GetRequiredService<AuditTrail>().AppendAsync(db, deed, token).AsTask(), cancellation);
    }

    private static string Amount(long bytes) => bytes < 1024 * 1024
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0:0.#} KiB")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0 / 1024.0:0.#} MiB");
}
