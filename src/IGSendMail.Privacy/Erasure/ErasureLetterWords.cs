using System.Resources;
using IGSendMail.Privacy.Letters;

namespace IGSendMail.Privacy.Erasure;

/// <summary>What the last letter of an erasure says.</summary>
internal sealed class ErasureLetterWords(string? locale) : LetterWords(Texts, locale)
{
    private const string OfSite = "en";
    private static readonly ResourceManager Texts = new(typeof(ErasureLetterWords));

    /// <summary>What went, as the end of a sentence. Rooms bring scopes in the site's own language; people who asked in another one asked for everything.</summary>
    public string Deleted(ErasureScope scope) => scope.IsEverything || Language != OfSite ? this["EndDeleted"] : scope.Deleted;
}
