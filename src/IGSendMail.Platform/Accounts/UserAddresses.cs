using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Platform.Accounts;

/// <summary>Finds the look-up hash of a signed-in person's address.</summary>
public sealed class UserAddresses(IGSendMailContext db)
{
    /// <summary>The keyed hash of the user's address; empty for a user who is gone.</summary>
    public Task<Guid> HashOfAsync(Guid userId, CancellationToken cancellation) =>
        db.Users().Where(u => u.Id == userId).Select(u => u.AddressHash).SingleOrDefaultAsync(cancellation);
}
