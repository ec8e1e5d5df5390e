using IGSendMail.Privacy.Audit;
using IGSendMail.Privacy.Letters;
using IGSendMail.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Platform.Accounts;

/// <summary>
/// Adds passkeys, takes their signatures, and removes them. What a browser is to sign (a challenge) is kept in no row and no cookie: the caller
/// carries it, encrypted, and each works once.
/// </summary>
public sealed class Passkeys(
    IGSendMailContext db, Sealer sealer, IPasskeyHandler<User> handler, Tallies tallies, LetterBox letters, AuditTrail trail, TimeProvider time, WorkBell bell)
{
    /// <summary>So many may a person have.</summary>
    public const int Most = 10;

    /// <summary>Longest name of one, in characters.</summary>
    public const int LongestName = 60;

    /// <summary>So long a challenge works. The caller keeps to it.</summary>
    public static readonly TimeSpan ValidFor = TimeSpan.FromMinutes(15);

    /// <summary>A person's, in the order in which they were added.</summary>
    public async Task<IReadOnlyList<PasskeyLine>> OfAsync(Guid userId, CancellationToken cancellation)
    {
        var lines = new List<PasskeyLine>();
        foreach (var row in await db.Passkeys().AsNoTracking().Where(p => p.UserId == userId).OrderBy(p => p.AddedAt).ThenBy(p => p.Id).ToListAsync(cancellation))
        {
            var content = await sealer.OpenAsync<PasskeyContent>(row, row.Content, cancellation);
            lines.Add(new PasskeyLine(new(row.Id), content.Name, row.AddedAt, row.LastUsedAt));
        }

        return lines;
    }

    /// <summary>True if the person has one at least.</summary>
    public Task<bool> AnyAsync(Guid userId, CancellationToken cancellation) => db.Passkeys().AnyAsync(p => p.UserId == userId, cancellation);

    /// <summary>What a browser needs in order to make one for this person.</summary>
    /// <param name="userId">Whose it will be.</param>
    /// <param name="address">Of the person, for the list in their password manager.</param>
    /// <param name="http">The request.</param>
    public async Task<PasskeyChallenge> AskForNewAsync(Guid userId, string address, HttpContext http)
    {
        var asked = await handler.MakeCreationOptionsAsync(new PasskeyUserEntity { Id = userId.ToString(), Name = address, DisplayName = address }, http);
        return new PasskeyChallenge(asked.CreationOptionsJson, asked.AttestationState!);
    }

    /// <summary>What a browser needs in order to sign with any that it has for this site: whose it will be is not known yet.</summary>
    public async Task<PasskeyChallenge> AskAsync(HttpContext http)
    {
        var asked = await handler.MakeRequestOptionsAsync(user: null, http);
        return new PasskeyChallenge(asked.RequestOptionsJson, asked.AssertionState!);
    }

    /// <summary>The passkey that the browser has made; null if it does not answer to the challenge, was made for somebody else, or the site has it already.</summary>
    public async Task<NewPasskey?> ReadNewAsync(Guid userId, string state, string answer, HttpContext http)
    {
        var read = await handler.PerformAttestationAsync(new() { HttpContext = http, CredentialJson = answer, AttestationState = state });
        return read.Succeeded && read.UserEntity.Id == userId.ToString() && await IsFirstUseAsync(state) ? new NewPasskey(userId, read.Passkey) : null;
    }

    /// <summary>
    /// Adds it; every session of the person ends. Returns the user, to be signed in again; null if there are <see cref="Most"/> already. The
    /// caller has asked for the password, and for a code where codes are asked for.
    /// </summary>
    public async Task<User?> AddAsync(NewPasskey made, string name, CancellationToken cancellation)
    {
        var (id, now) = (RowKeys.New(time), time.GetUtcNow());
        var content = new PasskeyContent(
            name, made.Info.CredentialId, made.Info.PublicKey, made.Info.Transports ?? [], made.Info.IsBackupEligible);
        var changed = await db.WriteAsync(WriteUrgency.Interactive, async token =>
        {
            if (await db.Passkeys().CountAsync(p => p.UserId == made.UserId, token) >= Most)
            {
                return null;
            }

            var user = await db.Users().SingleAsync(u => u.Id == made.UserId, token);
            db.Add(new Passkey
            {
                Id = id,
                UserId = user.Id,
                AccountId = user.AccountId,
                CredentialHash = Passkey.HashOf(content.CredentialId),
                Content = await sealer.SealAsync(Passkey.PlaceOf(user.KeyOwner, id), content, token),
                SignCount = made.Info.SignCount,
                AddedAt = now,
            });
            await ChangedAsync(user, AccountActs.PasskeyAdded, user.AsActor(), isAdded: true, token);
            return (User?)user;
        }, cancellation);
        bell.Ring(Outbox.WorkName);
        return changed;
    }

    /// <summary>Whose passkey has signed; null if it does not answer to the challenge, is none of ours, or the challenge was used.</summary>
    public async Task<User?> TakeAsync(string state, string answer, HttpContext http)
    {
        var read = await handler.PerformAssertionAsync(new() { HttpContext = http, CredentialJson = answer, AssertionState = state });
        if (!read.Succeeded || !await IsFirstUseAsync(state))
        {
            return null;
        }

        var (hash, now, count) = (Passkey.HashOf(read.Passkey.CredentialId), time.GetUtcNow(), (long)read.Passkey.SignCount);
        var used = await db.WriteAsync(
            WriteUrgency.Interactive,
            token => db.Passkeys().Where(p => p.CredentialHash == hash && p.SignCount <= count).ExecuteUpdateAsync(
                set => set.SetProperty(p => p.SignCount, count).SetProperty(p => p.LastUsedAt, now), token),
            CancellationToken.None);
        return used == 1 ? read.User : null;
    }

    /// <summary>
    /// Removes one of this person, or all; every session of the person ends. Returns the user, to be signed in again; null if there is none.
    /// </summary>
    /// <param name="userId">Whose.</param>
    /// <param name="passkey">Which; null for all.</param>
    /// <param name="by">Who does it; null for the person.</param>
    /// <param name="cancellation">Cancels.</param>
    public async Task<User?> RemoveAsync(Guid userId, PasskeyId? passkey, AuditActor? by, CancellationToken cancellation)
    {
        var only = passkey?.Value;
        var changed = await db.WriteAsync(WriteUrgency.Interactive, async token =>
        {
            // One by one: each is told as removed, so that no restore brings it back.
            if (await db.Passkeys().Where(p => p.UserId == userId && (only == null || p.Id == only)).ToListAsync(token) is not { Count: > 0 } removed)
            {
                return null;
            }

            db.RemoveRange(removed);
            var user = await db.Users().SingleAsync(u => u.Id == userId, token);
            await ChangedAsync(user, AccountActs.PasskeyRemoved, by ?? user.AsActor(), isAdded: false, token);
            return (User?)user;
        }, cancellation);
        bell.Ring(Outbox.WorkName);
        return changed;
    }

    /// <summary>A challenge that was answered is answered no second time, on whatever replica.</summary>
    private async Task<bool> IsFirstUseAsync(string state) => await tallies.TryCountAsync(
        new TallyKey(await tallies.IdAsync("passkey challenge", [state], CancellationToken.None)), 1, ValidFor, CancellationToken.None);

    private async Task ChangedAsync(User user, AuditAct act, AuditActor by, bool isAdded, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        user.SecurityStamp = SecurityStamps.New();
        await Sessions.EndAllAsync(db, user, [], cancellation);
        var person = user.ForLetters(await sealer.OpenAsync<UserContent>(user, user.Content, cancellation));
        await letters.PutAsync(
            db, user.KeyOwner, $"passkey/{user.Id:N}/{now.UtcDateTime:yyyyMMddHHmmss}/{(isAdded ? "added" : "removed")}",
            new PasskeyLetter(person.Address, person.Name, now, isAdded) { IsByOperator = by == AuditActor.Operator, Locale = person.Locale }, cancellation);
        await trail.AppendAsync(db, new(act, by, user.KeyOwner), cancellation);
    }
}

/// <summary>A passkey, for the person whose it is.</summary>
/// <param name="Id">Which.</param>
/// <param name="Name">As the person calls it.</param>
/// <param name="AddedAt">When it was added.</param>
/// <param name="LastUsedAt">When the person last signed in with it; null if never.</param>
public sealed record PasskeyLine(PasskeyId Id, string Name, DateTimeOffset AddedAt, DateTimeOffset? LastUsedAt);

/// <summary>What a browser is asked to sign.</summary>
/// <param name="Options">For the browser (JSON of W3C Web Authentication).</param>
/// <param name="State">For us, to be kept from the browser's eyes until it answers.</param>
public sealed record PasskeyChallenge(string Options, string State);

/// <summary>A passkey that a browser has just made and that is not ours yet.</summary>
/// <param name="UserId">For whom.</param>
/// <param name="Info">What it is known by.</param>
public sealed record NewPasskey(Guid UserId, UserPasskeyInfo Info);
