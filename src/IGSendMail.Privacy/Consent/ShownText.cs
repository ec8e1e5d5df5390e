using System.Security.Cryptography;
using System.Text;

namespace IGSendMail.Privacy.Consent;

/// <summary>
/// A text on which a choice is made, word for word, so that any record can be replayed: "this is what was shown".
/// </summary>
/// <param name="Hash">SHA-256 in hex over locale, interface version and content.</param>
/// <param name="Locale">Language of the text (BCP 47), for example <c>de</c>.</param>
/// <param name="InterfaceVersion">Version of the pages that show it.</param>
/// <param name="Content">The words in reading order, one line each.</param>
public sealed record ShownText(string Hash, string Locale, string InterfaceVersion, string Content)
{
    /// <summary>The text made of these words, in this order.</summary>
    public static ShownText Of(string locale, string interfaceVersion, params IEnumerable<string> words)
    {
        var content = string.Join('\n', words);
        var whole = Encoding.UTF8.GetBytes($"{locale}\n{interfaceVersion}\n{content}");
        return new(Convert.ToHexStringLower(SHA256.HashData(whole)), locale, interfaceVersion, content);
    }
}
