using System.Globalization;
using System.Text;

namespace IGSendMail.Storage;

/// <summary>
/// Which characters a name in a domain may have: the categories of RFC 5892 § 2, its exceptions (§ 2.6), and the rules
/// for those that depend on their neighbours (Appendix A). The joiners (A.1, A.2) stay out, because an address has no
/// character that nobody sees; so does the order of right-to-left names (RFC 5893), which decides how a name looks and
/// not which one it is.
/// </summary>
internal static class DomainCharacters
{
    /// <summary>Lower case and composed, as names are registered.</summary>
    public static string Fold(string label)
    {
        var lower = label.ToLowerInvariant().Normalize(NormalizationForm.FormC);

        // Cherokee is registered in its older, capital letters (RFC 5892 with Unicode 8 and later).
        return lower.Any(IsSmallCherokee) ? string.Concat(lower.Select(c => IsSmallCherokee(c) ? Capital(c) : c)) : lower;
    }

    /// <summary>The first character of a folded name that may not stand there, or null.</summary>
    public static AddressProblem? ProblemOf(string label)
    {
        Rune[] runes = [.. label.EnumerateRunes()];
        for (var i = 0; i < runes.Length; i++)
        {
            if (!IsAllowed(runes[i]) || (i == 0 && IsMark(runes[i])) || !FitsItsPlace(runes, i))
            {
                return new AddressProblem(AddressFault.CharacterInDomain, runes[i]);
            }
        }

        return null;
    }

    private static bool IsAllowed(Rune rune)
    {
        if (rune.IsAscii)
        {
            return char.IsAsciiLetterLower((char)rune.Value) || char.IsAsciiDigit((char)rune.Value) || rune.Value == '-';
        }

        return rune.Value switch
        {
            // § 2.6, in this order: valid, by context, forbidden.
            0x00DF or 0x03C2 or 0x06FD or 0x06FE or 0x0F0B or 0x3007 => true,
            0x00B7 or 0x0375 or 0x05F3 or 0x05F4 or 0x30FB => true,
            0x0345 or 0x0640 or 0x07FA or 0x302E or 0x302F or (>= 0x3031 and <= 0x3035) or 0x303B => false,
            // § 2.4, 2.9: marks for symbols and music; conjoining jamo, which compose to syllables.
            (>= 0x20D0 and <= 0x20FF) or (>= 0x1D100 and <= 0x1D24F) => false,
            (>= 0x1100 and <= 0x11FF) or (>= 0xA960 and <= 0xA97F) or (>= 0xD7B0 and <= 0xD7FF) => false,
            _ => IsLetterOrDigit(rune) && IsStable(rune),
        };
    }

    private static bool IsLetterOrDigit(Rune rune) => AddressText.IsSeen(rune) && Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.LowercaseLetter or UnicodeCategory.UppercaseLetter or UnicodeCategory.OtherLetter
            or UnicodeCategory.ModifierLetter or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.NonSpacingMark
            or UnicodeCategory.SpacingCombiningMark;

    /// <summary>§ 2.2: what another character stands for (wide, narrow, raised, ligatures, capitals) is no character of a name.</summary>
    private static bool IsStable(Rune rune)
    {
        var text = rune.ToString();
        var plain = Fold(text.Normalize(NormalizationForm.FormKC)).Normalize(NormalizationForm.FormKC);
        return plain == text && (Rune.GetUnicodeCategory(rune) != UnicodeCategory.UppercaseLetter || IsCherokee(rune.Value));
    }

    private static bool IsMark(Rune rune) => Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;

    /// <summary>Appendix A.3 to A.9.</summary>
    private static bool FitsItsPlace(Rune[] label, int i)
    {
        var before = i > 0 ? label[i - 1].Value : 0;
        var after = i + 1 < label.Length ? label[i + 1].Value : 0;
        return label[i].Value switch
        {
            0x00B7 => before == 'l' && after == 'l',
            0x0375 => IsGreek(after),
            0x05F3 or 0x05F4 => before is >= 0x0591 and <= 0x05F4,
            0x30FB => label.Any(r => IsJapanese(r.Value)),
            >= 0x0660 and <= 0x0669 => !label.Any(r => r.Value is >= 0x06F0 and <= 0x06F9),
            >= 0x06F0 and <= 0x06F9 => !label.Any(r => r.Value is >= 0x0660 and <= 0x0669),
            _ => true,
        };
    }

    private static bool IsGreek(int value) => value is (>= 0x0370 and <= 0x03FF) or (>= 0x1F00 and <= 0x1FFF);

    /// <summary>Hiragana, Katakana or Han.</summary>
    private static bool IsJapanese(int value) => value is (>= 0x3041 and <= 0x3096) or (>= 0x30A1 and <= 0x30FA)
        or 0x3005 or 0x3007 or (>= 0x3400 and <= 0x9FFF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x3FFFF);

    private static bool IsCherokee(int value) => value is >= 0x13A0 and <= 0x13F5;

    private static bool IsSmallCherokee(char c) => c is (>= '\uAB70' and <= '\uABBF') or (>= '\u13F8' and <= '\u13FD');

    private static char Capital(char small) => (char)(small >= '\uAB70' ? small - 0xAB70 + 0x13A0 : small - 8);
}
