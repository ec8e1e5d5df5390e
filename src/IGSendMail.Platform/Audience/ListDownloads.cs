using IGSendMail.Privacy.Packages;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Platform.Audience;

/// <summary>
/// One list as one file for a spreadsheet, which an upload takes back: every column that anybody on it has, in the order in which they
/// first appear, and the people in the order in which they came.
/// </summary>
public sealed class ListDownloads(IDbContextFactory<IGSendMailContext> contexts, Sealer sealer)
{
    /// <summary>Writes the file. The list is read twice, so that nothing of it is kept: for the columns, then for the people.</summary>
    public async Task WriteAsync(ListKey list, Stream to, CancellationToken cancellation)
    {
        var names = new OrderedDictionary<string, int>(StringComparer.Ordinal);
        await ForEachAsync(list, person =>
        {
            foreach (var name in person.Attributes.Keys)
            {
                names.TryAdd(name, names.Count);
            }

            return ValueTask.CompletedTask;
        }, cancellation);

        var file = new CsvFile(to, ListRows.HeaderOf([.. names.Keys]));
        await ForEachAsync(
            list, person => file.AddAsync([person.Address, .. names.Keys.Select(n => person.Attributes.GetValueOrDefault(n) ?? "")], cancellation), cancellation);
        await file.EndAsync(cancellation);
    }

    private async Task ForEachAsync(ListKey list, Func<SubscriberContent, ValueTask> act, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await foreach (var row in db.Subscribers().AsNoTracking()
            .Where(s => s.AccountId == list.Account && s.ListId == list.List)
            .OrderBy(s => s.Id).AsAsyncEnumerable().WithCancellation(cancellation))
        {
            await act(await sealer.OpenAsync<SubscriberContent>(row, row.Content, cancellation));
        }
    }
}
