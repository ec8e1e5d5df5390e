using IGSendMail.Privacy.Letters;
using IGSendMail.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Platform.Accounts;

/// <summary>
/// Slows whoever guesses passwords and nobody else. What counts is the pair of sender and account: after five wrong passwords it rests for a quarter of
/// an hour, while the owner signs in from anywhere else as ever. Whoever is signed in has a count of their own, which no stranger can use up.
/// </summary>
public sealed class Guesses(IGSendMailContext db, Tallies tallies, AddressHashes hashes, Sealer sealer, LetterBox letters, IHttpContextAccessor http, TimeProvider time)
{
    /// <summary>So many wrong passwords in a row.</summary>
    public const int Most = 5;

    /// <summary>So long the pair rests then.</summary>
    public static readonly TimeSpan Rest = TimeSpan.FromMinutes(15);

    private static readonly TimeSpan BetweenLetters = TimeSpan.FromDays(1);

    /// <summary>
    /// Counts an attempt before its password is looked at, so that attempts at the same instant, on whatever replica, all count. Null if the pair rests.
    /// </summary>
    /// <param name="address">The address as it was typed.</param>
    /// <param name="user">Whose it is; null if nobody's. The same is done either way.</param>
    public async Task<Guid?> TryBeginAsync(string address, User? user)
    {
        var typed = EmailAddress.Find(address) is { } read ? (await hashes.HashAsync(read, CancellationToken.None)).ToString("N") : "none";
        return await CountAsync("sign-in", [Sender, typed], user);
    }

    /// <summary>As <see cref="TryBeginAsync"/> for somebody who is signed in and enters the password again.</summary>
    public async Task<Guid?> TryBeginAgainAsync(User user) => await CountAsync("password again", [Sender, user.Id.ToString("N")], user);

    /// <summary>
    /// As <see cref="TryBeginAsync"/> for a code beside a password that was right. Null if the pair rests; what the owner does elsewhere counts apart.
    /// </summary>
    public async Task<Guid?> TryBeginCodeAsync(User user) => await CountAsync("code", [Sender, user.Id.ToString("N")], user);

    /// <summary>True if the pair rests by now.</summary>
    public async Task<bool> IsAtRestAsync(Guid pair) => await tallies.CountAsync(pair, CancellationToken.None) >= Most;

    /// <summary>The password or code was right: the count starts anew.</summary>
    public Task RightAsync(Guid pair) => tallies.ForgetAsync(pair, CancellationToken.None);

    /// <summary>It was no guess after all.</summary>
    public Task NoGuessAsync(Guid pair) => tallies.GiveBackAsync(pair, CancellationToken.None);

    /// <summary>It was wrong. Whoever owns the account is told when that makes the pair rest, at most once a day.</summary>
    public async Task WrongAsync(Guid pair, User? user)
    {
        if (user is { IsProved: true } && await IsAtRestAsync(pair))
        {
            await TellAsync(user);
        }
    }

    private string Sender => NetworkPrefix.Of(http.HttpContext?.Connection.RemoteIpAddress);

    /// <summary>A browser that goes away in the middle must not keep its guess from counting: nothing here is cancelled.</summary>
    private async Task<Guid?> CountAsync(string what, string[] pair, User? user)
    {
        var id = await tallies.IdAsync(what, pair, CancellationToken.None);
        var key = new TallyKey(id) { AccountId = user?.AccountId, UserId = user?.Id };
        return await tallies.TryCountAsync(key, Most, Rest, CancellationToken.None) ? id : null;
    }

    private async Task TellAsync(User user)
    {
        var now = time.GetUtcNow();
        var lately = now - BetweenLetters;
        try
        {
            await db.WriteAsync(WriteUrgency.Interactive, async token =>
            {
                if (await db.Users().Where(u => u.Id == user.Id && (u.ToldOfGuessesAt == null || u.ToldOfGuessesAt <= lately))
                    .ExecuteUpdateAsync(set => set.SetProperty(u => u.ToldOfGuessesAt, now), token) == 1)
                {
                    var person = user.ForLetters(await sealer.OpenAsync<UserContent>(user, user.Content, token));
                    await letters.PutAsync(
                        db, user.KeyOwner, $"guesses/{user.Id:N}/{now.UtcDateTime:yyyyMMddHHmmss}", new PasswordsGuessedLetter(person.Address, person.Name, now) { Locale = person.Locale }, token);
                }
            }, CancellationToken.None);
        }
        catch (KeyDestroyedException)
        {
            // The owner's erasure is under way: there is nobody left to write to.
            db.ChangeTracker.Clear();
        }
    }
}
