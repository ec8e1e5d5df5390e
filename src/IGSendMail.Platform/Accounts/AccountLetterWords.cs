using System.Resources;
using IGSendMail.Privacy.Letters;

namespace IGSendMail.Platform.Accounts;

/// <summary>What letters to people who sign in say.</summary>
internal sealed class AccountLetterWords(string? locale) : LetterWords(Texts, locale)
{
    private static readonly ResourceManager Texts = new(typeof(AccountLetterWords));
}
