namespace IGSendMail.Platform.Audience;

/// <summary>A person on a list as the list's owner sees them.</summary>
/// <param name="Id">Row key.</param>
/// <param name="ListId">The list.</param>
/// <param name="Content">Address and other columns.</param>
/// <param name="AddedAt">When they came.</param>
/// <param name="UnconfirmedSince">Since when they have not confirmed; null if they have, or nobody asked.</param>
/// <param name="ImportId">The upload with which they came.</param>
public sealed record ListedPerson(
    Guid Id, Guid ListId, SubscriberContent Content, DateTimeOffset AddedAt, DateTimeOffset? UnconfirmedSince, Guid? ImportId)
{
    /// <summary>Set if they opted out and a legal hold keeps the row.</summary>
    public bool IsKeptByHold { get; init; }
}

/// <summary>A page of people and the mark of the next one, or null if it is the last.</summary>
public sealed record PeoplePage(IReadOnlyList<ListedPerson> People, Guid? Next);

/// <summary>Which people of a list are shown.</summary>
public enum PeopleFilter
{
    /// <summary>All.</summary>
    All,

    /// <summary>Those who get mail.</summary>
    Subscribed,

    /// <summary>Those who were asked to confirm and have not.</summary>
    Unconfirmed,
}

/// <summary>What was found under an address.</summary>
/// <param name="People">The person's rows, one for each list.</param>
/// <param name="Suppression">Set if they must not be on any list.</param>
public sealed record FoundPerson(IReadOnlyList<ListedPerson> People, Suppression? Suppression);

/// <summary>What became of a change to one person.</summary>
public enum PersonChange
{
    /// <summary>As the customer wished.</summary>
    Done,

    /// <summary>The person, the list or the account is gone or closed.</summary>
    Gone,

    /// <summary>A person with this address is on the list already.</summary>
    Twice,

    /// <summary>The person with this address opted out: nobody but them lifts that.</summary>
    OptedOut,

    /// <summary>A legal hold forbids to delete anything of this account's lists.</summary>
    OnHold,
}
