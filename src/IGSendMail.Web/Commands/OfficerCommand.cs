using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using IGSendMail.Platform.Accounts;
using IGSendMail.Privacy.Audit;
using IGSendMail.Storage;

namespace IGSendMail.Web.Commands;

/// <summary><c>officer add EMAIL</c>, <c>officer list</c>, <c>officer forget-app EMAIL</c>, <c>officer reset EMAIL</c>, <c>officer remove EMAIL</c></summary>
internal static class OfficerCommand
{
    private const string Letters = "abcdefghijkmnpqrstuvwxyz23456789";
    private const int Tries = 40;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    public static Command Build()
    {
        var email = new Argument<string>("email") { Description = "The address to sign in with." };
        var name = new Option<string>("--name")
        {
            Description = "The officer's name.",
            DefaultValueFactory = _ => "Privacy officer",
        };
        var add = new Command("add",
            "Makes a privacy officer. The password is taken from the setting Officer:Password (environment: Officer__Password); "
            + "without it a random one is made and shown once.") { email, name };
        add.SetAction((parsed, cancellation) => CommandHost.RunAsync(
            (services, token) => AddAsync(services, parsed.GetValue(name)!, parsed.GetValue(email)!, token), cancellation));

        var forget = new Command("forget-app",
            "For an officer who has lost the app and the recovery codes, or a passkey: turns two-step sign-in off and removes every passkey; the next sign-in sets it up anew. "
            + "Every browser of the officer is signed out. Make sure who asks you.") { email };
        forget.SetAction((parsed, cancellation) => CommandHost.RunAsync(
            (services, token) => ForgetAppAsync(services, parsed.GetValue(email)!, token), cancellation));

        var list = new Command("list", "Prints the privacy officers: address, name, how they sign in, and when they last did.");
        list.SetAction((_, cancellation) => CommandHost.RunAsync(ListAsync, cancellation));

        var reset = new Command("reset",
            "For an officer who can sign in no more, or whose password somebody else has: password, app, passkeys and sessions go, and a link is printed "
            + "that works once. Hand it to the officer alone: whoever has it chooses the new password. Make sure who asks you. "
            + "Where the officer still knows the password, forget-app is enough and lets nobody else in.") { email };
        reset.SetAction((parsed, cancellation) => CommandHost.RunAsync(
            (services, token) => ResetAsync(services, parsed.GetValue(email)!, token), cancellation));

        var remove = new Command("remove",
            "Takes an officer out: sign-in, sessions and name go for good, also from backups. The last one stays: make another one first. "
            + "What the officer did stays in the audit trail, which names nobody.") { email };
        remove.SetAction((parsed, cancellation) => CommandHost.RunAsync(
            (services, token) => RemoveAsync(services, parsed.GetValue(email)!, token), cancellation));

        return new Command("officer", "Privacy officers.") { add, list, forget, reset, remove };
    }

    private static async Task<int> ListAsync(IServiceProvider services, CancellationToken cancellation)
    {
        var all = await services.GetRequiredService<Officers>().AllAsync(cancellation);
        foreach (var officer in all)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{officer.Address}  {officer.Name}; mailbox {(officer.IsConfirmed ? "confirmed" : "not confirmed")}; {SecondStep(officer)}; {LastSignIn(officer)}"));
        }

        if (all.Count == 0)
        {
            Console.WriteLine("There is no privacy officer yet. Make one: officer add EMAIL");
        }

        return 0;
    }

    private static string SecondStep(OfficerLine officer) => (officer.HasApp, officer.Passkeys) switch
    {
        (false, 0) => "neither app nor passkey yet",
        (true, 0) => "app",
        (false, 1) => "1 passkey",
        (true, 1) => "app and 1 passkey",
        (false, var keys) => string.Create(CultureInfo.InvariantCulture, $"{keys} passkeys"),
        (true, var keys) => string.Create(CultureInfo.InvariantCulture, $"app and {keys} passkeys"),
    };

    private static string LastSignIn(OfficerLine officer) => officer.LastSignIn is { } at
        ? string.Create(CultureInfo.InvariantCulture, $"signed in last {at:u}")
        : "has not signed in as far as the audit trail goes back";

    private static async Task<int> ResetAsync(IServiceProvider services, string email, CancellationToken cancellation)
    {
        if (await services.GetRequiredService<Officers>().FindAsync(email) is not { } officer
            || await services.GetRequiredService<OfficerReset>().BeginAnewAsync(officer, cancellation) is not { } way)
        {
            return await NobodyAsync();
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
            Done: password, app, passkeys and sessions of this officer are gone, and an e-mail says so.
            The officer chooses a new password here, once, until {way.ValidUntil:u}. The link is shown only now:
            {way.Link.AbsoluteUri}
            """));
        return 0;
    }

    private static async Task<int> RemoveAsync(IServiceProvider services, string email, CancellationToken cancellation)
    {
        if (await services.GetRequiredService<Officers>().FindAsync(email) is not { } officer)
        {
            return await NobodyAsync();
        }

        var removal = services.GetRequiredService<OfficerRemoval>();
        var outcome = OfficerRemovalOutcome.Busy;
        for (var tries = 0; tries < Tries && outcome == OfficerRemovalOutcome.Busy; tries++)
        {
            outcome = await removal.RemoveAsync(officer, cancellation);
            if (outcome == OfficerRemovalOutcome.Busy)
            {
                await Task.Delay(Pause, TimeProvider.System, cancellation);
            }
        }

        switch (outcome)
        {
            case OfficerRemovalOutcome.Removed:
                Console.WriteLine("Done. The officer is signed out everywhere and can sign in no more.");
                return 0;
            case OfficerRemovalOutcome.IsLast:
                await Console.Error.WriteLineAsync("This is the last officer: somebody has to be able to decide about requests. Make another one first: officer add EMAIL");
                return 1;
            case OfficerRemovalOutcome.Unknown:
                return await NobodyAsync();
            default:
                await Console.Error.WriteLineAsync("Another process is removing an officer; try again when it is through.");
                return 1;
        }
    }

    private static async Task<int> NobodyAsync()
    {
        await Console.Error.WriteLineAsync("No officer signs in with this address.");
        return 1;
    }

    private static async Task<int> ForgetAppAsync(IServiceProvider services, string email, CancellationToken cancellation)
    {
        if (await services.GetRequiredService<Officers>().FindAsync(email) is not { } officer)
        {
            return await NobodyAsync();
        }

        var factors = services.GetRequiredService<SecondFactors>();
        var hadPasskeys = await services.GetRequiredService<Passkeys>().RemoveAsync(officer.Value, passkey: null, AuditActor.Operator, cancellation) is not null;
        if (!await factors.IsOnAsync(officer.Value, cancellation))
        {
            if (hadPasskeys)
            {
                return Helped();
            }

            await Console.Error.WriteLineAsync("This officer has not set up two-step sign-in: the next sign-in asks for it.");
            return 1;
        }

        await factors.TurnOffAsync(officer.Value, AuditActor.Operator, cancellation);
        return Helped();
    }

    private static int Helped()
    {
        Console.WriteLine("Done. The officer signs in with the password, and sets up an app or a passkey before any page of officers opens.");
        return 0;
    }

    private static async Task<int> AddAsync(IServiceProvider services, string name, string email, CancellationToken cancellation)
    {
        var read = EmailAddress.Read(email);
        if (read.Address is not { } address)
        {
            await Console.Error.WriteLineAsync($"EMAIL is no e-mail address: {read.Problem!.Value.Reason}");
            return 2;
        }

        var given = services.GetRequiredService<IConfiguration>()["Officer:Password"];
        var password = given is { Length: > 0 } ? given : RandomNumberGenerator.GetString(Letters, 24);
        var problems = await services.GetRequiredService<Officers>().AddAsync(name, address, password, cancellation);
        if (problems.Count > 0)
        {
            await Console.Error.WriteLineAsync(string.Join(Environment.NewLine, problems));
            return 1;
        }

        Console.WriteLine(given is { Length: > 0 }
            ? "The officer can sign in at /account/sign-in."
            : $"The officer can sign in at /account/sign-in with this password, which is shown only now: {password}");
        Console.WriteLine("Let the officer change it at /account/password.");
        return 0;
    }
}
