using IGSendMail.Privacy.Audit;
using IGSendMail.Privacy.Requests;
using IGSendMail.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;

namespace IGSendMail.Platform.Accounts;

/// <summary>
/// Signs people in and asks for their password again. Every refusal looks the same and takes the time of a password
/// check, whatever its reason: wrong address, wrong password, closed. Once too many were wrong (<see cref="Guesses"/>) nothing is checked any more, and
/// that is as quick for every address.
/// </summary>
public sealed class SignIn(
    UserManager<User> users, SignInManager<User> signIns, SecondFactors factors, Passkeys passkeys, IPasswordHasher<User> hasher, Guesses guesses, OneByOne turns,
    IGSendMailContext db, AuditTrail trail)
    : IPasswordCheck
{
    /// <inheritdoc cref="Guesses.Most" />
    public const int MostAttempts = Guesses.Most;

    /// <inheritdoc cref="Guesses.Rest" />
    public static TimeSpan Pause => Guesses.Rest;

    private static string? _hashOfNobody;

    /// <summary>
    /// Signs the person in, unless a code or a passkey is asked for as well; or returns null if address and password do not belong together or sign-in is
    /// paused.
    /// </summary>
    public async Task<SignInStep?> TryAsync(string address, string password)
    {
        var user = await users.FindByEmailAsync(address);
        if (!await IsRightAsync(user, password, await guesses.TryBeginAsync(address, user)))
        {
            return null;
        }

        if (await factors.IsOnAsync(user!.Id, CancellationToken.None))
        {
            return new SignInStep(user, SignInNeed.Code);
        }

        // An officer without a code has none to add to the password: the passkey is what such a sign-in wants.
        if (user.IsOfficer && await passkeys.AnyAsync(user.Id, CancellationToken.None))
        {
            return new SignInStep(user, SignInNeed.Passkey);
        }

        await EnterAsync(new(AccountActs.SignedIn, user.AsActor(), user.KeyOwner));
        await SignInAsync(user);
        return new SignInStep(user, SignInNeed.Nothing);
    }

    /// <summary>
    /// Signs in a person who has given the password already, if the code is right as well. What the password showed is bound to the stamp: one
    /// that is no longer the user's shows nothing.
    /// </summary>
    public async Task<CodeStep> TryCodeAsync(Guid userId, string stamp, string? code)
    {
        if (await users.FindByIdAsync(userId.ToString()) is not { } user || user.SecurityStamp != stamp || !await signIns.CanSignInAsync(user))
        {
            return new CodeStep(null, CodeAnswer.Wrong);
        }

        var answer = await factors.TakeAsync(userId, code);
        if (answer != CodeAnswer.Right)
        {
            return new CodeStep(null, answer);
        }

        await EnterAsync(new(AccountActs.SignedIn, user.AsActor(), user.KeyOwner));
        await SignInAsync(user, withCode: true);
        return new CodeStep(user, answer);
    }

    /// <summary>
    /// Signs in whoever has a passkey of ours: it counts as password and code. Null if the answer is none to the challenge, or the sign-in is closed.
    /// </summary>
    public async Task<User?> TryPasskeyAsync(string state, string answer, HttpContext http)
    {
        if (await passkeys.TakeAsync(state, answer, http) is not { } user || !await signIns.CanSignInAsync(user))
        {
            await EnterAsync(Refusal(user: null));
            return null;
        }

        await EnterAsync(new(AccountActs.SignedIn, user.AsActor(), user.KeyOwner));
        await SignInAsync(user, withCode: true);
        return user;
    }

    /// <summary>Signs in a person who has just shown who they are: by registering, or by giving everything that is asked for again.</summary>
    public Task SignInAsync(User user, bool withCode = false) => signIns.SignInWithClaimsAsync(
        user, isPersistent: false, withCode ? [new(SignInClaims.Method, SignInClaims.WithCode)] : []);

    /// <inheritdoc />
    public async Task<bool> IsTheirsAsync(Guid userId, string? password) =>
        await users.FindByIdAsync(userId.ToString()) is { } user
        && await turns.RunAsync(userId, async () => await IsRightAsync(user, password ?? "", await guesses.TryBeginAgainAsync(user)));

    /// <summary>Signs the person out of this browser; null if nobody was signed in.</summary>
    public async Task SignOutAsync(Guid? userId)
    {
        await signIns.SignOutAsync();
        if (userId is { } id && await users.FindByIdAsync(id.ToString()) is { } user)
        {
            await EnterAsync(new(AccountActs.SignedOut, user.AsActor(), user.KeyOwner));
        }
    }

    private async Task<bool> IsRightAsync(User? user, string password, Guid? attempt)
    {
        if (attempt is not { } counted)
        {
            await EnterAsync(Refusal(user));
            return false;
        }

        var result = user is null ? SignInResult.NotAllowed : await signIns.CheckPasswordSignInAsync(user, password, lockoutOnFailure: false);
        if (result.Succeeded)
        {
            await guesses.RightAsync(counted);
            return true;
        }

        if (result.IsLockedOut || result.IsNotAllowed)
        {
            PretendToCheck(password);
        }

        await EnterAsync(Refusal(user));
        await guesses.WrongAsync(counted, user);
        return false;
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

/// <summary>A person whose password was right.</summary>
/// <param name="User">Who.</param>
/// <param name="Needs">What is asked for as well. Nobody is signed in before that is given.</param>
public sealed record SignInStep(User User, SignInNeed Needs);

/// <summary>What is asked for beside a password.</summary>
public enum SignInNeed
{
    /// <summary>Nothing: the person is signed in.</summary>
    Nothing,

    /// <summary>A code of their app, or a recovery code.</summary>
    Code,

    /// <summary>One of their passkeys, in place of the password.</summary>
    Passkey,
}

/// <summary>What became of a code that was asked for beside the password.</summary>
/// <param name="User">Who is signed in now; null if the code was not taken.</param>
/// <param name="Answer">What was wrong with it.</param>
public sealed record CodeStep(User? User, CodeAnswer Answer);
