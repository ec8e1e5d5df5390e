using IGSendMail.Storage;

namespace IGSendMail.Platform.Audience;

/// <summary>What of this room a restored database is told again; opt-outs have a journal of their own (<see cref="SuppressionJournal"/>).</summary>
public static class AudienceToldKinds
{
    /// <summary>A list that its owner deleted.</summary>
    public static readonly ToldKind ListDeleted = new("ListDeleted");

    /// <summary>The row of a person whom a customer removed from a list.</summary>
    public static readonly ToldKind PersonRemoved = new("PersonRemoved");

    /// <summary>Tells that a list is deleted.</summary>
    internal static Telling Deleted(ListKey list) => new(ListDeleted, list.List, list.Account, 0, null);

    /// <summary>Tells that rows of people are removed.</summary>
    internal static IReadOnlyList<Telling> Removed(Guid accountId, IEnumerable<Guid> people) =>
        [.. people.Select(id => new Telling(PersonRemoved, id, accountId, 0, null))];
}
