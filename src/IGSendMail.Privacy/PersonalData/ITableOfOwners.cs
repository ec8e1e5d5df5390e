using IGSendMail.Storage;

namespace IGSendMail.Privacy.PersonalData;

/// <summary>A table that says for many owners at once who of them has rows in it that an erasure takes.</summary>
internal interface ITableOfOwners : IPersonalDataStore
{
    /// <summary>Those of these values under which there are such rows.</summary>
    Task<IReadOnlyList<Guid>> PresentAsync(
        IGSendMailContext db, IdentifierKind kind, IReadOnlyList<Guid> values, CancellationToken cancellation);

    /// <summary>
    /// Deletes up to <paramref name="most"/> rows of an account that were made before an instant, and returns how many. Rows are dated by their
    /// key (<see cref="RowKeys"/>): where it is none, nothing is deleted.
    /// </summary>
    Task<int> RemoveBeforeAsync(IGSendMailContext db, Guid account, DateTimeOffset before, int most, CancellationToken cancellation);
}
