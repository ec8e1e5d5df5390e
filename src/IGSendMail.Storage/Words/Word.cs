namespace IGSendMail.Storage;

/// <summary>
/// A name that one room gives and others may meet: in a column, in a hash, in a setting. A low room says what such a
/// name is (an audit act, a retention period); the room that has the feature makes the names, as
/// <c>static readonly</c> fields of a class of its own, and registers that class with
/// <see cref="WordRegistration.AddWords"/>. A name that was ever stored is never changed and never given another meaning.
/// </summary>
public abstract record Word
{
    /// <summary>Longest name in characters: columns that hold one are that wide.</summary>
    public const int Longest = 40;

    /// <summary>A word of this name.</summary>
    /// <param name="name">1 to 40 letters and digits of ASCII.</param>
    /// <exception cref="ArgumentException">The name is none.</exception>
    protected Word(string name)
    {
        if (name.Length is 0 or > Longest || !name.All(char.IsAsciiLetterOrDigit))
        {
            throw new ArgumentException($"\"{name}\" is no name: it has 1 to {Longest} letters and digits, A to Z and 0 to 9.", nameof(name));
        }

        Name = name;
    }

    /// <summary>The name, as it is stored.</summary>
    public string Name { get; }

    /// <summary>What no other word of the same kind may have: the name, and whatever else tells words apart where they are stored.</summary>
    public virtual IEnumerable<string> Claims => [$"the name {Name}"];

    /// <summary>The name.</summary>
    public sealed override string ToString() => Name;
}

/// <summary>A word that is read back from a column as what it is.</summary>
public interface IStoredWord<out T> where T : Word
{
    /// <summary>
    /// Stands for a stored name that no room of this program brings: rows outlive the room that wrote them.
    /// </summary>
    static abstract T Unknown(string name);
}
