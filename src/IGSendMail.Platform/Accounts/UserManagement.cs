using System.Security.Claims;
using IGSendMail.Privacy.Audit;
using IGSendMail.Storage;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace IGSendMail.Platform.Accounts;

/// <summary>
/// Identity's user manager with two repairs: its lock-out reads the machine's clock instead of the injected one, and
/// counts a failure on the copy it was given, so that guesses sent at the same time would count as one.
/// </summary>
internal sealed class SiteUserManager(
    IUserStore<User> store,
    IOptions<IdentityOptions> options,
    IPasswordHasher<User> hasher,
    IEnumerable<IUserValidator<User>> userValidators,
    IEnumerable<IPasswordValidator<User>> passwordValidators,
    ILookupNormalizer normalizer,
    IdentityErrorDescriber errors,
    IServiceProvider services,
    ILogger<UserManager<User>> log,
    IGSendMailContext db,
    AuditTrail trail,
    TimeProvider time)
    : AspNetUserManager<User>(store, options, hasher, userValidators, passwordValidators, normalizer, errors, services, log)
{
    public override Task<bool> IsLockedOutAsync(User user) => Task.FromResult(user.LockoutEnd > time.GetUtcNow());

    public override async Task<IdentityResult> AccessFailedAsync(User user)
    {
        var after = await db.WriteAsync(WriteUrgency.Interactive, async token =>
        {
            var row = await db.Users().SingleAsync(u => u.Id == user.Id, token);
            row.AccessFailedCount++;
            if (row.AccessFailedCount >= Options.Lockout.MaxFailedAccessAttempts)
            {
                row.LockoutEnd = time.GetUtcNow() + Options.Lockout.DefaultLockoutTimeSpan;
                row.AccessFailedCount = 0;
            }

            // A wrong password: that it was refused is entered where it is counted.
            await trail.AppendAsync(db, SignIn.Refusal(row), token);
            await db.SaveChangesAsync(token);
            return row;
        }, CancellationToken);

        (user.AccessFailedCount, user.LockoutEnd, user.Revision) = (after.AccessFailedCount, after.LockoutEnd, after.Revision);
        return IdentityResult.Success;
    }
}

/// <summary>Identity's sign-in, closed to users of a closed account.</summary>
internal sealed class SiteSignInManager(
    UserManager<User> users,
    IHttpContextAccessor http,
    IUserClaimsPrincipalFactory<User> claims,
    IOptions<IdentityOptions> options,
    ILogger<SignInManager<User>> log,
    IAuthenticationSchemeProvider schemes,
    IUserConfirmation<User> confirmation,
    IGSendMailContext db)
    : SignInManager<User>(users, http, claims, options, log, schemes, confirmation)
{
    public override async Task<bool> CanSignInAsync(User user) =>
        user.IsOfficer || await db.Accounts().AnyAsync(a => a.Id == user.AccountId && a.ClosedAt == null, Context.RequestAborted);

    /// <summary>
    /// Begins a session with a key of its own, and ends the one that this browser had. The framework would go on with the old key, which
    /// somebody else may know.
    /// </summary>
    public override async Task SignInWithClaimsAsync(
        User user, AuthenticationProperties? authenticationProperties, IEnumerable<Claim> additionalClaims)
    {
        if ((await Context.AuthenticateAsync(AuthenticationScheme)).Succeeded)
        {
            await Context.SignOutAsync(AuthenticationScheme);
        }

        var person = await CreateUserPrincipalAsync(user);
        ((ClaimsIdentity)person.Identity!).AddClaims(additionalClaims);

        // The handler of this request remembers the old key: a fresh one finds that session ended.
        var services = Context.RequestServices;
        var scheme = (await services.GetRequiredService<IAuthenticationSchemeProvider>().GetSchemeAsync(AuthenticationScheme))!;
        var handler = (IAuthenticationSignInHandler)ActivatorUtilities.CreateInstance(services, scheme.HandlerType);
        await handler.InitializeAsync(scheme, Context);
        await handler.SignInAsync(person, authenticationProperties);
        Context.User = person;
    }
}
