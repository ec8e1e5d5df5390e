using IGSendMail.Privacy.Settings;

namespace IGSendMail.Privacy.Letters;

/// <summary>
/// The words of one kind of letter. A template is a plain class beside its letter, named by its <see cref="LetterKind"/>;
/// greeting, signature and the HTML form are the same for all of them.
/// </summary>
public abstract class LetterTemplate<TLetter> : ILetterTemplate
    where TLetter : Letter
{
    /// <inheritdoc />
    public Type LetterType => typeof(TLetter);

    /// <inheritdoc />
    public RenderedLetter Render(Letter letter, SiteOptions site)
    {
        var typed = (TLetter)letter;
        return LetterForm.Render(letter.ToName, Subject(typed, site), [.. Paragraphs(typed, site)], new LetterFrameWords(letter.Locale).Frame(site), site) with { File = File(typed, site) };
    }

    /// <summary>A file that goes with the letter, if there is one.</summary>
    protected virtual LetterFile? File(TLetter letter, SiteOptions site) => null;

    /// <summary>The subject line. It is seen on lock screens: it must not say more than it has to.</summary>
    protected abstract string Subject(TLetter letter, SiteOptions site);

    /// <summary>
    /// What the letter says between greeting and signature, one paragraph an item, as plain text. A paragraph that is
    /// nothing but a link is a link, the first with a button; a line that begins with a dash is an item of a list; other line breaks stay.
    /// </summary>
    protected abstract IEnumerable<string> Paragraphs(TLetter letter, SiteOptions site);
}

/// <summary>A template, whatever its letter.</summary>
public interface ILetterTemplate
{
    /// <summary>The kind of letter it writes.</summary>
    Type LetterType { get; }

    /// <summary>Writes the letter.</summary>
    RenderedLetter Render(Letter letter, SiteOptions site);
}

/// <summary>What stands around the words of a letter, in its language.</summary>
/// <param name="Language">Language tag.</param>
/// <param name="Greeting">With a gap for the name.</param>
/// <param name="GreetingNobody">Where there is no name to greet.</param>
/// <param name="Unclear">Where to turn.</param>
/// <param name="From">Why we write.</param>
/// <param name="Open">What stands on the button that leads to the first link.</param>
public sealed record LetterFrame(string Language, string Greeting, string GreetingNobody, string Unclear, string From, string Open);

/// <summary>A letter in words: the same content as plain text and as HTML.</summary>
public sealed record RenderedLetter(string Subject, string Text, string Html)
{
    /// <summary>A file that goes with it.</summary>
    public LetterFile? File { get; init; }
}

/// <summary>A JSON file that goes with a letter.</summary>
public sealed record LetterFile(string Name, string Json);
