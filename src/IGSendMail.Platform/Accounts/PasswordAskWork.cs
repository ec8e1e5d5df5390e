using IGSendMail.Privacy.Letters;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace IGSendMail.Platform.Accounts;

/// <summary>Looks whether anybody signs in with an address whose password was forgotten, and sends a link there.</summary>
public sealed class PasswordAskWork(
    IDbContextFactory<IGSendMailContext> contexts, Leases leases, Sealer sealer, LetterBox letters, TimeProvider time, WorkBell bell,
    ILogger<PasswordAskWork> log) : IRepeatedWork
{
    /// <summary>The name to ring for.</summary>
    public const string WorkName = "forgotten-passwords";

    /// <summary>So many links may be out at a time for one person; whoever asks more often finds them in the mailbox.</summary>
    public const int MostLinks = 3;

    private static readonly TimeSpan PauseBetweenLetters = TimeSpan.FromMinutes(5);

    /// <inheritdoc />
    public string Name => WorkName;

    /// <inheritdoc />
    public TimeSpan Every => TimeSpan.FromSeconds(20);

    /// <inheritdoc />
    public async Task RunAsync(CancellationToken cancellation)
    {
        await leases.RunAsync(WorkName, async (lease, token) =>
        {
            // One that fails is looked at again in the next round, and keeps nobody else from their link meanwhile.
            var failed = new List<Guid>();
            while (await AnswerNextAsync(failed, lease, token))
            {
            }
        }, cancellation);
        bell.Ring(Outbox.WorkName);
    }

    private async Task<bool> AnswerNextAsync(List<Guid> failed, HeldLease lease, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        if (await db.PasswordAsks().AsNoTracking().Where(a => !failed.Contains(a.Id)).OrderBy(a => a.AskedAt).FirstOrDefaultAsync(cancellation) is not { } ask)
        {
            return false;
        }

        try
        {
            await db.WriteAsync(WriteUrgency.Background, async token =>
            {
                await Leases.ExtendAsync(db, lease, token);
                await AnswerAsync(db, ask, token);
                await db.PasswordAsks().Where(a => a.Id == ask.Id).ExecuteDeleteAsync(token);
            }, cancellation);
        }
        catch (KeyDestroyedException)
        {
            // The erasure of whoever signed in with the address is under way: there is nobody to write to.
            await db.WriteAsync(
                WriteUrgency.Background, token => db.PasswordAsks().Where(a => a.Id == ask.Id).ExecuteDeleteAsync(token), cancellation);
        }
        catch (Exception failure) when (failure is not LeaseLostException && !cancellation.IsCancellationRequested)
        {
            log.AskFailed(ask.Id, failure.GetType().Name);
            failed.Add(ask.Id);
        }

        return true;
    }

    private async Task AnswerAsync(IGSendMailContext db, PasswordAsk ask, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var lately = now - PauseBetweenLetters;
        var user = await db.Users().SingleOrDefaultAsync(u => u.AddressHash == ask.AddressHash, cancellation);
        if (user is null || await db.Accounts().AnyAsync(a => a.Id == user.AccountId && a.ClosedAt != null, cancellation))
        {
            return;
        }

        var links = await db.UserLinks().Where(l => l.UserId == user.Id && l.ExpiresAt > now).Select(l => new { l.Purpose, l.MadeAt }).ToListAsync(cancellation);
        var purpose = user.UnconfirmedSince is null ? UserLinkPurpose.NewPassword : UserLinkPurpose.Confirm;
        if (links.Count(l => l.Purpose == purpose) >= MostLinks || links.Any(l => l.Purpose == purpose && l.MadeAt > lately))
        {
            return;
        }

        var person = user.ForLetters(await sealer.OpenAsync<UserContent>(user, user.Content, cancellation));
        var link = UserLink.New(user, purpose, time, purpose == UserLinkPurpose.Confirm ? AddressProofs.ValidFor : ForgottenPasswords.ValidFor, out var secret);
        db.Add(link);
        var key = $"user-link/{user.Id:N}/{link.Id:N}";

        // A new account that nobody has confirmed holds nothing: whoever has the mailbox does away with it and opens their own, instead
        // of taking over what somebody else may have typed in.
        await letters.PutAsync(db, user.KeyOwner, key, purpose == UserLinkPurpose.Confirm
            ? new ConfirmAddressLetter(person.Address, secret, link.ExpiresAt, true, true) { Locale = ask.Locale }
            : new NewPasswordLetter(person.Address, person.Name, secret, link.ExpiresAt) { Locale = ask.Locale }, cancellation);
    }
}
