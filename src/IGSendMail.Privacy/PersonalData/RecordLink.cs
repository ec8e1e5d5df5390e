using IGSendMail.Privacy.Settings;
using IGSendMail.Storage;

namespace IGSendMail.Privacy.PersonalData;

/// <summary>
/// A key that joins records of a copy: two files share it. It says nothing about a person by itself, so that no erasure counts
/// it as a value.
/// </summary>
/// <param name="Words">What the joined record is to this one, shown with its name; null for a record's own key.</param>
/// <param name="KeyWords">What the key is called, the same in both files.</param>
/// <param name="MayLack">True if a record may be joined to none.</param>
public sealed record RecordLink(string? Words, string KeyWords, bool MayLack);

/// <summary>What names of joined records are found with.</summary>
/// <param name="Db">The database.</param>
/// <param name="Sealer">Opens their names.</param>
/// <param name="Subject">Whose copy is made.</param>
/// <param name="Site">In whose time zone a name tells a time.</param>
public sealed record LinkedNames(IGSendMailContext Db, Sealer Sealer, DataSubject Subject, SiteOptions Site);

/// <summary>Finds the names of the records that a subject's records are joined to, by their keys.</summary>
public delegate Task<IReadOnlyDictionary<Guid, string>> FindNames(LinkedNames from, CancellationToken cancellation);

/// <summary>A link with where its key stands and how names are found.</summary>
internal sealed record MappedLink<T>(RecordLink Link, Func<T, Guid?> Key, FindNames? Names);
