using IGSendMail.Privacy.Letters;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Platform.Accounts;

/// <summary>Knows where privacy officers are written to.</summary>
internal sealed class OfficerDirectory(IDbContextFactory<IGSendMailContext> contexts, Sealer sealer) : IOfficerDirectory
{
    /// <inheritdoc />
    public async Task<IReadOnlyList<OfficerAddress>> AllAsync(CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var officers = await db.Users().AsNoTracking().Where(u => u.AccountId == null).OrderBy(u => u.Id).ToListAsync(cancellation);
        var addresses = new List<OfficerAddress>(officers.Count);
        foreach (var officer in officers)
        {
            if (await sealer.OfOfficerAsync(officer, cancellation) is { } content)
            {
                addresses.Add(new OfficerAddress(officer.Id, content.Name, content.Address));
            }
        }

        return addresses;
    }
}
