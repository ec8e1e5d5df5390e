using System.Text;

namespace IGSendMail.Platform.Audience.Reading;

/// <summary>Text of files and titles, taken apart into letters and their marks.</summary>
internal static class PlainLetters
{
    /// <summary>
    /// The text in a decomposed form. U+FFFE, which a broken file can hold and normalising refuses with an exception, is left
    /// out.
    /// </summary>
    public static string Decompose(string text, NormalizationForm form) =>
        string.Concat(text.EnumerateRunes().Where(r => r.Value != 0xFFFE)).Normalize(form);
}
