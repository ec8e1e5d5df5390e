using System.Resources;
using IGSendMail.Privacy.Letters;

namespace IGSendMail.Privacy.Erasure;

/// <summary>What the last letter of an erasure says.</summary>
internal sealed class ErasureLetterWords(string? locale) : LetterWords(Texts, locale)
{
    private static readonly ResourceManager Texts = new(typeof(ErasureLetterWords));

    /// <summary>What went, as the end of a sentence. Rooms bring the words of their scopes in the site's own language: in another one they are true all the same.</summary>
    public string Deleted(ErasureScope scope) => scope.IsEverything ? this["EndDeleted"] : Find($"{scope.Name}.Deleted") ?? scope.Deleted;

    /// <summary>What went where it was promised and nobody asked: the whole sentence.</summary>
    public string Promised(ErasureCause cause, string opening, ErasureScope scope) =>
        $"{Find($"Because.{cause.Name}") ?? opening} {Find($"{scope.Name}.Now") ?? scope.NowDeleted}.";
}
