using IGSendMail.Storage;

namespace IGSendMail.Privacy.PersonalData;

/// <summary>A table that says for many owners at once who of them has rows in it that an erasure takes.</summary>
internal interface ITableOfOwners : IPersonalDataStore
{
    /// <summary>Those of these values under which there are such rows.</summary>
    Task<IReadOnlyList<Guid>> PresentAsync(
        IGSendMailContext db, IdentifierKind kind, IReadOnlyList<Guid> values, CancellationToken cancellation);

    /// <summary>
    /// Deletes rows of an account that were made before an instant and are sealed under one of these keys, and returns how many. Rows are dated by
    /// their own key (<see cref="RowKeys"/>) to find them; a clock may have gone back since, so that it takes a destroyed key to say that they
    /// are old.
    /// </summary>
    Task<int> RemoveSealedAsync(
        IGSendMailContext db, Guid account, DateTimeOffset before, IReadOnlySet<Guid> destroyed, CancellationToken cancellation);
}
