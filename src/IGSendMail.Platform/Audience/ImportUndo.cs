using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Platform.Audience;

/// <summary>
/// Takes an import back, slice by slice: changes first, then the people whom it added. Who was changed since stays as they
/// are. Opt-outs that came with it stay: nothing but the person lifts them.
/// </summary>
internal static class ImportUndo
{
    private const int SliceRows = 500;

    /// <summary>Takes back the next slice inside the caller's transaction. False when nothing is left.</summary>
    public static async Task<bool> AdvanceAsync(IGSendMailContext db, Import row, CancellationToken cancellation)
    {
        var changes = await db.ImportChanges()
            .Where(c => c.AccountId == row.AccountId && c.ImportId == row.Id)
            .OrderBy(c => c.SubscriberId).Take(SliceRows).ToListAsync(cancellation);
        if (changes.Count > 0)
        {
            await PutBackAsync(db, row, changes, cancellation);
            return true;
        }

        if (row.FirstPersonId is not null)
        {
            row.FirstPersonId = await RemoveAsync(db, row, cancellation);
        }

        return row.FirstPersonId is not null;
    }

    private static async Task PutBackAsync(
        IGSendMailContext db, Import row, List<ImportChange> changes, CancellationToken cancellation)
    {
        List<Guid> ids = [.. changes.Select(c => c.SubscriberId)];
        var people = await db.Subscribers()
            .Where(s => s.AccountId == row.AccountId && ids.Contains(s.Id)).ToDictionaryAsync(s => s.Id, cancellation);
        foreach (var change in changes)
        {
            db.Remove(change);
            if (!people.TryGetValue(change.SubscriberId, out var person))
            {
                continue;
            }

            if (person.Revision == change.RevisionAfter)
            {
                (person.Content, person.UnconfirmedSince) = (change.Before, change.UnconfirmedSince);
                row.TakenBack++;
            }
            else
            {
                row.Stayed++;
            }
        }
    }

    /// <summary>
    /// Removes the next people whom the import added, and says where the next ones begin. Their keys are made of time: between
    /// the first and the last one stand few others.
    /// </summary>
    private static async Task<Guid?> RemoveAsync(IGSendMailContext db, Import row, CancellationToken cancellation)
    {
        var page = await db.Subscribers()
            .Where(s => s.AccountId == row.AccountId && s.Id >= row.FirstPersonId && s.Id <= row.LastPersonId)
            .OrderBy(s => s.Id).Take(SliceRows + 1)
            .Select(s => new { s.Id, s.ImportId, s.Revision }).ToListAsync(cancellation);
        var own = page.Take(SliceRows).Where(p => p.ImportId == row.Id).ToList();
        List<Guid> gone = [.. own.Where(p => p.Revision == 0).Select(p => p.Id)];
        row.Stayed += own.Count - gone.Count;
        row.TakenBack += await db.Subscribers()
            .Where(s => s.AccountId == row.AccountId && gone.Contains(s.Id)).ExecuteDeleteAsync(cancellation);
        return page.Count > SliceRows ? page[SliceRows].Id : null;
    }
}
