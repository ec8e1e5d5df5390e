using IGSendMail.Storage;

namespace IGSendMail.Privacy.Letters;

/// <summary>
/// A kind of letter and the template that writes it. The room that sends such letters makes it. The name is sealed with every
/// letter that waits in the outbox: it is never changed and never given another meaning.
/// </summary>
public sealed record LetterKind : Word
{
    private LetterKind(string name, Type letter, Type template) : base(name) => (Letter, Template) = (letter, template);

    /// <summary>The record that says what the template needs to know.</summary>
    public Type Letter { get; }

    /// <summary>The class that writes it, made once with the services that its constructor names.</summary>
    public Type Template { get; }

    /// <inheritdoc />
    public override IEnumerable<string> Claims => [.. base.Claims, $"the record {Letter.FullName}"];

    /// <summary>A kind whose letters are <typeparamref name="TLetter"/> and are written by <typeparamref name="TTemplate"/>.</summary>
    /// <param name="name">As it is stored, such as <c>WelcomeLetter</c>.</param>
    public static LetterKind Of<TLetter, TTemplate>(string name)
        where TLetter : Letter
        where TTemplate : LetterTemplate<TLetter> => new(name, typeof(TLetter), typeof(TTemplate));
}
