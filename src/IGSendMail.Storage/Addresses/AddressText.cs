using System.Globalization;
using System.Text;

namespace IGSendMail.Storage;

/// <summary>What surrounds an address in a form or a file, and what hides inside it.</summary>
internal static class AddressText
{
    /// <summary>
    /// The text without spaces, and without characters that have no width, at its ends: they come along when an address
    /// is copied, and nobody can see them.
    /// </summary>
    public static string Trim(string text)
    {
        var (start, end) = (0, text.Length);
        while (start < end && Rune.DecodeFromUtf16(text.AsSpan(start, end - start), out var first, out var length) == default
            && (Rune.IsWhiteSpace(first) || HasNoWidth(first)))
        {
            start += length;
        }

        while (start < end && Rune.DecodeLastFromUtf16(text.AsSpan(start, end - start), out var last, out var length) == default
            && (Rune.IsWhiteSpace(last) || HasNoWidth(last)))
        {
            end -= length;
        }

        return text[start..end];
    }

    /// <summary>The first character that cannot be read as part of any address, or null.</summary>
    public static AddressProblem? ProblemOf(string text)
    {
        for (var i = 0; i < text.Length;)
        {
            if (Rune.DecodeFromUtf16(text.AsSpan(i), out var rune, out var length) != default)
            {
                // Half a character: nothing after it can be relied on.
                return new AddressProblem(AddressFault.Invisible, Rune.ReplacementChar);
            }

            if (Rune.IsWhiteSpace(rune))
            {
                return new AddressProblem(AddressFault.Space, rune);
            }

            if (!IsSeen(rune))
            {
                return new AddressProblem(AddressFault.Invisible, rune);
            }

            i += length;
        }

        return null;
    }

    /// <summary>False for what leaves no mark on paper.</summary>
    public static bool IsSeen(Rune rune) => !Rune.IsControl(rune) && !Rune.IsWhiteSpace(rune) && !HasNoWidth(rune)
        && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse);

    /// <summary>
    /// Format characters (zero width, direction marks, byte order mark, soft hyphen) and the letters and marks that
    /// Unicode lists as "default ignorable" though their category is another.
    /// </summary>
    private static bool HasNoWidth(Rune rune) => Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format
        || rune.Value is 0x034F or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or (>= 0x180B and <= 0x180F) or 0x2065 or 0x3164 or 0xFFA0
            or (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0000 and <= 0xE0FFF);
}
