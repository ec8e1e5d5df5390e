using System.Text.RegularExpressions;

namespace IGSendMail.Privacy.Letters;

/// <summary>
/// The text of an e-mail as it is handed out in a copy: what opens something by itself, a link with a secret or a code, is left out and
/// said to be. A copy lies about for years, and whoever finds it could act in the person's place (11 CCR § 7024(d)).
/// </summary>
public static partial class LetterSecrets
{
    /// <summary>What stands in place of a link.</summary>
    public const string Link = "(a link with a secret: left out)";

    /// <summary>What stands in place of a code.</summary>
    public const string Code = "(a code: left out)";

    /// <summary>What they are called where a copy names what it leaves out.</summary>
    public const string Words = "Links with a secret, and codes, in the text of an e-mail";

    /// <summary>Why they are left out.</summary>
    public const string Why = "whoever has one could act in your place";

    /// <summary>What was left out of a text, in words; nothing if it had none.</summary>
    /// <param name="text">The text.</param>
    /// <param name="without">The text without them.</param>
    public static IReadOnlyList<string> Named(string text, string without) => text == without ? [] : [Words];

    /// <summary>The text without them.</summary>
    public static string LeftOutOf(string text) => Codes().Replace(Links().Replace(text, Link), Code);

    /// <summary>A link with a run of 20 characters or more of what secrets are made of, in its path, query or fragment.</summary>
    [GeneratedRegex(@"https?://[^\s/]+[^\s]*[/=?&#][A-Za-z0-9_-]{20,}[^\s]*", RegexOptions.CultureInvariant, 2000)]
    private static partial Regex Links();

    /// <summary>Eight digits in two groups, as codes are written.</summary>
    [GeneratedRegex(@"(?<![\w-])\d{4}[ \u00a0]?\d{4}(?![\w-])", RegexOptions.CultureInvariant, 2000)]
    private static partial Regex Codes();
}
