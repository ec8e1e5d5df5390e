using System.Globalization;
using System.Resources;
using System.Text;

namespace IGSendMail.Storage;

/// <summary>What is wrong with an address in words; they stand in the .resx files beside this class.</summary>
internal static class AddressWords
{
    private static readonly ResourceManager Texts = new(typeof(AddressWords));

    /// <summary>What is wrong and what to do, as a message of its own.</summary>
    public static string Of(AddressProblem problem, CultureInfo language) => problem.Fault == AddressFault.Missing
        ? ReasonOf(problem, language)
        : Fill(Texts.GetString("Check", language)!, ReasonOf(problem, language));

    /// <summary>The same, to follow a colon.</summary>
    public static string ReasonOf(AddressProblem problem, CultureInfo language) =>
        Fill(Texts.GetString(problem.Fault.ToString(), language)!, Name(problem.At));

    private static string Fill(string words, string part) => string.Format(CultureInfo.InvariantCulture, words, part);

    /// <summary>A character as people see it, and by its number, because many look alike and some look like nothing.</summary>
    private static string Name(Rune? at) => at is not { } rune ? ""
        : AddressText.IsSeen(rune) ? string.Create(CultureInfo.InvariantCulture, $"“{rune}” (U+{rune.Value:X4})")
        : string.Create(CultureInfo.InvariantCulture, $"U+{rune.Value:X4}");
}
