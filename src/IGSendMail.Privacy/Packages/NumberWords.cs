using System.Globalization;

namespace IGSendMail.Privacy.Packages;

/// <summary>
/// Words that spreadsheets read as part of a date, a time or an amount, in the languages in which people here are likely to use one: months,
/// days, currencies, and what stands between the figures of a date.
/// </summary>
internal static class NumberWords
{
    private static readonly string[] Regions =
    [
        "en-US", "en-GB", "de-DE", "de-AT", "de-CH", "fr-FR", "fr-CA", "es-ES", "es-MX", "ca-ES", "it-IT", "pt-PT", "pt-BR", "nl-NL", "da-DK", "sv-SE",
        "nb-NO", "fi-FI", "et-EE", "lv-LV", "lt-LT", "pl-PL", "cs-CZ", "sk-SK", "sl-SI", "hr-HR", "hu-HU", "ro-RO", "bg-BG", "el-GR", "tr-TR", "ru-RU",
        "uk-UA", "ja-JP", "zh-CN", "ko-KR", "en-AU", "en-IN",
    ];

    /// <summary>Exponents and halves of the day by one letter, ISO 8601's T and Z, hours, and articles of dates.</summary>
    private static readonly string[] Others =
        ["e", "a", "p", "m", "am", "pm", "t", "z", "h", "uhr", "de", "del", "di", "of", "sept", "年", "月", "日", "년", "월", "일"];

    private static readonly Lazy<HashSet<string>> All = new(() => Regions.SelectMany(WordsOf).Concat(Others).ToHashSet(StringComparer.OrdinalIgnoreCase));

    /// <summary>True for such a word, in capitals or not, without what stands around it.</summary>
    public static bool Contains(ReadOnlySpan<char> word) => All.Value.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word);

    /// <summary>True for what a word consists of: letters, and the marks upon them.</summary>
    public static bool IsPartOfWord(char c) => char.IsLetter(c) || char.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark;

    private static IEnumerable<string> WordsOf(string region)
    {
        var format = CultureInfo.GetCultureInfo(region).DateTimeFormat;
        var money = new RegionInfo(region);
        return ((string[])
        [
            .. format.MonthNames, .. format.MonthGenitiveNames, .. format.AbbreviatedMonthNames, .. format.AbbreviatedMonthGenitiveNames,
            .. format.DayNames, .. format.AbbreviatedDayNames, format.AMDesignator, format.PMDesignator, money.ISOCurrencySymbol, money.CurrencySymbol,
        ]).SelectMany(WordsIn);
    }

    private static IEnumerable<string> WordsIn(string name) => string
        .Concat(name.Select(c => IsPartOfWord(c) ? c : ' ')).Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
