namespace IGSendMail.Storage;

/// <summary>
/// A kind of owners of data keys. The room whose things are sealed makes it. The name stands in columns, the number is
/// bound into every sealed value and file: neither is ever changed or used again.
/// </summary>
/// <param name="Name">As it is stored, such as <c>Account</c>.</param>
/// <param name="Number">1 to 255, as it is bound into what is sealed; 0 for a stored name that no room of this program brings.</param>
public sealed record KeyOwnerKind(string Name, byte Number) : Word(Name), IStoredWord<KeyOwnerKind>
{
    /// <summary>Whose it is, in words for officers, such as "A customer".</summary>
    public string Whose { get; init; } = "Somebody";

    /// <summary>
    /// For keys of a part of something: the kind of the whole. Owner of both is the same; the part's key can be destroyed
    /// alone, and the part can begin afresh with a new one while the whole stands.
    /// </summary>
    public KeyOwnerKind? PartOf { get; init; }

    /// <inheritdoc />
    public override IEnumerable<string> Claims => [.. base.Claims, $"the number {Number}"];

    /// <inheritdoc />
    public static KeyOwnerKind Unknown(string name) => new(name, 0);

    /// <summary>An owner of this kind.</summary>
    public KeyOwner Of(Guid id) => new(this, id);

    /// <summary>The number, as it is bound into what is sealed.</summary>
    /// <exception cref="InvalidOperationException">No room of this program brings this kind.</exception>
    internal byte BoundNumber => Number != 0
        ? Number
        : throw new InvalidOperationException($"No room of this program has keys of kind {Name}: what they seal can be neither made nor opened.");

    /// <inheritdoc />
    public bool Equals(KeyOwnerKind? other) => base.Equals(other) && Number == other.Number;

    /// <inheritdoc />
    public override int GetHashCode() => Number;
}

/// <summary>The owner of a data key in the vault.</summary>
public readonly record struct KeyOwner(KeyOwnerKind Kind, Guid Id);
