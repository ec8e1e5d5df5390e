using System.Resources;
using IGSendMail.Privacy.Letters;

namespace IGSendMail.Privacy.Erasure;

/// <summary>What the last letter of an erasure says.</summary>
internal sealed class ErasureLetterWords(string? locale) : LetterWords(Texts, locale)
{
    private static readonly ResourceManager Texts = new(typeof(ErasureLetterWords));

    /// <summary>What went, as the end of a sentence. Rooms bring the words of their scopes in the site's own language: in another one they are true all the same.</summary>
    public string Deleted(ErasureScope scope) => scope.IsEverything ? this["EndDeleted"] : scope.Deleted;
}
