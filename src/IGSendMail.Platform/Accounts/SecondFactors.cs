using IGSendMail.Privacy.Audit;
using IGSendMail.Privacy.Letters;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Platform.Accounts;

/// <summary>Sets up the codes of an app, takes them, and does away with them.</summary>
public sealed class SecondFactors(
    IGSendMailContext db, Sealer sealer, Guesses guesses, LetterBox letters, AuditTrail trail, TimeProvider time, WorkBell bell)
{
    /// <summary>
    /// After so many wrong codes in a row, from wherever they came, none of the app is taken for a while: whoever has the password and many networks
    /// must not find a code either. From one network <see cref="Guesses.Most"/> are enough. Recovery codes are taken: they cannot be guessed.
    /// </summary>
    public const int MostWrongCodes = 20;

    /// <summary>For how long.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromHours(1);

    private static readonly TimeSpan BetweenLetters = TimeSpan.FromDays(1);

    /// <summary>How it stands with a person; null if only the password is asked for.</summary>
    public async Task<SecondFactorState?> OfAsync(Guid userId, CancellationToken cancellation) =>
        await db.SecondFactors().AsNoTracking().SingleOrDefaultAsync(f => f.UserId == userId, cancellation) is { } factor
            ? new SecondFactorState(factor.SetUpAt, (await ContentOfAsync(factor, cancellation)).RecoveryHashes.Count)
            : null;

    /// <summary>True if the person is asked for a code.</summary>
    public Task<bool> IsOnAsync(Guid userId, CancellationToken cancellation) => db.SecondFactors().AnyAsync(f => f.UserId == userId, cancellation);

    /// <summary>
    /// Sets it up with a secret that the person's app has, as the code shows; every session of the person ends. Returns the user, to be signed in
    /// again, and the recovery codes, which are shown once. Null if the code is wrong or it is set up already.
    /// </summary>
    public async Task<SecondFactorSetUp?> SetUpAsync(Guid userId, byte[] secret, string? code, CancellationToken cancellation)
    {
        if (OneTimeCode.StepOf(secret, code, time.GetUtcNow(), lastStep: 0) is not { } step)
        {
            return null;
        }

        var codes = RecoveryCode.NewSet();
        try
        {
            var user = await AddAsync(userId, secret, step, codes, cancellation);
            return user is null ? null : new SecondFactorSetUp(user, codes);
        }
        catch (DbUpdateException) when (IsOn(userId))
        {
            // The same button was pressed twice, and the other press was first.
            return null;
        }
        finally
        {
            bell.Ring(Outbox.WorkName);
        }
    }

    /// <summary>
    /// Takes a code of the app, or a recovery code. Each works once, also where many are sent at the same moment. Codes of the app are counted
    /// before they are looked at, as passwords are (<see cref="Guesses"/>). Nothing here is cancelled: a browser that goes away must not keep its
    /// guess from counting.
    /// </summary>
    public async Task<CodeAnswer> TakeAsync(Guid userId, string? typed)
    {
        var user = await db.Users().AsNoTracking().SingleAsync(u => u.Id == userId, CancellationToken.None);
        if (RecoveryCode.HashOf(typed) is not null)
        {
            return await LookAsync(user, typed, pair: null);
        }

        if (await guesses.TryBeginCodeAsync(user) is not { } pair)
        {
            await db.WriteAsync(
                WriteUrgency.Interactive, token => trail.AppendAsync(db, SignIn.Refusal(user), token).AsTask(), CancellationToken.None);
            return CodeAnswer.Paused;
        }

        var answer = await LookAsync(user, typed, pair);
        if (answer == CodeAnswer.Right)
        {
            await guesses.RightAsync(pair);
        }
        else if (answer == CodeAnswer.Used)
        {
            // A form that was pressed twice.
            await guesses.NoGuessAsync(pair);
        }

        return answer;
    }

    /// <summary>Fresh recovery codes in place of those there are. The caller has taken a code.</summary>
    public async Task<IReadOnlyList<string>> RenewCodesAsync(Guid userId, CancellationToken cancellation)
    {
        var codes = RecoveryCode.NewSet();
        await db.WriteAsync(WriteUrgency.Interactive, async token =>
        {
            var factor = await db.SecondFactors().SingleAsync(f => f.UserId == userId, token);
            var content = await ContentOfAsync(factor, token);
            factor.Content = await sealer.SealAsync(factor.Place, content with { RecoveryHashes = HashesOf(codes) }, token);
            var user = await db.Users().AsNoTracking().SingleAsync(u => u.Id == userId, token);
            await trail.AppendAsync(db, new(AccountActs.RecoveryCodesMade, user.AsActor(), user.KeyOwner), token);
        }, cancellation);
        return codes;
    }

    /// <summary>
    /// Does away with it; every session of the person ends. Returns the user, to be signed in again. The caller has asked for the password and
    /// taken a code, or is the operator.
    /// </summary>
    /// <param name="userId">Whose.</param>
    /// <param name="by">Who does it; null for the person.</param>
    /// <param name="cancellation">Cancels.</param>
    public async Task<User> TurnOffAsync(Guid userId, AuditActor? by, CancellationToken cancellation)
    {
        var user = await db.WriteAsync(WriteUrgency.Interactive, async token =>
        {
            var user = await db.Users().SingleAsync(u => u.Id == userId, token);
            db.RemoveRange(await db.SecondFactors().Where(f => f.UserId == userId).ToListAsync(token));
            await ChangedAsync(user, AccountActs.SecondFactorOff, isOn: false, token, by);
            return user;
        }, cancellation);
        bell.Ring(Outbox.WorkName);
        return user;
    }

    private bool IsOn(Guid userId)
    {
        db.ChangeTracker.Clear();
        return db.SecondFactors().Any(f => f.UserId == userId);
    }

    private Task<User?> AddAsync(Guid userId, byte[] secret, long step, IReadOnlyList<string> codes, CancellationToken cancellation) =>
        db.WriteAsync(WriteUrgency.Interactive, async token =>
        {
            if (await IsOnAsync(userId, token))
            {
                return null;
            }

            var user = await db.Users().SingleAsync(u => u.Id == userId, token);
            db.Add(new SecondFactor
            {
                UserId = userId,
                AccountId = user.AccountId,
                Content = await sealer.SealAsync(
                    SecondFactor.PlaceOf(user.KeyOwner, userId), new SecondFactorContent(secret, HashesOf(codes)), token),
                SetUpAt = time.GetUtcNow(),
                LastStep = step,
            });
            await ChangedAsync(user, AccountActs.SecondFactorOn, isOn: true, token);
            return (User?)user;
        }, cancellation);

    /// <summary>What others of a person's sessions may do changes with it, so they end; and the person is told.</summary>
    private async Task ChangedAsync(User user, AuditAct act, bool isOn, CancellationToken cancellation, AuditActor? by = null)
    {
        var now = time.GetUtcNow();
        user.SecurityStamp = SecurityStamps.New();
        await Sessions.EndAllAsync(db, user, [], cancellation);
        var person = user.ForLetters(await sealer.OpenAsync<UserContent>(user, user.Content, cancellation));
        await letters.PutAsync(
            db, user.KeyOwner, $"second-factor/{user.Id:N}/{now.UtcDateTime:yyyyMMddHHmmss}",
            new SecondFactorLetter(person.Address, person.Name, now, isOn) { IsByOperator = by == AuditActor.Operator, Locale = person.Locale }, cancellation);
        await trail.AppendAsync(db, new(act, by ?? user.AsActor(), user.KeyOwner), cancellation);
    }

    private async Task<CodeAnswer> LookAsync(User user, string? typed, Guid? pair)
    {
        try
        {
            return await db.WriteAsync(WriteUrgency.Interactive, token => LookInsideAsync(user, typed, pair, token), CancellationToken.None);
        }
        catch (DbUpdateConcurrencyException)
        {
            // Another one was taken at this very moment.
            db.ChangeTracker.Clear();
            return CodeAnswer.Wrong;
        }
        finally
        {
            bell.Ring(Outbox.WorkName);
        }
    }

    private async Task<CodeAnswer> LookInsideAsync(User user, string? typed, Guid? pair, CancellationToken cancellation)
    {
        if (await db.SecondFactors().SingleOrDefaultAsync(f => f.UserId == user.Id, cancellation) is not { } factor)
        {
            return CodeAnswer.Wrong;
        }

        var (content, now) = (await ContentOfAsync(factor, cancellation), time.GetUtcNow());
        if (RecoveryCode.HashOf(typed) is { } hash && content.RecoveryHashes.Contains(hash, StringComparer.Ordinal))
        {
            factor.Content = await sealer.SealAsync(
                factor.Place, content with { RecoveryHashes = [.. content.RecoveryHashes.Where(h => h != hash)] }, cancellation);
            (factor.WrongCodes, factor.PausedUntil) = (0, null);
            await trail.AppendAsync(db, new(AccountActs.RecoveryCodeUsed, user.AsActor(), user.KeyOwner), cancellation);
            return CodeAnswer.Right;
        }

        if (factor.PausedUntil > now)
        {
            await trail.AppendAsync(db, SignIn.Refusal(user), cancellation);
            return CodeAnswer.Paused;
        }

        if (OneTimeCode.StepOf(content.Secret, typed, now, factor.LastStep) is { } step)
        {
            (factor.LastStep, factor.WrongCodes, factor.PausedUntil) = (step, 0, null);
            return CodeAnswer.Right;
        }

        await trail.AppendAsync(db, SignIn.Refusal(user), cancellation);
        if (OneTimeCode.StepOf(content.Secret, typed, now, lastStep: 0) is not null)
        {
            return CodeAnswer.Used;
        }

        factor.WrongCodes++;
        if (factor.WrongCodes >= MostWrongCodes)
        {
            (factor.WrongCodes, factor.PausedUntil) = (0, now + Pause);
        }

        if (pair is { } tally && !(factor.ToldOfGuessesAt > now - BetweenLetters) && await guesses.IsAtRestAsync(tally))
        {
            factor.ToldOfGuessesAt = now;
            var person = user.ForLetters(await sealer.OpenAsync<UserContent>(user, user.Content, cancellation));
            await letters.PutAsync(
                db, user.KeyOwner, $"codes/{user.Id:N}/{now.UtcDateTime:yyyyMMddHHmmss}", new CodesGuessedLetter(person.Address, person.Name, now) { Locale = person.Locale }, cancellation);
        }

        return CodeAnswer.Wrong;
    }

    private ValueTask<SecondFactorContent> ContentOfAsync(SecondFactor factor, CancellationToken cancellation) =>
        sealer.OpenAsync<SecondFactorContent>(factor, factor.Content, cancellation);

    private static IReadOnlyList<string> HashesOf(IReadOnlyList<string> codes) => [.. codes.Select(c => RecoveryCode.HashOf(c)!)];
}

/// <summary>How it stands with a person who is asked for codes.</summary>
/// <param name="SetUpAt">Since when.</param>
/// <param name="RecoveryCodesLeft">How many recovery codes were not used yet.</param>
public sealed record SecondFactorState(DateTimeOffset SetUpAt, int RecoveryCodesLeft);

/// <summary>A second factor that was just set up.</summary>
/// <param name="User">Whose it is, with the new stamp.</param>
/// <param name="RecoveryCodes">To be shown once.</param>
public sealed record SecondFactorSetUp(User User, IReadOnlyList<string> RecoveryCodes);

/// <summary>What became of a typed code.</summary>
public enum CodeAnswer
{
    /// <summary>It is right, and used up.</summary>
    Right,

    /// <summary>It is wrong, or too old.</summary>
    Wrong,

    /// <summary>It was right, and used before.</summary>
    Used,

    /// <summary>There were too many wrong ones: none of the app is taken for a while, from here or, after very many, from anywhere.</summary>
    Paused,
}
