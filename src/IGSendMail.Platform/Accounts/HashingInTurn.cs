using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace IGSendMail.Platform.Accounts;

/// <summary>How many passwords are hashed at a time, in the whole process.</summary>
/// <param name="atOnce">As many; hashing keeps a processor busy, so more would only slow everybody.</param>
public sealed class PasswordTurns(int atOnce) : IDisposable
{
    /// <summary>
    /// Half as many as there are processors: the pages of others need the rest. Two at least, so that nobody who signs in waits
    /// for a guess to be hashed: guesses at one account, and those of known guessers, come one at a time.
    /// </summary>
    public static int Standard => Math.Max(2, Environment.ProcessorCount / 2);

    private readonly SemaphoreSlim _free = new(atOnce);

    /// <summary>Waits for a turn and does the work in it. Nothing else is held meanwhile: the database is asked before and after.</summary>
    public T Take<T>(Func<T> work)
    {
        _free.Wait();
        try
        {
            return work();
        }
        finally
        {
            _free.Release();
        }
    }

    /// <inheritdoc />
    public void Dispose() => _free.Dispose();
}

/// <summary>Identity's hasher, which waits for its turn.</summary>
internal sealed class HashingInTurn(IOptions<PasswordHasherOptions> options, PasswordTurns turns) : PasswordHasher<User>(options)
{
    public override string HashPassword(User user, string password) => turns.Take(() => base.HashPassword(user, password));

    public override PasswordVerificationResult VerifyHashedPassword(User user, string hashedPassword, string providedPassword) =>
        turns.Take(() => base.VerifyHashedPassword(user, hashedPassword, providedPassword));
}
