using System.CommandLine;
using System.Security.Cryptography;
using IGSendMail.Platform.Accounts;
using IGSendMail.Privacy.Audit;
using IGSendMail.Storage;

namespace IGSendMail.Web.Commands;

/// <summary><c>officer add EMAIL</c>, <c>officer forget-app EMAIL</c></summary>
internal static class OfficerCommand
{
    private const string Letters = "abcdefghijkmnpqrstuvwxyz23456789";

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

        return new Command("officer", "Privacy officers.") { add, forget };
    }

    private static async Task<int> ForgetAppAsync(IServiceProvider services, string email, CancellationToken cancellation)
    {
        if (await services.GetRequiredService<Officers>().FindAsync(email) is not { } officer)
        {
            await Console.Error.WriteLineAsync("No officer signs in with this address.");
            return 1;
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
