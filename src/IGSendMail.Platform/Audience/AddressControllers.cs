using IGSendMail.Privacy.PersonalData;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Platform.Audience;

/// <summary>Finds the customers whose lists hold an address.</summary>
internal sealed class AddressControllers(IDbContextFactory<IGSendMailContext> contexts, ISubjectDirectory directory) : IAddressControllers
{
    /// <inheritdoc />
    public async Task<IReadOnlyList<AccountHolder>> OfAsync(IReadOnlyList<Guid> addressHashes, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var accounts = new HashSet<Guid>();
        foreach (var hash in addressHashes)
        {
            // One question a hash: the index is found by one value.
            accounts.UnionWith(await db.SubscribersWithAddress(hash).Select(s => s.AccountId).Distinct().ToListAsync(cancellation));
        }

        return [.. (await directory.HoldersOfAsync(accounts, cancellation)).Values];
    }
}
