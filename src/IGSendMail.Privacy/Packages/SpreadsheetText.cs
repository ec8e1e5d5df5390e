using System.Globalization;

namespace IGSendMail.Privacy.Packages;

/// <summary>
/// Values as a spreadsheet leaves them alone. Excel, LibreOffice and others make a number of "007", a date of "3-4", TRUE of "true" and a
/// formula of what begins with "=", whether it is quoted or not, and save what they made. A tab before such a value keeps it text in all
/// of them and cannot be seen in a cell; an upload takes it off again.
/// </summary>
public static class SpreadsheetText
{
    private const char Tab = '\t';

    /// <summary>What spreadsheets call true and false, in the languages in which they do.</summary>
    private static readonly HashSet<string> TruthValues = new(StringComparer.OrdinalIgnoreCase)
    {
        "true", "false", "wahr", "falsch", "vrai", "faux", "verdadero", "falso", "vero", "verdadeiro", "waar", "onwaar", "sand", "sann",
        "sant", "falsk", "usann", "tosi", "epätosi", "prawda", "fałsz", "pravda", "nepravda", "igaz", "hamis", "doğru", "yanlış",
        "adevărat", "fals", "истина", "ложь", "αληθησ", "αληθής", "ψευδησ", "ψευδής",
    };

    /// <summary>The value with a tab before it if a spreadsheet would change it; else as it is.</summary>
    public static string Guard(string value) => WouldChange(value) ? Tab + value : value;

    /// <summary>What <see cref="Guard"/> was given, in however many programs the value has been since.</summary>
    public static string Bare(string value) =>
        value.Length > 1 && value[0] == Tab && WouldChange(value.AsSpan(1)) ? value[1..] : value;

    /// <summary>True for what a spreadsheet may take for a formula, a number, an amount, a date, a time or a truth value.</summary>
    public static bool WouldChange(ReadOnlySpan<char> value)
    {
        // Tabs that were there before count as guards, so that taking one off gives back exactly what was guarded.
        var text = value.Trim();
        return !text.IsEmpty && (BeginsFormula(text[0]) || IsNumberOrDate(text) || TruthValues.GetAlternateLookup<ReadOnlySpan<char>>().Contains(text));
    }

    private static bool BeginsFormula(char c) => c is '=' or '+' or '-' or '@' or '＝' or '＋' or '－' or '＠' or '−';

    /// <summary>Nothing but what numbers, dates, times and amounts are made of, with a digit; words are those of dates and amounts.</summary>
    private static bool IsNumberOrDate(ReadOnlySpan<char> text)
    {
        var hasDigit = false;
        for (var i = 0; i < text.Length; i++)
        {
            var word = i;
            while (i < text.Length && NumberWords.IsPartOfWord(text[i]))
            {
                i++;
            }

            if (i > word && !NumberWords.Contains(text[word..i]))
            {
                return false;
            }

            if (i < text.Length)
            {
                hasDigit |= char.IsNumber(text[i]);
                if (!char.IsNumber(text[i]) && !StandsBeside(text[i]))
                {
                    return false;
                }
            }
        }

        return hasDigit;
    }

    private static bool StandsBeside(char c) => c is '.' or ',' or ':' or ';' or '/' or '\\' or '-' or '−' or '\'' or '’' or '%' or '‰' or '(' or ')' or '+' or '#' or '*'
        || (char.IsWhiteSpace(c) && c is not ('\r' or '\n')) || char.GetUnicodeCategory(c) == UnicodeCategory.CurrencySymbol;
}
