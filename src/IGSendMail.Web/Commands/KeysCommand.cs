using System.CommandLine;
using System.Globalization;
using IGSendMail.Privacy.Audit;
using IGSendMail.Privacy.Settings;
using IGSendMail.Storage;
using IGSendMail.Web.Hosting;

namespace IGSendMail.Web.Commands;

/// <summary><c>keys rotate master</c> and <c>keys rotate data</c></summary>
internal static class KeysCommand
{
    private const string Lease = "key-rotation";
    private const int Tries = 40;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    public static Command Build()
    {
        var master = new Command("master", """
            Wraps every key of the vault, and the keys of cookies and forms, with a new master key.
            1. Make one: openssl rand -base64 32
            2. Set Keys:Master to the new key and Keys:PreviousMaster to the old one, and start the site again.
               Several replicas that start one after the other: first give every one the new key as Keys:PreviousMaster,
               then exchange the two, so that each can open what the others wrap.
            3. Run this. The site may run meanwhile; a run that was stopped is continued by the next one.
            4. When it says so, remove Keys:PreviousMaster. Keep the old key as long as you keep backups of the vault from before.
            """);
        master.SetAction((_, cancellation) => CommandHost.RunAsync((services, token) => AloneAsync(services, MasterAsync, token), cancellation));

        var owner = new Option<string?>("--owner") { Description = "One owner alone, as KIND:ID (such as account:0193a0…); every table is looked through." };
        var olderThan = new Option<int>("--older-than") { Description = "Only keys that are at least so many days old." };
        var data = new Command("data", """
            Gives every owner a new data key, seals everything anew with it (columns, uploads, export packages) and
            destroys the old keys. The site may run meanwhile; a run that was stopped is continued by the next one.
            Backups of the database from before cannot be read any more after it: make a new one.
            """) { owner, olderThan };
        data.SetAction((parsed, cancellation) => CommandHost.RunAsync((services, token) =>
            DataAsync(services, parsed.GetValue(owner), parsed.GetValue(olderThan), token), cancellation));

        return new Command("keys", "The keys that protect stored data.") { new Command("rotate", "Replaces keys.") { master, data } };
    }

    private static async Task<int> MasterAsync(IServiceProvider services, CancellationToken cancellation)
    {
        var rotation = services.GetRequiredService<MasterRotation>();
        var master = services.GetRequiredService<MasterKey>();
        var before = await rotation.LookAsync(cancellation);
        if (before.Unknown > 0)
        {
            await Console.Error.WriteLineAsync(Say(
                $"{before.Unknown} keys of the vault were wrapped with a master key that is neither Keys:Master nor Keys:PreviousMaster. Set Keys:PreviousMaster to the key before this one."));
            return 1;
        }

        Console.WriteLine(Say($"{before.Previous} of {before.Previous + before.Current} keys are wrapped with the previous master key."));
        var progress = VerbProgress.OnConsole();
        var keys = await rotation.RunAsync(progress.Of<long>(done => $"{done} of {before.Previous} wrapped anew"), cancellation);
        progress.Close();
        Console.WriteLine(Say($"{keys} of {before.Previous} keys wrapped anew."));
        var files = 0;
        try
        {
            files = await KeyRing.WrapAnewAsync(services.GetRequiredService<DataOptions>(), master, cancellation);
            Console.WriteLine(Say($"{files} key files of cookies and forms wrapped anew."));
        }
        catch (InvalidOperationException unknown)
        {
            await Console.Error.WriteLineAsync("A key file of cookies and forms was left as it is: " + unknown.Message);
            return await EnterAsync(services, OperatorActs.MasterKeyRotated, 1, Facts(), cancellation);
        }

        var after = await rotation.LookAsync(cancellation);
        if (after.Previous + after.Unknown > 0)
        {
            await Console.Error.WriteLineAsync(Say(
                $"Another process still wraps with the previous master key ({after.Previous} new keys). Give every replica the new Keys:Master and run this again."));
            return await EnterAsync(services, OperatorActs.MasterKeyRotated, 1, Facts(), cancellation);
        }

        Console.WriteLine("Nothing needs the previous master key any more: Keys:PreviousMaster can be removed.");
        return await EnterAsync(services, OperatorActs.MasterKeyRotated, 0, Facts(), cancellation);

        AuditFacts Facts() => AuditFacts.Of(("keys", keys), ("files", files));
    }

    private static async Task<int> DataAsync(
        IServiceProvider services, string? ownerText, int olderThan, CancellationToken cancellation)
    {
        KeyOwner? owner = null;
        if (ownerText is not null)
        {
            if (ReadOwner(ownerText, services.GetRequiredService<WordBook>()) is not { } read)
            {
                await Console.Error.WriteLineAsync("--owner must be KIND:ID, KIND one of " + string.Join(", ", services.GetRequiredService<WordBook>().All<KeyOwnerKind>().OrderBy(k => k.Number)).ToLowerInvariant() + ".");
                return 2;
            }

            owner = read;
        }

        if (olderThan is < 0 or > 36_500)
        {
            await Console.Error.WriteLineAsync("--older-than must be a number of days from 0 to 36500.");
            return 2;
        }

        return await AloneAsync(services, (inner, token) => DataAsync(inner, owner, TimeSpan.FromDays(olderThan), token), cancellation);
    }

    private static async Task<int> DataAsync(
        IServiceProvider services, KeyOwner? owner, TimeSpan olderThan, CancellationToken cancellation)
    {
        var rotations = services.GetRequiredService<DataKeyRotation>();
        var rotation = await rotations.BeginAsync(olderThan, owner, cancellation);
        if (rotation.Owner != owner)
        {
            await Console.Error.WriteLineAsync("An unfinished rotation comes first; run this again after it.");
        }

        Console.WriteLine(Say($"Rotation of {rotation.StartedAt:u}: keys from before {rotation.Before:u}, {(rotation.Owner is { } one ? $"{one.Kind} {one.Id:N}" : "every owner")}."));
        var progress = VerbProgress.OnConsole();
        var outcome = await rotations.RunAsync(rotation, progress.Of<RotationProgress>(Words), cancellation);
        progress.Close();
        Console.WriteLine(Say(
            $"{outcome.Made} new keys; {outcome.Values} values and {outcome.Files} files sealed anew; {outcome.Destroyed} of {outcome.Destroyed + outcome.Unopened.Count} old keys destroyed."));
        await EnterAsync(services, OperatorActs.DataKeyRotated, outcome.Unopened.Count == 0 ? 0 : 1, AuditFacts.Of(
            ("scope", rotation.Owner is null ? "all" : "one"), ("made", outcome.Made), ("values", outcome.Values),
            ("files", outcome.Files), ("destroyed", outcome.Destroyed), ("unopened", outcome.Unopened.Count)), cancellation);
        if (outcome.Unopened.Count == 0)
        {
            return rotation.Owner == owner ? 0 : 1;
        }

        await Console.Error.WriteLineAsync(Say($"{outcome.Unopened.Count} old keys stay, because something that names them does not open:"));
        foreach (var why in outcome.Unopened.Take(20))
        {
            await Console.Error.WriteLineAsync("  " + why);
        }

        return 1;
    }

    /// <summary>Enters the rotation in the audit trail, with counts and no owner, and gives the exit code back.</summary>
    private static async Task<int> EnterAsync(
        IServiceProvider services, AuditAct act, int code, AuditFacts facts, CancellationToken cancellation)
    {
        var db = services.GetRequiredService<IGSendMailContext>();
        await db.WriteAsync(
            WriteUrgency.Interactive,
            token => services.GetRequiredService<AuditTrail>().AppendAsync(db, new(act, AuditActor.Operator)
            {
                Outcome = code == 0 ? AuditOutcome.Done : AuditOutcome.Failed,
                Facts = facts,
            }, token).AsTask(),
            cancellation);
        return code;
    }

    private static FormattableString Words(RotationProgress progress) => progress.Step switch
    {
        RotationStep.Making => $"{progress.Done} new keys",
        RotationStep.Waiting => $"waiting {progress.Seen} seconds until every process knows them",
        RotationStep.Sealing => $"{progress.Place}: {progress.Done} of {progress.Seen} sealed anew",
        _ => $"{progress.Done} old keys destroyed",
    };

    private static KeyOwner? ReadOwner(string text, WordBook words) =>
        text.Split(':') is [var kind, var id] && Guid.TryParse(id, out var key)
            ? words.All<KeyOwnerKind>().FirstOrDefault(k => string.Equals(k.Name, kind, StringComparison.OrdinalIgnoreCase))?.Of(key)
            : null;

    /// <summary>One rotation at a time. A process that was killed holds its lease a little longer.</summary>
    private static async Task<int> AloneAsync(
        IServiceProvider services, Func<IServiceProvider, CancellationToken, Task<int>> rotate, CancellationToken cancellation)
    {
        var leases = services.GetRequiredService<Leases>();
        for (var tries = 0; tries < Tries; tries++)
        {
            var rotated = await leases.RunAsync(Lease, (_, token) => rotate(services, token), cancellation);
            if (rotated.Outcome == LeaseOutcome.Done)
            {
                return rotated.Result;
            }

            await Task.Delay(Pause, TimeProvider.System, cancellation);
        }

        await Console.Error.WriteLineAsync("Another process is replacing keys; try again when it is through.");
        return 1;
    }

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
