using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Privacy.Requests;

/// <summary>Requests whose contact is still there, to be found by today's hash of their address. The others are known by the former one only.</summary>
internal sealed class RequestAddressRows(RequestMail mail, AddressHashes hashes) : IAddressedRows
{
    /// <inheritdoc />
    public string Name => "requests";

    /// <inheritdoc />
    public async Task<RehashPage> ReadAsync(IGSendMailContext db, string? after, int most, CancellationToken cancellation)
    {
        var last = after is null ? Guid.Empty : Guid.Parse(after);
        var rows = await db.DataSubjectRequests().AsNoTracking()
            .Where(r => r.Id.CompareTo(last) > 0).OrderBy(r => r.Id).Take(most).ToListAsync(cancellation);
        var key = await hashes.KeyAsync(cancellation);
        var stale = new List<StaleAddress>();
        foreach (var row in rows)
        {
            if (row.AddressHash is { } old
                && await mail.ContactOfAsync(row, cancellation) is { } contact && EmailAddress.Find(contact.Address) is { } address
                && AddressHashes.Hash(key, address) is var hash && hash != old)
            {
                stale.Add(new StaleAddress(row.Id, row.Id, old, hash));
            }
        }

        return new RehashPage(rows.Count, stale, rows.Count > 0 ? rows[^1].Id.ToString() : null);
    }

    /// <inheritdoc />
    public async Task<bool> RehashAsync(IGSendMailContext db, StaleAddress row, CancellationToken cancellation) =>
        await db.DataSubjectRequests().Where(r => r.Id == row.Id && r.AddressHash == row.Old).ExecuteUpdateAsync(
            set => set.SetProperty(r => r.AddressHash, row.New).SetProperty(r => r.Revision, r => r.Revision + 1), cancellation) == 1;
}
