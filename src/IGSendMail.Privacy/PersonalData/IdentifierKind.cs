using IGSendMail.Storage;

namespace IGSendMail.Privacy.PersonalData;

/// <summary>
/// What a store can be asked by; every identifier is a 128-bit value. The kinds that most rooms know stand here, a room with
/// people of its own makes further ones. The number stands in the journal and in what runs of erasures remember: neither
/// it nor the name is ever changed or used again.
/// </summary>
/// <param name="Name">In words of the program, such as <c>Account</c>.</param>
/// <param name="Number">As it is stored, 0 or more.</param>
public sealed record IdentifierKind(string Name, int Number) : Word(Name)
{
    /// <summary>Key of an account.</summary>
    public static readonly IdentifierKind Account = new("Account", 0) { Outside = "account", InTrail = 1, Whose = DataOwner.Account };

    /// <summary>Key of a user.</summary>
    public static readonly IdentifierKind User = new("User", 1) { Outside = "user", InTrail = 3, Whose = DataOwner.User };

    /// <summary>Keyed hash of an e-mail address.</summary>
    public static readonly IdentifierKind Address = new("Address", 3) { Outside = "addressHash" };

    /// <summary>Key of a request.</summary>
    public static readonly IdentifierKind Request = new("Request", 4) { Outside = "request", InTrail = 2, Whose = DataOwner.Requester };

    /// <summary>What other systems of the operator call it; null for what means nothing elsewhere and stays here.</summary>
    public string? Outside { get; init; }

    /// <summary>
    /// The number that is bound into pseudonyms in the audit trail, 1 or more; null for kinds that no entry is about.
    /// </summary>
    public byte? InTrail { get; init; }

    /// <summary>Who is known by it; null for a kind that anybody may be known by, such as an address.</summary>
    public DataOwner? Whose { get; init; }

    /// <inheritdoc />
    public override IEnumerable<string> Claims =>
    [
        .. base.Claims, $"the number {Number}",
        .. Outside is null ? Array.Empty<string>() : [$"the outside name {Outside}"],
        .. InTrail is null ? Array.Empty<string>() : [$"the number {InTrail} in the trail"],
    ];

    /// <summary>Stands for a stored number that no room of this program brings: rows outlive the room that wrote them.</summary>
    internal static IdentifierKind Unknown(int number) => new(FormattableString.Invariant($"Unknown{number}"), number);
}
