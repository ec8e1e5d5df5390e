using System.Collections.Frozen;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Privacy.Holds;

/// <summary>The holds in force at one moment. Whether one covers something is a pure question.</summary>
public sealed class ActiveHolds(
    IEnumerable<Guid> accounts, IEnumerable<Guid> addresses, IEnumerable<DataCategory> categories)
{
    private readonly FrozenSet<Guid> _accounts = accounts.ToFrozenSet();
    private readonly FrozenSet<Guid> _addresses = addresses.ToFrozenSet();
    private readonly FrozenSet<DataCategory> _categories = categories.ToFrozenSet();

    /// <summary>
    /// True if an erasure must wait: the subject is held, or something that it would delete belongs to a held category.
    /// The key of an owner opens all categories, so an erasure waits as a whole or not at all.
    /// </summary>
    /// <param name="subject">Whose data.</param>
    /// <param name="touched">The categories that the erasure would delete from.</param>
    public bool Cover(DataSubject subject, IEnumerable<DataCategory> touched) =>
        subject.Values(IdentifierKind.Account).Any(_accounts.Contains)
        || subject.Values(IdentifierKind.Address).Any(_addresses.Contains)
        || touched.Any(_categories.Contains);

    /// <summary>Accounts that are held.</summary>
    public IReadOnlySet<Guid> Accounts => _accounts;

    /// <summary>True if nothing of the category may go by age.</summary>
    public bool Cover(DataCategory category) => _categories.Contains(category);

    /// <summary>Why an erasure of this subject must wait, and when that ends by itself.</summary>
    public static async Task<HoldsInForce> OverAsync(
        IGSendMailContext db, DataSubject subject, IEnumerable<DataCategory> touched, CancellationToken cancellation)
    {
        List<DataCategory> categories = [.. touched];
        var holds = await db.LegalHolds().AsNoTracking().Where(h => h.LiftedAt == null).OrderBy(h => h.PlacedAt)
            .Select(h => new { h.AccountId, h.AddressHash, h.Category, h.Reason, h.LiftsAt }).Take(LegalHolds.MostActive).ToListAsync(cancellation);
        var over = holds.FindAll(h => new ActiveHolds(Some(h.AccountId), Some(h.AddressHash), Some(h.Category)).Cover(subject, categories));
        return new HoldsInForce(
            [.. over.Select(h => h.Reason).Distinct()], over.TrueForAll(h => h.LiftsAt is not null) ? over.Max(h => h.LiftsAt) : null);
    }

    private static T[] Some<T>(T? value) where T : struct => value is { } one ? [one] : [];

    /// <summary>Reads them.</summary>
    public static async Task<ActiveHolds> ReadAsync(IGSendMailContext db, CancellationToken cancellation)
    {
        var holds = await db.LegalHolds().AsNoTracking().Where(h => h.LiftedAt == null)
            .Select(h => new { h.AccountId, h.AddressHash, h.Category }).Take(LegalHolds.MostActive).ToListAsync(cancellation);
        return new ActiveHolds(
            holds.Select(h => h.AccountId).OfType<Guid>(), holds.Select(h => h.AddressHash).OfType<Guid>(),
            holds.Select(h => h.Category).OfType<DataCategory>());
    }
}

/// <summary>What keeps a subject's data from being deleted.</summary>
/// <param name="Reasons">Each reason once; none if nothing keeps it.</param>
/// <param name="LiftsAt">When the last of them is lifted; null while nobody has ordered that of each.</param>
public sealed record HoldsInForce(IReadOnlyList<HoldReason> Reasons, DateTimeOffset? LiftsAt)
{
    /// <summary>Nothing keeps it.</summary>
    public static HoldsInForce None { get; } = new([], null);
}
