using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Platform.Accounts;

/// <summary>Opens the address of somebody who signs in, for that person.</summary>
public sealed class Addresses(IGSendMailContext db, Sealer sealer)
{
    /// <summary>As the person wrote it.</summary>
    public async Task<string> OfAsync(Guid userId, CancellationToken cancellation)
    {
        var user = await db.Users().AsNoTracking().SingleAsync(u => u.Id == userId, cancellation);
        return (await sealer.OpenAsync<UserContent>(user, user.Content, cancellation)).Address;
    }
}
