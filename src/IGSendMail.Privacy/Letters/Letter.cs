namespace IGSendMail.Privacy.Letters;

/// <summary>
/// A letter to one person. Each kind (<see cref="LetterKind"/>) is a record of its own whose properties are what its template
/// needs. The whole record is sealed in the outbox.
/// </summary>
/// <param name="ToAddress">E-mail address of the person.</param>
/// <param name="ToName">Name of the person, or null if we do not know it.</param>
public abstract record Letter(string ToAddress, string? ToName)
{
    /// <summary>The person's language as far as we know it: that of the page on which they asked, such as <c>de</c>.</summary>
    public string? Locale { get; init; }
}
