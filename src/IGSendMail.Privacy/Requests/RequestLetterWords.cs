using System.Resources;
using IGSendMail.Privacy.Letters;
using IGSendMail.Storage;

namespace IGSendMail.Privacy.Requests;

/// <summary>What the letters about requests say.</summary>
internal sealed class RequestLetterWords(string? locale) : LetterWords(Texts, locale)
{
    private static readonly ResourceManager Texts = new(typeof(RequestLetterWords));

    /// <summary>What a request is called, after "your".</summary>
    public string Name(Right right) => right.In(Culture);

    /// <summary>What somebody wants, as the letter with the link writes it.</summary>
    public string Wanted(Right right) => Find(right.ToString()) ?? Name(right);

    public string Because(ExtensionReason reason) => this[$"Extension.{reason}"];

    public string Because(RequestReason reason) => this[$"Because.{reason}"];

    /// <summary>What was corrected, such as "your name".</summary>
    public string Corrected(CorrectionField field, WordBook book) =>
        book.Read<CorrectionField>(field.Name) is var known && known.TitleIn(Language) is { } title ? title : known.InLetter;
}

/// <summary>A letter about a request to the person who asked, in their language.</summary>
internal abstract class RequestLetterTemplate<TLetter> : LetterTemplate<TLetter>
    where TLetter : Letter
{
    protected static RequestLetterWords WordsOf(TLetter letter) => new(letter.Locale);
}
