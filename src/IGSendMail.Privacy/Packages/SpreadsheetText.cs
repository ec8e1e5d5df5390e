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

    /// <summary>A written date or amount has no more words ("1 de enero de 2026").</summary>
    private const int MostWords = 3;

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

    /// <summary>Nothing but what numbers, dates, times and amounts are made of, with a digit and few words: months, currencies, a.m.</summary>
    private static bool IsNumberOrDate(ReadOnlySpan<char> text)
    {
        var (hasDigit, words, inWord) = (false, 0, false);
        foreach (var c in text)
        {
            var isLetter = char.IsLetter(c) || char.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark;
            words += isLetter && !inWord ? 1 : 0;
            inWord = isLetter;
            hasDigit |= char.IsNumber(c);
            if (words > MostWords || !(isLetter || char.IsNumber(c) || StandsBeside(c)))
            {
                return false;
            }
        }

        return hasDigit;
    }

    private static bool StandsBeside(char c) => c is '.' or ',' or ':' or ';' or '/' or '\\' or '-' or '−' or '\'' or '’' or '%' or '‰' or '(' or ')' or '+' or '#' or '*'
        || (char.IsWhiteSpace(c) && c is not ('\r' or '\n')) || char.GetUnicodeCategory(c) == UnicodeCategory.CurrencySymbol;
}
