using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Remote;
using IGSendMail.Privacy.Requests;

namespace IGSendMail.Web.Features.Requests;

/// <summary>Counts what an erasure would do to an account, before it is ordered.</summary>
public sealed class ErasureReviews(DataMap map, Subjects subjects, RequestAddresses addresses)
{
    /// <summary>Customers of ours who have the person's address on a list, by name: an erasure here does not reach it there.</summary>
    public async Task<IReadOnlyList<string>> OthersAsync(CustomerId customer, CancellationToken cancellation) =>
        [.. (await addresses.ControllersAsync(customer, cancellation)).Select(c => c.Company).Order(StringComparer.Ordinal)];

    /// <summary>What goes, what is emptied, and what stays and why, place by place.</summary>
    public async Task<IReadOnlyList<ReviewLine>> OfAccountAsync(Guid accountId, CancellationToken cancellation)
    {
        var subject = await subjects.OfAccountAsync(accountId, cancellation);
        var lines = new List<ReviewLine>();
        foreach (var store in map.Stores)
        {
            var counts = await store.TryCountAsync(subject, cancellation);
            if (counts is null)
            {
                lines.Add(new ReviewLine(store.Description.Title, 0, 0, 0, null) { IsUnanswered = true });
            }
            else if (counts.Count > 0)
            {
                lines.Add(new ReviewLine(
                    store.Description.Title,
                    Rows(counts, DispositionKind.Delete),
                    Rows(counts, DispositionKind.Null),
                    Rows(counts, DispositionKind.KeepUntil),
                    counts.FirstOrDefault(c => c.Kept is not null)?.Kept));
            }
        }

        return lines;
    }

    private static long Rows(IReadOnlyList<StoreCount> counts, DispositionKind disposition) =>
        counts.Where(c => c.Disposition == disposition).Sum(c => c.Rows);
}

/// <summary>One place in the review.</summary>
/// <param name="Title">What it holds.</param>
/// <param name="Goes">Records deleted.</param>
/// <param name="Emptied">Records whose personal values are removed.</param>
/// <param name="Stays">Records that stay.</param>
/// <param name="Kept">Why they stay.</param>
public sealed record ReviewLine(string Title, long Goes, long Emptied, long Stays, KeptReason? Kept)
{
    /// <summary>True if the place is another system that does not answer now.</summary>
    public bool IsUnanswered { get; init; }
}
