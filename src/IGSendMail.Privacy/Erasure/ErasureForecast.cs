using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Remote;

namespace IGSendMail.Privacy.Erasure;

/// <summary>What becomes of a person's data in one place: what goes, what is emptied, and what stays and why.</summary>
/// <param name="Place">The store.</param>
/// <param name="Title">What it is to this person: what a customer decides about has another name than what they have themselves.</param>
/// <param name="Deleted">Rows or files that go.</param>
/// <param name="Emptied">Rows out of which what is personal is taken; they are among those that stay.</param>
/// <param name="Kept">Rows that stay.</param>
/// <param name="Why">Why they stay, and until when; null if none does.</param>
public sealed record PlaceLine(StoreDescription Place, string Title, long Deleted, long Emptied, long Kept, KeptReason? Why)
{
    /// <summary>True if the place is another system that does not answer now.</summary>
    public bool IsUnanswered { get; init; }

    /// <summary>
    /// The lines of one place, of what was counted there. What stays for another reason, or with somebody else, has a line of its own.
    /// </summary>
    public static IReadOnlyList<PlaceLine> Of(StoreDescription place, IReadOnlyList<StoreCount> counts) => Of(
        place, Rows(counts, DispositionKind.Delete), Rows(counts, DispositionKind.Null), counts);

    /// <summary>The same after the deletion: what went is known, and what stays was counted.</summary>
    public static IReadOnlyList<PlaceLine> Of(StoreDescription place, long deleted, long emptied, IReadOnlyList<StoreCount> counts)
    {
        var kept = counts.Where(c => c.Disposition == DispositionKind.KeepUntil && c.Rows > 0).ToList();
        var own = kept.Find(c => !c.IsAtCustomers);
        var lines = new List<PlaceLine>(kept.Count + 1);
        if (deleted > 0 || emptied > 0 || own is not null)
        {
            lines.Add(new PlaceLine(place, place.Title, deleted, emptied, own?.Rows ?? 0, own?.Kept));
        }

        lines.AddRange(kept.Where(c => c != own).Select(c => new PlaceLine(
            place, c.IsAtCustomers ? place.TitleAtCustomers ?? place.Title : place.Title, 0, 0, c.Rows, c.Kept)));
        return lines;
    }

    private static long Rows(IReadOnlyList<StoreCount> counts, DispositionKind disposition) =>
        counts.Where(c => c.Disposition == disposition).Sum(c => c.Rows);
}

/// <summary>
/// Counts what an erasure would do, place by place. Whoever tells a person what will go reads it here: the page before an erasure, the page of a
/// cancellation, and after it the receipt (<see cref="PlaceLine"/>).
/// </summary>
public sealed class ErasureForecast(DataMap map, Subjects subjects)
{
    /// <summary>Of an account and its people, as an erasure of the account finds them.</summary>
    public async Task<IReadOnlyList<PlaceLine>> OfAccountAsync(Guid accountId, CancellationToken cancellation)
    {
        var subject = await subjects.OfAccountAsync(accountId, cancellation);
        var lines = new List<PlaceLine>();
        foreach (var store in map.Stores)
        {
            var place = store.Description;
            if (await store.TryCountAsync(subject, cancellation) is { } counts)
            {
                lines.AddRange(PlaceLine.Of(place, counts));
            }
            else
            {
                lines.Add(new PlaceLine(place, place.Title, 0, 0, 0, null) { IsUnanswered = true });
            }
        }

        return lines;
    }
}
