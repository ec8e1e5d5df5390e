using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Platform.Accounts;

/// <summary>People who sign in, to be found by today's hash of their address.</summary>
internal sealed class UserAddressRows(Sealer sealer, AddressHashes hashes) : IAddressedRows
{
    /// <inheritdoc />
    public string Name => "users";

    /// <inheritdoc />
    public async Task<RehashPage> ReadAsync(IGSendMailContext db, string? after, int most, CancellationToken cancellation)
    {
        var last = after is null ? Guid.Empty : Guid.Parse(after);
        var rows = await db.Users().AsNoTracking().Where(u => u.Id.CompareTo(last) > 0).OrderBy(u => u.Id).Take(most).ToListAsync(cancellation);
        var key = await hashes.KeyAsync(cancellation);
        var stale = new List<StaleAddress>();
        foreach (var row in rows)
        {
            if (await AddressOfAsync(row, cancellation) is { } address
                && AddressHashes.Hash(key, address) is var hash && hash != row.AddressHash)
            {
                stale.Add(new StaleAddress(row.Id, row.Id, row.AddressHash, hash));
            }
        }

        return new RehashPage(rows.Count, stale, rows.Count > 0 ? rows[^1].Id.ToString() : null);
    }

    /// <inheritdoc />
    /// <remarks>
    /// Two accounts of one mailbox stay two: each has its own password and data. Each is still found by the spelling with which it
    /// was opened.
    /// </remarks>
    public async Task<bool> RehashAsync(IGSendMailContext db, StaleAddress row, CancellationToken cancellation) =>
        !await db.Users().AnyAsync(u => u.AddressHash == row.New, cancellation)
        && await db.Users().Where(u => u.Id == row.Id && u.AddressHash == row.Old).ExecuteUpdateAsync(
            set => set.SetProperty(u => u.AddressHash, row.New).SetProperty(u => u.Revision, u => u.Revision + 1), cancellation) == 1;

    private async Task<EmailAddress?> AddressOfAsync(User user, CancellationToken cancellation)
    {
        try
        {
            return EmailAddress.Find((await sealer.OpenAsync<UserContent>(user, user.Content, cancellation)).Address);
        }
        catch (KeyDestroyedException)
        {
            // Its erasure has begun: the row follows.
            return null;
        }
    }
}
