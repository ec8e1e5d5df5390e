using System.Collections.Immutable;

namespace IGSendMail.Privacy.PersonalData;

/// <summary>One identifier of a person.</summary>
public readonly record struct Identifier(IdentifierKind Kind, Guid Value);

/// <summary>A person, or an account with its people, as the identifiers that stores answer to.</summary>
public sealed record DataSubject(ImmutableArray<Identifier> Identifiers)
{
    /// <summary>
    /// If set, only records dated at or after this instant are read (11 CCR § 7024(h)); those without a date are all read.
    /// It never narrows an erasure.
    /// </summary>
    public DateTimeOffset? ReadSince { get; init; }

    /// <summary>A subject known by the given identifiers.</summary>
    public static DataSubject Of(params IEnumerable<Identifier> identifiers) => new([.. identifiers]);

    /// <summary>The identifiers of one kind.</summary>
    public IEnumerable<Guid> Values(IdentifierKind kind) =>
        Identifiers.Where(i => i.Kind == kind).Select(i => i.Value);
}

/// <summary>
/// Knows who is behind an address or an account. The platform implements it: this project knows no accounts.
/// </summary>
public interface ISubjectDirectory
{
    /// <summary>The account whose user signs in with an address of one of these hashes, or null.</summary>
    Task<AccountHolder?> FindHolderAsync(IReadOnlyList<Guid> addressHashes, CancellationToken cancellation);

    /// <summary>The account holder of an account, or null once the account is gone.</summary>
    Task<AccountHolder?> HolderOfAsync(Guid accountId, CancellationToken cancellation);

    /// <summary>The look-up hashes of the address with which a person signs in; none for one who is gone.</summary>
    Task<IReadOnlyList<Guid>> AddressHashesOfAsync(Guid userId, CancellationToken cancellation);
}

/// <summary>
/// Knows which customers decide about an address, given by its hashes, because their lists hold it: they are its controllers. Whoever keeps
/// lists implements it.
/// </summary>
public interface IAddressControllers
{
    /// <summary>The account holders, each once; those whose own erasure has begun are left out.</summary>
    Task<IReadOnlyList<AccountHolder>> OfAsync(IReadOnlyList<Guid> addressHashes, CancellationToken cancellation);
}

/// <summary>A person who signs in to an account.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="UserId">The person.</param>
/// <param name="Name">Their name.</param>
/// <param name="Address">Their e-mail address, for letters.</param>
/// <param name="AddressHashes">Its keyed hash, and behind it those under which it may have been stored before.</param>
/// <param name="Company">Whose account it is.</param>
public sealed record AccountHolder(Guid AccountId, Guid UserId, string Name, string Address, IReadOnlyList<Guid> AddressHashes, string Company);

/// <summary>
/// What the platform does to the contract when all data of an account is about to be erased: mark it closed so that
/// nobody signs in or adds data meanwhile. Idempotent; runs inside the given transaction.
/// </summary>
public interface IAccountCloser
{
    /// <summary>Closes the account for good.</summary>
    Task CloseAsync(Storage.IGSendMailContext db, Guid accountId, CancellationToken cancellation);
}
