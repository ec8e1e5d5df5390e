using System.Buffers;
using System.Globalization;
using System.Text;

namespace IGSendMail.Storage;

/// <summary>
/// What may stand before the @: words joined by single dots (RFC 5321 "Dot-string"), with the letters, marks and digits
/// of all scripts (RFC 6531). Quoted parts and comments are legal but unknown among real people; each is a way to smuggle
/// something into a header.
/// </summary>
internal static class LocalPart
{
    private static readonly SearchValues<char> Atoms =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$%&'*+-/=?^_`{|}~");

    /// <summary>What is wrong with a composed text before the @, or null.</summary>
    public static AddressProblem? ProblemOf(string local)
    {
        if (local.Length == 0)
        {
            return new AddressProblem(AddressFault.NoLocalPart);
        }

        var startsWord = true;
        foreach (var rune in local.EnumerateRunes())
        {
            if (!MayStand(rune, startsWord))
            {
                return new AddressProblem(AddressFault.CharacterInLocalPart, rune);
            }

            startsWord = rune.Value == '.';
        }

        return local[0] == '.' || local[^1] == '.' || local.Contains("..", StringComparison.Ordinal)
            ? new AddressProblem(AddressFault.DotsInLocalPart)
            : null;
    }

    private static bool MayStand(Rune rune, bool startsWord) => rune.IsAscii
        ? rune.Value == '.' || Atoms.Contains((char)rune.Value)
        : Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
                or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter or UnicodeCategory.DecimalDigitNumber => true,
            // A mark changes the letter before it; at the beginning of a word there is none.
            UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark => !startsWord,
            _ => false,
        };
}
