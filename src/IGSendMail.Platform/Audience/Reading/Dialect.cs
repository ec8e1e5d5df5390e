namespace IGSendMail.Platform.Audience.Reading;

/// <summary>How a file delimits its values. It is found for the whole file before anything is taken.</summary>
/// <param name="Separator">Stands between two values; an ASCII character.</param>
public sealed record Dialect(char Separator)
{
    /// <summary>The separators that are looked for, the most usual first.</summary>
    public static IReadOnlyList<char> Separators { get; } = [',', ';', '\t', '|'];

    /// <summary>True if a quote mark within a quoted value is written \" and not "".</summary>
    public bool EscapesWithBackslash { get; init; }

    /// <summary>True if spaces stand between a separator and the quote mark that opens a value.</summary>
    public bool HasSpacesAroundQuotes { get; init; }

    /// <summary>True if a file may name this character in a line “sep=x”.</summary>
    public static bool MayBeSeparator(char c) =>
        c == '\t' || (char.IsAscii(c) && !char.IsAsciiLetterOrDigit(c) && !char.IsControl(c) && c is not ('"' or '\\' or '@' or '.'));

    /// <summary>The separator in words.</summary>
    public static string NameOf(char separator) => separator switch
    {
        ',' => "comma",
        ';' => "semicolon",
        '\t' => "tab",
        '|' => "vertical bar",
        ' ' => "space",
        _ => $"“{separator}”",
    };
}
