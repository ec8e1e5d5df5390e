using System.CommandLine;
using System.Security.Cryptography;
using IGSendMail.Platform.Accounts;
using IGSendMail.Storage;

namespace IGSendMail.Web.Commands;

/// <summary><c>officer add EMAIL</c></summary>
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

        return new Command("officer", "Privacy officers.") { add };
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
