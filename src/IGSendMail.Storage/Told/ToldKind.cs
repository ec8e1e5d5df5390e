namespace IGSendMail.Storage;

/// <summary>
/// A kind of things that people were told and that a restored database would not know, such as that a list is deleted. The room in which
/// they happen makes it. The name is stored.
/// </summary>
public sealed record ToldKind(string Name) : Word(Name), IStoredWord<ToldKind>
{
    /// <inheritdoc />
    public static ToldKind Unknown(string name) => new(name);
}
