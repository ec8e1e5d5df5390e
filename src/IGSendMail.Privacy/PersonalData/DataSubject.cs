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

    /// <summary>
    /// In which language a copy is read, such as <c>de</c>; null for the site's own. Where it is read, what has no name of its own is named in it.
    /// </summary>
    public string? Language { get; init; }

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
    /// <summary>
    /// The account that can still sign in and whose user has shown that the mailbox of an address of one of these hashes is theirs, or null.
    /// </summary>
    Task<AccountHolder?> FindHolderAsync(IReadOnlyList<Guid> addressHashes, CancellationToken cancellation);

    /// <summary>
    /// The account that signs in with such an address, whether its mailbox was shown or not; null for one that goes unless it is confirmed.
    /// For what keeps data, never for what hands it out or deletes it.
    /// </summary>
    Task<AccountHolder?> FindSignInAsync(IReadOnlyList<Guid> addressHashes, CancellationToken cancellation);

    /// <summary>The account holder of an account, or null once the account is gone.</summary>
    Task<AccountHolder?> HolderOfAsync(Guid accountId, CancellationToken cancellation);

    /// <summary>The account holders of many accounts, by account; those that are gone are left out.</summary>
    Task<IReadOnlyDictionary<Guid, AccountHolder>> HoldersOfAsync(IEnumerable<Guid> accountIds, CancellationToken cancellation);

    /// <summary>
    /// The look-up hashes of the address with which a person signs in; none for one who is gone, or has not shown that its mailbox is theirs.
    /// </summary>
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
/// <param name="AddressHashes">
/// Its keyed hash, and behind it those under which it may have been stored before; none if nobody has shown that the mailbox is theirs.
/// </param>
/// <param name="Company">Whose account it is.</param>
public sealed record AccountHolder(Guid AccountId, Guid UserId, string Name, string Address, IReadOnlyList<Guid> AddressHashes, string Company)
{
    /// <summary>How people on the account's lists reach the customer: an e-mail address or a page; null if they entered none.</summary>
    public string? PeopleContact { get; init; }

    /// <summary>In which language to write to them, such as <c>de</c>; null if that is not known.</summary>
    public string? Locale { get; init; }

    /// <summary>True if this person has shown that the mailbox of the address is theirs.</summary>
    public bool IsProved => AddressHashes.Count > 0;

    /// <summary>The name that e-mail to the address may greet; null for who has not shown that the mailbox is theirs and may have typed anything.</summary>
    public string? GreetedAs => IsProved ? Name : null;
}

/// <summary>
/// Goes on with what waited for somebody to show that the mailbox of the address they sign in with is theirs. Runs inside the transaction that
/// notes it.
/// </summary>
public interface IProofFollower
{
    /// <summary>They have.</summary>
    Task ProvedAsync(Storage.IGSendMailContext db, AccountHolder holder, CancellationToken cancellation);
}

/// <summary>What there is of accounts that were opened with an address which nobody has shown to be theirs.</summary>
public enum UnprovedAccount
{
    /// <summary>Nobody signs in with the address, or whoever does has shown the mailbox.</summary>
    None,

    /// <summary>A new one; it goes by itself, and at once if the person whose mailbox it is wants that.</summary>
    MayGo,

    /// <summary>One from before addresses were confirmed. What it holds needs its password or a new one.</summary>
    Stays,
}

/// <summary>
/// Knows accounts that were opened with an address which nobody has shown to be theirs. The platform implements it; it is asked for people
/// who have just shown the mailbox, and for nobody else.
/// </summary>
public interface IUnprovedAccounts
{
    /// <summary>Whether there is one.</summary>
    Task<UnprovedAccount> FindAsync(IReadOnlyList<Guid> addressHashes, CancellationToken cancellation);

    /// <summary>
    /// Has new ones deleted, inside the caller's transaction: the person whose mailbox it is did not open them, or does not want them. False
    /// if there is none. Call <see cref="Ring"/> afterwards.
    /// </summary>
    Task<bool> CloseAsync(Storage.IGSendMailContext db, IReadOnlyList<Guid> addressHashes, CancellationToken cancellation);

    /// <summary>Wakes the work that deletes.</summary>
    void Ring();
}

/// <summary>
/// What the platform does to the contract when all data of an account is about to be erased: mark it closed so that
/// nobody signs in or adds data meanwhile. Idempotent; runs inside the given transaction.
/// </summary>
public interface IAccountCloser
{
    /// <summary>Closes the account for good.</summary>
    Task CloseAsync(Storage.IGSendMailContext db, Guid accountId, CancellationToken cancellation);
}
