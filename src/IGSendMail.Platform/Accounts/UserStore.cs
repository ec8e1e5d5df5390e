using System.Security.Claims;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Platform.Accounts;

/// <summary>
/// ASP.NET Core Identity over our own table. A user given out is a copy that nobody tracks: only
/// <see cref="UpdateAsync"/> writes, and it loads the row anew inside its transaction. "Name" and "normalised name" are
/// the e-mail address; neither is stored, users are found by its keyed hash.
/// </summary>
internal sealed partial class UserStore(IGSendMailContext db, Sealer sealer, AddressHashes hashes) :
    IUserPasswordStore<User>, IUserSecurityStampStore<User>, IUserEmailStore<User>, IUserLockoutStore<User>, IUserRoleStore<User>
{
    public async Task<IdentityResult> CreateAsync(User user, CancellationToken cancellationToken)
    {
        await db.WriteAsync(WriteUrgency.Interactive, token =>
        {
            db.Add(user);
            return Task.CompletedTask;
        }, cancellationToken);
        db.Entry(user).State = EntityState.Detached;
        return IdentityResult.Success;
    }

    public async Task<IdentityResult> UpdateAsync(User user, CancellationToken cancellationToken)
    {
        try
        {
            user.Revision = await db.WriteAsync(WriteUrgency.Interactive, async token =>
            {
                var row = await db.Users().SingleAsync(u => u.Id == user.Id, token);
                if (row.Revision != user.Revision)
                {
                    throw new DbUpdateConcurrencyException("The user was changed meanwhile.");
                }

                db.Entry(row).CurrentValues.SetValues(user);
                await db.SaveChangesAsync(token);
                return row.Revision;
            }, cancellationToken);
            return IdentityResult.Success;
        }
        catch (DbUpdateConcurrencyException)
        {
            db.ChangeTracker.Clear();
            return IdentityResult.Failed(new IdentityErrorDescriber().ConcurrencyFailure());
        }
    }

    public async Task<IdentityResult> DeleteAsync(User user, CancellationToken cancellationToken)
    {
        await db.WriteAsync(
            WriteUrgency.Interactive, token => db.Users().Where(u => u.Id == user.Id).ExecuteDeleteAsync(token), cancellationToken);
        return IdentityResult.Success;
    }

    public Task<User?> FindByIdAsync(string userId, CancellationToken cancellationToken) => Guid.TryParse(userId, out var id)
        ? db.Users().AsNoTracking().SingleOrDefaultAsync(u => u.Id == id, cancellationToken)
        : Task.FromResult<User?>(null);

    public async Task<User?> FindByEmailAsync(string normalizedEmail, CancellationToken cancellationToken)
    {
        // What was an address when an account was opened need not be one today: its holder signs in all the same.
        var asTyped = await hashes.FormerAsync(normalizedEmail, cancellationToken);
        IReadOnlyList<Guid> all = EmailAddress.Find(normalizedEmail) is { } address
            ? await hashes.AllAsync(address, cancellationToken)
            : [asTyped];
        var found = await WithAddress(db, all).ToListAsync(cancellationToken);

        // Two accounts may have been opened with two spellings of one mailbox, while these were two addresses.
        return found.Find(u => u.AddressHash == asTyped) ?? found.FirstOrDefault();
    }

    /// <summary>Who signs in with an address of one of these hashes.</summary>
    internal static IQueryable<User> WithAddress(IGSendMailContext db, IReadOnlyList<Guid> addressHashes) =>
        db.Users().AsNoTracking().Where(u => addressHashes.Contains(u.AddressHash));

    public Task<User?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) =>
        FindByEmailAsync(normalizedUserName, cancellationToken);

    public Task<string> GetUserIdAsync(User user, CancellationToken cancellationToken) => Task.FromResult(user.Id.ToString());

    public async Task<string?> GetEmailAsync(User user, CancellationToken cancellationToken) =>
        (await sealer.OpenAsync<UserContent>(user, user.Content, cancellationToken)).Address;

    public async Task SetEmailAsync(User user, string? email, CancellationToken cancellationToken)
    {
        var content = await sealer.OpenAsync<UserContent>(user, user.Content, cancellationToken);
        var changed = content with { Address = email ?? throw new ArgumentNullException(nameof(email)) };
        user.Content = await sealer.SealAsync(user.Place, changed, cancellationToken);
    }

    public Task<string?> GetNormalizedEmailAsync(User user, CancellationToken cancellationToken) =>
        GetEmailAsync(user, cancellationToken);

    public async Task SetNormalizedEmailAsync(User user, string? normalizedEmail, CancellationToken cancellationToken) =>
        user.AddressHash = await hashes.HashAsync(
            EmailAddress.Of(normalizedEmail ?? throw new ArgumentNullException(nameof(normalizedEmail))), cancellationToken);

    public Task<bool> GetEmailConfirmedAsync(User user, CancellationToken cancellationToken) => Task.FromResult(user.IsProved);

    public Task SetEmailConfirmedAsync(User user, bool confirmed, CancellationToken cancellationToken) => confirmed
        ? throw new NotSupportedException("An address is confirmed by the link that went to it.")
        : Task.CompletedTask;

    public Task<string?> GetUserNameAsync(User user, CancellationToken cancellationToken) => GetEmailAsync(user, cancellationToken);

    public Task SetUserNameAsync(User user, string? userName, CancellationToken cancellationToken) =>
        SetEmailAsync(user, userName, cancellationToken);

    public Task<string?> GetNormalizedUserNameAsync(User user, CancellationToken cancellationToken) =>
        GetEmailAsync(user, cancellationToken);

    public Task SetNormalizedUserNameAsync(User user, string? normalizedName, CancellationToken cancellationToken) =>
        SetNormalizedEmailAsync(user, normalizedName, cancellationToken);

    public Task<string?> GetPasswordHashAsync(User user, CancellationToken cancellationToken) => Task.FromResult(user.PasswordHash);

    public Task SetPasswordHashAsync(User user, string? passwordHash, CancellationToken cancellationToken)
    {
        user.PasswordHash = passwordHash;
        return Task.CompletedTask;
    }

    public Task<bool> HasPasswordAsync(User user, CancellationToken cancellationToken) =>
        Task.FromResult(user.PasswordHash is not null);

    public Task<string?> GetSecurityStampAsync(User user, CancellationToken cancellationToken) =>
        Task.FromResult<string?>(user.SecurityStamp);

    public Task SetSecurityStampAsync(User user, string stamp, CancellationToken cancellationToken)
    {
        user.SecurityStamp = stamp;
        return Task.CompletedTask;
    }

    public Task<DateTimeOffset?> GetLockoutEndDateAsync(User user, CancellationToken cancellationToken) =>
        Task.FromResult(user.LockoutEnd);

    public Task SetLockoutEndDateAsync(User user, DateTimeOffset? lockoutEnd, CancellationToken cancellationToken)
    {
        user.LockoutEnd = lockoutEnd;
        return Task.CompletedTask;
    }

    public Task<int> IncrementAccessFailedCountAsync(User user, CancellationToken cancellationToken) =>
        Task.FromResult(++user.AccessFailedCount);

    public Task ResetAccessFailedCountAsync(User user, CancellationToken cancellationToken)
    {
        user.AccessFailedCount = 0;
        return Task.CompletedTask;
    }

    public Task<int> GetAccessFailedCountAsync(User user, CancellationToken cancellationToken) =>
        Task.FromResult(user.AccessFailedCount);

    public Task<bool> GetLockoutEnabledAsync(User user, CancellationToken cancellationToken) => Task.FromResult(true);

    public Task SetLockoutEnabledAsync(User user, bool enabled, CancellationToken cancellationToken) => enabled
        ? Task.CompletedTask
        : throw new NotSupportedException("Lock-out holds for everybody.");

    public Task AddToRoleAsync(User user, string roleName, CancellationToken cancellationToken) => throw RoleIsFixed();

    public Task RemoveFromRoleAsync(User user, string roleName, CancellationToken cancellationToken) => throw RoleIsFixed();

    public Task<IList<string>> GetRolesAsync(User user, CancellationToken cancellationToken) =>
        Task.FromResult<IList<string>>(user.IsOfficer ? [PersonClaims.OfficerRole] : []);

    public Task<bool> IsInRoleAsync(User user, string roleName, CancellationToken cancellationToken) =>
        Task.FromResult(user.IsOfficer && IsOfficerRole(roleName));

    public async Task<IList<User>> GetUsersInRoleAsync(string roleName, CancellationToken cancellationToken) =>
        IsOfficerRole(roleName)
            ? await db.Users().AsNoTracking().Where(u => u.AccountId == null).ToListAsync(cancellationToken)
            : [];

    public void Dispose()
    {
        // The context belongs to the scope.
    }

    private static bool IsOfficerRole(string role) => string.Equals(role, PersonClaims.OfficerRole, StringComparison.OrdinalIgnoreCase);

    private static NotSupportedException RoleIsFixed() =>
        new("Officers are exactly the users without an account: the role is neither given nor taken.");
}

/// <summary>What a sign-in writes into the cookie: keys, the stamp and the role, never a name or an address.</summary>
internal sealed class UserClaims : IUserClaimsPrincipalFactory<User>
{
    public Task<ClaimsPrincipal> CreateAsync(User user)
    {
        var identity = new ClaimsIdentity(IdentityConstants.ApplicationScheme);
        identity.AddClaim(new Claim(ClaimTypes.NameIdentifier, user.Id.ToString()));
        identity.AddClaim(new Claim(SignInClaims.Stamp, user.SecurityStamp));
        identity.AddClaim(user.AccountId is { } account
            ? new Claim(PersonClaims.AccountId, account.ToString())
            : new Claim(ClaimTypes.Role, PersonClaims.OfficerRole));
        return Task.FromResult(new ClaimsPrincipal(identity));
    }
}

/// <summary>Leaves addresses as they were typed: the store compares them as everywhere else, by their hash.</summary>
internal sealed class AddressNormalizer : ILookupNormalizer
{
    public string? NormalizeName(string? name) => name;

    public string? NormalizeEmail(string? email) => NormalizeName(email);
}
