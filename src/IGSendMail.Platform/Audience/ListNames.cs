using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Platform.Audience;

/// <summary>The names that customers gave their lists.</summary>
internal static class ListNames
{
    /// <summary>Names of these lists by key. Nobody is counted for it.</summary>
    public static async Task<IReadOnlyDictionary<Guid, string>> OfAsync(
        IQueryable<SubscriberList> lists, Sealer sealer, CancellationToken cancellation)
    {
        var names = new Dictionary<Guid, string>();
        await foreach (var list in lists.AsNoTracking().AsAsyncEnumerable().WithCancellation(cancellation))
        {
            names.Add(list.Id, (await sealer.OpenAsync<ListContent>(list, list.Content, cancellation)).Name);
        }

        return names;
    }
}
