using System.CommandLine;
using System.CommandLine.Help;
using IGSendMail.Web.Hosting.Starting;

namespace IGSendMail.Web.Commands;

/// <summary>The operator's command. Exit codes: 0 it held, 1 it did not hold, 2 wrong usage or setting.</summary>
internal static class SiteCommand
{
    /// <summary>Runs a verb, or prints which there are.</summary>
    public static async Task<int> RunAsync(ProgramWords asked)
    {
        var root = Build();
        if (asked.Wish == ProgramWish.Help)
        {
            await Console.Out.WriteAsync(Verbs(root));
            return 0;
        }

        if (asked.Wish == ProgramWish.Unknown)
        {
            return await RefuseAsync(root, [asked.Problem!]);
        }

        try
        {
            return await RunAsync(root, asked.Words);
        }
        catch (Exception wrong)
        {
            var (line, code) = StartProblems.Of(wrong);
            await Console.Error.WriteLineAsync(line);
            return code;
        }
    }

    private static async Task<int> RunAsync(RootCommand root, IReadOnlyList<string> words)
    {
        // Words are taken as they are: a name may begin with @.
        var parsed = root.Parse(words, new ParserConfiguration { ResponseFileTokenReplacer = null });
        var leaf = parsed.CommandResult.Command;
        if (parsed.Errors.Count > 0 && parsed.Action is not HelpAction)
        {
            return await RefuseAsync(leaf.Subcommands.Count > 0 ? leaf : null, Problems(parsed));
        }

        if (parsed.Action is not HelpAction)
        {
            Surroundings.Check();
        }

        return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
    }

    /// <summary>A word that is no verb is said to be none, not that one is missing.</summary>
    private static List<string> Problems(ParseResult parsed) => parsed.UnmatchedTokens is [var word, ..] && parsed.CommandResult.Command.Subcommands.Count > 0
        ? [$"There is no verb \"{word}\" here."]
        : [.. parsed.Errors.Select(e => e.Message)];

    private static RootCommand Build() => new("IGSendMail: a privacy policy that keeps its own promises. Without a verb the site starts.")
    {
        DatabaseCommand.Build(),
        PolicyCommand.Build(),
        RetentionCommand.Build(),
        ClockCommand.Build(),
        ErasuresCommand.Build(),
        BackupCommand.Build(),
        DataCommand.Build(),
        SeedCommand.Build(),
        OfficerCommand.Build(),
        RequestsCommand.Build(),
        ReceiptCommand.Build(),
        KeysCommand.Build(),
        AuditCommand.Build(),
    };

    /// <summary>Says what is wrong and, where a verb is missing or unknown, which there are.</summary>
    private static async Task<int> RefuseAsync(Command? group, IReadOnlyList<string> problems)
    {
        foreach (var problem in problems)
        {
            await Console.Error.WriteLineAsync(problem);
        }

        if (group is not null)
        {
            await Console.Error.WriteAsync(Verbs(group));
        }

        return 2;
    }

    /// <summary>Every verb of a group with the first sentence of what it does.</summary>
    private static string Verbs(Command group)
    {
        var verbs = Leaves(group, group is RootCommand ? "" : group.Name + " ").ToList();
        var width = verbs.Max(v => v.Name.Length);
        using var words = new StringWriter(System.Globalization.CultureInfo.InvariantCulture);
        words.WriteLine("Without a verb the site starts. Verbs (each explains itself with --help):");
        foreach (var (name, what) in verbs)
        {
            words.WriteLine($"  {name.PadRight(width)}  {what}");
        }

        return words.ToString();
    }

    private static IEnumerable<(string Name, string What)> Leaves(Command command, string path) => command.Subcommands.SelectMany(
        c => c.Subcommands.Count > 0 ? Leaves(c, $"{path}{c.Name} ") : [($"{path}{c.Name}", FirstSentence(c.Description ?? ""))]);

    private static string FirstSentence(string text)
    {
        var line = StartProblems.OneLine(text);
        var end = line.IndexOf(". ", StringComparison.Ordinal);
        return end < 0 ? line : line[..(end + 1)];
    }
}
