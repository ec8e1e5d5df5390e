using System.CommandLine;

namespace IGSendMail.Web.Commands;

/// <summary>The operator's command. Exit codes: 0 it held, 1 it did not hold, 2 wrong usage.</summary>
internal static class SiteCommand
{
    public static async Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand("IGSendMail: a privacy policy that keeps its own promises. Without a verb the site starts.");
        root.Subcommands.Add(DatabaseCommand.Build());
        root.Subcommands.Add(PolicyCommand.Build());
        root.Subcommands.Add(RetentionCommand.Build());
        root.Subcommands.Add(ErasuresCommand.Build());
        root.Subcommands.Add(DataCommand.Build());
        root.Subcommands.Add(SeedCommand.Build());
        root.Subcommands.Add(OfficerCommand.Build());
        root.Subcommands.Add(RequestsCommand.Build());
        root.Subcommands.Add(ReceiptCommand.Build());
        root.Subcommands.Add(KeysCommand.Build());
        root.Subcommands.Add(AuditCommand.Build());

        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
            {
                await Console.Error.WriteLineAsync(error.Message);
            }

            return 2;
        }

        return await parsed.InvokeAsync();
    }
}
