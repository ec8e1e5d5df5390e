namespace IGSendMail.Web.Commands;

/// <summary>What the words behind the program's name ask for.</summary>
internal enum ProgramWish
{
    /// <summary>The web site.</summary>
    Site,

    /// <summary>One of the things an operator can have done; it runs and ends.</summary>
    Verb,

    /// <summary>To read which verbs there are.</summary>
    Help,

    /// <summary>Nothing that is known: nothing starts.</summary>
    Unknown,
}

/// <summary>
/// Reads the command line. Whoever mistypes a verb or an option must not find that the site has started instead.
/// </summary>
/// <param name="Wish">What is wanted.</param>
/// <param name="Words">The words to go by.</param>
/// <param name="Problem">What cannot be understood; null unless <see cref="ProgramWish.Unknown"/>.</param>
internal sealed record ProgramWords(ProgramWish Wish, IReadOnlyList<string> Words, string? Problem = null)
{
    private static readonly HashSet<string> HelpWords = new(StringComparer.OrdinalIgnoreCase) { "help", "--help", "-h", "-?", "/?", "/h", "/help" };

    /// <summary>Settings of the web server and its host; all others have a section, and so a colon.</summary>
    private static readonly HashSet<string> HostSettings = new(StringComparer.OrdinalIgnoreCase)
    {
        "urls", "http_ports", "https_ports", "environment", "contentRoot", "webRoot", "applicationName", "allowedHosts", "captureStartupErrors",
        "detailedErrors", "hostingStartupAssemblies", "hostingStartupExcludeAssemblies", "preferHostingUrls", "preventHostingStartup",
        "shutdownTimeoutSeconds", "startupAssembly", "staticWebAssets", "suppressStatusMessages", "forwardedHeaders_enabled",
    };

    public static ProgramWords Read(string[] arguments) => arguments switch
    {
        [] => new(ProgramWish.Site, arguments),
        [var help] when HelpWords.Contains(help) => new(ProgramWish.Help, []),
        [var help, .. var verb] when HelpWords.Contains(help) => new(ProgramWish.Verb, [.. verb, "--help"]),
        [var first, ..] when first == "--version" || !IsOption(first) => new(ProgramWish.Verb, arguments),
        _ => ReadSettings(arguments),
    };

    private static ProgramWords ReadSettings(string[] arguments)
    {
        for (var i = 0; i < arguments.Length; i++)
        {
            if (!IsOption(arguments[i]))
            {
                return Unknown(arguments, $"\"{arguments[i]}\" stands behind settings. A verb comes first, and its settings come by environment (Section__Key).");
            }

            // What carries its value is a setting, whatever it is called; a word alone is more likely an option of a verb.
            if (arguments[i].Contains('=', StringComparison.Ordinal))
            {
                continue;
            }

            var name = arguments[i].TrimStart('-', '/');
            if (!name.Contains(':', StringComparison.Ordinal) && !HostSettings.Contains(name))
            {
                return Unknown(arguments, $"\"{arguments[i]}\" is no option and no setting.");
            }

            if (++i >= arguments.Length)
            {
                return Unknown(arguments, $"\"{arguments[^1]}\" needs a value.");
            }
        }

        return new(ProgramWish.Site, arguments);
    }

    private static bool IsOption(string word) => word.StartsWith('-') || word.StartsWith('/');

    private static ProgramWords Unknown(IReadOnlyList<string> words, string problem) => new(ProgramWish.Unknown, words, problem);
}
