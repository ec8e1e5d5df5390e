using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Platform.Audience;

/// <summary>People on lists, to be found by today's hash of their address.</summary>
internal sealed class SubscriberAddressRows(Sealer sealer, AddressHashes hashes) : IAddressedRows
{
    /// <inheritdoc />
    public string Name => "subscribers";

    /// <inheritdoc />
    public async Task<RehashPage> ReadAsync(IGSendMailContext db, string? after, int most, CancellationToken cancellation)
    {
        var (account, id) = after?.Split('/') is [var a, var i] ? (Guid.Parse(a), Guid.Parse(i)) : (Guid.Empty, Guid.Empty);
        var rows = new List<Subscriber>(most);
        while (rows.Count < most)
        {
            // Account by account: each question follows the key, under which the rows lie.
            rows.AddRange(await db.Subscribers().AsNoTracking()
                .Where(s => s.AccountId == account && s.Id.CompareTo(id) > 0)
                .OrderBy(s => s.Id).Take(most - rows.Count).ToListAsync(cancellation));
            if (rows.Count < most)
            {
                if (await NextAccountAsync(db, account, cancellation) is not { } next)
                {
                    break;
                }

                (account, id) = (next, Guid.Empty);
            }
        }

        var key = await hashes.KeyAsync(cancellation);
        var stale = new List<StaleAddress>();
        foreach (var row in rows)
        {
            if (await ContentOfAsync(row, cancellation) is { } content && EmailAddress.Find(content.Address) is { } address
                && AddressHashes.Hash(key, address) is var hash && hash != row.AddressHash)
            {
                stale.Add(new StaleAddress(row.AccountId, row.Id, row.AddressHash, hash));
            }
        }

        return new RehashPage(rows.Count, stale, rows.Count > 0 ? $"{rows[^1].AccountId:N}/{rows[^1].Id:N}" : null);
    }

    /// <inheritdoc />
    /// <remarks>Two rows of one mailbox on one list are one person, doubled by an upload: they become one, as by an upload.</remarks>
    public async Task<bool> RehashAsync(IGSendMailContext db, StaleAddress row, CancellationToken cancellation)
    {
        var old = await db.Subscribers().SingleOrDefaultAsync(
            s => s.AccountId == row.Owner && s.Id == row.Id && s.AddressHash == row.Old, cancellation);
        if (old is null)
        {
            return false;
        }

        var other = await db.Subscribers().SingleOrDefaultAsync(
            s => s.AccountId == row.Owner && s.ListId == old.ListId && s.AddressHash == row.New, cancellation);
        if (other is null)
        {
            old.AddressHash = row.New;
        }
        else if (await ContentOfAsync(old, cancellation) is { } mine && await ContentOfAsync(other, cancellation) is { } theirs)
        {
            var (before, after) = old.AddedAt <= other.AddedAt ? (mine, theirs) : (theirs, mine);
            other.Content = await sealer.SealAsync(other.Place, before.MergedWith(after, EmptyCells.Keep), cancellation);
            db.Remove(old);
        }

        // Now, not with the whole slice: two rows of it may stand for the same mailbox.
        await db.SaveChangesAsync(cancellation);
        return true;
    }

    private static Task<Guid?> NextAccountAsync(IGSendMailContext db, Guid after, CancellationToken cancellation) => db.SubscriberLists()
        .AsNoTracking().Where(l => l.AccountId.CompareTo(after) > 0).OrderBy(l => l.AccountId).Select(l => (Guid?)l.AccountId)
        .FirstOrDefaultAsync(cancellation);

    private async Task<SubscriberContent?> ContentOfAsync(Subscriber row, CancellationToken cancellation)
    {
        try
        {
            return await sealer.OpenAsync<SubscriberContent>(row, row.Content, cancellation);
        }
        catch (KeyDestroyedException)
        {
            // Its erasure has begun: the row follows.
            return null;
        }
    }
}
