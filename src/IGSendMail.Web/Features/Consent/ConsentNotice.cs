using IGSendMail.Privacy.Consent;

namespace IGSendMail.Web.Features.Consent;

/// <summary>A text on which a choice is made, and the name a form carries for it.</summary>
/// <param name="Name">Short name, derived from the hash.</param>
/// <param name="Text">The words. The views render the same.</param>
public sealed record ConsentNotice(string Name, ShownText Text)
{
    /// <summary>Version of the pages that ask.</summary>
    public const string InterfaceVersion = "2";

    /// <summary>The notice made of these words, in this order.</summary>
    public static ConsentNotice Of(string locale, params IEnumerable<string> words)
    {
        var text = ShownText.Of(locale, InterfaceVersion, words);
        return new(text.Hash[..10], text);
    }
}
