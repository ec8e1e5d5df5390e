using IGSendMail.Privacy.Audit;
using IGSendMail.Privacy.Requests;
using IGSendMail.Storage;
using Microsoft.AspNetCore.Identity;

namespace IGSendMail.Platform.Accounts;

/// <summary>
/// Signs people in and asks for their password again. Every refusal looks the same and takes the time of a password
/// check, whatever its reason: wrong address, wrong password, paused, closed.
/// </summary>
public sealed class SignIn(
    UserManager<User> users, SignInManager<User> signIns, IPasswordHasher<User> hasher, IGSendMailContext db, AuditTrail trail)
    : IPasswordCheck
{
    /// <summary>After this many wrong passwords in a row sign-in is paused.</summary>
    public const int MostAttempts = 5;

    /// <summary>How long sign-in is paused.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMinutes(15);

    private static string? _hashOfNobody;

    /// <summary>Signs the person in, or returns null if address and password do not belong together or sign-in is paused.</summary>
    public async Task<User?> TryAsync(string address, string password)
    {
        var user = await users.FindByEmailAsync(address);
        if (!await IsRightAsync(user, password))
        {
            return null;
        }

        await EnterAsync(new(AccountActs.SignedIn, user!.AsActor(), user!.KeyOwner));
        await signIns.SignInAsync(user!, isPersistent: false);
        return user;
    }

    /// <summary>Signs in a person who has just registered.</summary>
    public Task SignInAsync(User user) => signIns.SignInAsync(user, isPersistent: false);

    /// <inheritdoc />
    public async Task<bool> IsTheirsAsync(Guid userId, string? password) =>
        await IsRightAsync(await users.FindByIdAsync(userId.ToString()), password ?? "");

    /// <summary>Signs the person out of this browser; null if nobody was signed in.</summary>
    public async Task SignOutAsync(Guid? userId)
    {
        await signIns.SignOutAsync();
        if (userId is { } id && await users.FindByIdAsync(id.ToString()) is { } user)
        {
            await EnterAsync(new(AccountActs.SignedOut, user.AsActor(), user.KeyOwner));
        }
    }

    private async Task<bool> IsRightAsync(User? user, string password)
    {
        if (user is null)
        {
            PretendToCheck(password);
            await EnterAsync(Refusal(user));
            return false;
        }

        var wasPaused = await users.IsLockedOutAsync(user);
        var result = await signIns.CheckPasswordSignInAsync(user, password, lockoutOnFailure: true);
        if (result.IsLockedOut || result.IsNotAllowed)
        {
            PretendToCheck(password);
        }

        // A wrong password was entered where it was counted; these were not counted.
        if (wasPaused || result.IsNotAllowed)
        {
            await EnterAsync(Refusal(user));
        }

        return result.Succeeded;
    }

    /// <summary>
    /// A refused sign-in. Who was refused is nobody whom we know; whom it is about is known if the address is.
    /// </summary>
    internal static AuditDeed Refusal(User? user) =>
        new(AccountActs.SignInRefused, AuditActor.Visitor, user?.KeyOwner) { Outcome = AuditOutcome.Refused };

    /// <summary>A browser that goes away in the middle must not keep its guess off the trail: this is not cancelled.</summary>
    private Task EnterAsync(AuditDeed deed) => db.WriteAsync(
        WriteUrgency.Interactive, token => trail.AppendAsync(db, deed, token).AsTask(), CancellationToken.None);

    private void PretendToCheck(string password)
    {
        // The hasher looks at no property of the user.
        _hashOfNobody ??= hasher.HashPassword(null!, SecurityStamps.New());
        hasher.VerifyHashedPassword(null!, _hashOfNobody, password);
    }
}
