using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Platform.Accounts;

/// <summary>Lets Identity look passkeys up. It changes none: see <see cref="Passkeys"/>.</summary>
internal sealed partial class UserStore : IUserPasskeyStore<User>
{
    public async Task<IList<UserPasskeyInfo>> GetPasskeysAsync(User user, CancellationToken cancellationToken)
    {
        var found = new List<UserPasskeyInfo>();
        foreach (var row in await db.Passkeys().AsNoTracking().Where(p => p.UserId == user.Id).ToListAsync(cancellationToken))
        {
            found.Add(await InfoAsync(row, cancellationToken));
        }

        return found;
    }

    public Task<User?> FindByPasskeyIdAsync(byte[] credentialId, CancellationToken cancellationToken)
    {
        var hash = Passkey.HashOf(credentialId);
        return db.Users().AsNoTracking().SingleOrDefaultAsync(
            u => db.Passkeys().Any(p => p.UserId == u.Id && p.CredentialHash == hash), cancellationToken);
    }

    public async Task<UserPasskeyInfo?> FindPasskeyAsync(User user, byte[] credentialId, CancellationToken cancellationToken)
    {
        var hash = Passkey.HashOf(credentialId);
        return await db.Passkeys().AsNoTracking().SingleOrDefaultAsync(p => p.UserId == user.Id && p.CredentialHash == hash, cancellationToken) is { } row
            ? await InfoAsync(row, cancellationToken)
            : null;
    }

    public Task AddOrUpdatePasskeyAsync(User user, UserPasskeyInfo passkey, CancellationToken cancellationToken) => throw PasskeysChangeElsewhere();

    public Task RemovePasskeyAsync(User user, byte[] credentialId, CancellationToken cancellationToken) => throw PasskeysChangeElsewhere();

    private static NotSupportedException PasskeysChangeElsewhere() =>
        new("A change of passkeys ends sessions, is told by e-mail and stands in the trail, all in one transaction.");

    private async Task<UserPasskeyInfo> InfoAsync(Passkey row, CancellationToken cancellation)
    {
        var content = await sealer.OpenAsync<PasskeyContent>(row, row.Content, cancellation);

        // None is added without its owner having been made sure of. What the device said of itself at that time is not kept.
        return new UserPasskeyInfo(
            content.CredentialId, content.PublicKey, row.AddedAt, (uint)row.SignCount, [.. content.Transports], isUserVerified: true,
            content.IsBackupEligible, isBackedUp: false, attestationObject: [], clientDataJson: [])
        {
            Name = content.Name,
        };
    }
}
