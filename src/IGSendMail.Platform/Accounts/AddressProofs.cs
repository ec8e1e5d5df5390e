using IGSendMail.Privacy.Letters;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Platform.Accounts;

/// <summary>
/// Shows that the mailbox of an address belongs to whoever signs in with it. Two things are needed: the link that went to the mailbox, and
/// the password. With the link alone one can only say that the account is not one's own.
/// </summary>
public sealed class AddressProofs(
    IGSendMailContext db, Sealer sealer, LetterBox letters, UnconfirmedAccounts unconfirmed, Proving proving, MailboxLimits mailboxes, TimeProvider time,
    WorkBell bell)
{
    /// <summary>How long a link works.</summary>
    public static readonly TimeSpan ValidFor = TimeSpan.FromHours(48);

    /// <summary>What the limits of a mailbox call such e-mails.</summary>
    internal const string Letters = "registration";

    private static readonly TimeSpan PauseBetweenLetters = TimeSpan.FromMinutes(5);

    /// <summary>With what the keys of all e-mails begin that carry such a link.</summary>
    public static string DecisionsOf(Guid userId) => $"confirm-address/{userId:N}/";

    /// <summary>Puts a link and its letter into the caller's transaction.</summary>
    /// <param name="user">To whom.</param>
    /// <param name="address">Their address as it is mailed to.</param>
    /// <param name="triedAgain">True if somebody tried to open another account with it.</param>
    /// <param name="locale">Language of the letter.</param>
    /// <param name="cancellation">Cancels.</param>
    internal async Task PutLinkAsync(User user, string address, bool triedAgain, string? locale, CancellationToken cancellation)
    {
        var link = UserLink.New(user, UserLinkPurpose.Confirm, time, ValidFor, out var secret);
        user.ConfirmLinkSentAt = link.MadeAt;
        db.Add(link);
        await letters.PutAsync(
            db, user.KeyOwner, $"{DecisionsOf(user.Id)}{link.Id:N}",
            new ConfirmAddressLetter(address, secret, link.ExpiresAt, user.UnconfirmedSince is not null, triedAgain) { Locale = locale }, cancellation);
    }

    /// <summary>Sends a further link to the address of somebody who is signed in, unless none is needed or one went a moment ago.</summary>
    public async Task<FurtherLink> SendAsync(Guid userId, string? locale, CancellationToken cancellation)
    {
        var sent = await db.WriteAsync(WriteUrgency.Interactive, async token =>
        {
            var user = await db.Users().AsNoTracking().SingleAsync(u => u.Id == userId, token);
            if (user.IsProved)
            {
                return FurtherLink.NotNeeded;
            }

            // One statement looks and takes the turn: of two presses at the same instant, on whatever replica, one gets it.
            var now = time.GetUtcNow();
            var lately = now - PauseBetweenLetters;
            if (await db.UserLinks().AnyAsync(l => l.UserId == userId && l.Purpose == UserLinkPurpose.Confirm && l.MadeAt > lately, token)
                || await db.Users().Where(u => u.Id == userId && (u.ConfirmLinkSentAt == null || u.ConfirmLinkSentAt <= lately))
                    .ExecuteUpdateAsync(set => set.SetProperty(u => u.ConfirmLinkSentAt, now), token) == 0)
            {
                return FurtherLink.OneIsOnItsWay;
            }

            var person = await sealer.OpenAsync<UserContent>(user, user.Content, token);
            await PutLinkAsync(user, person.Address, false, locale, token);
            return FurtherLink.Sent;
        }, cancellation);
        bell.Ring(Outbox.WorkName);
        return sent;
    }

    /// <summary>What a link is about, or null if it does not work (any more). Looking changes nothing.</summary>
    public async Task<AddressLink?> LookAsync(string? link, CancellationToken cancellation) =>
        await FindAsync(link, cancellation) is { } found
        && await db.Users().AsNoTracking().SingleOrDefaultAsync(u => u.Id == found.UserId, cancellation) is { IsProved: false } user
            ? new AddressLink(user.Id, user.UnconfirmedSince is not null)
            : null;

    /// <summary>Uses a link up for the person who is signed in. False if it does not work, or is another person's.</summary>
    public async Task<bool> ConfirmAsync(string? link, Guid userId, CancellationToken cancellation)
    {
        string? shown = null;
        var confirmed = await db.WriteAsync(WriteUrgency.Interactive, async token =>
        {
            if (await FindAsync(link, token) is not { } found || found.UserId != userId
                || await db.Users().SingleOrDefaultAsync(u => u.Id == userId, token) is not { IsProved: false } user)
            {
                return false;
            }

            shown = (await sealer.OpenAsync<UserContent>(user, user.Content, token)).Address;
            await proving.ProveAsync(db, user, token);
            return true;
        }, cancellation);
        await ShownAsync(confirmed ? shown : null, cancellation);
        bell.Ring(Outbox.WorkName);
        return confirmed;
    }

    /// <summary>
    /// Whoever has the link did not open the account: it goes at once, and the address is free. False if the link does not work, or the account
    /// is one of those that stay.
    /// </summary>
    public async Task<bool> DiscardAsync(string? link, CancellationToken cancellation)
    {
        string? shown = null;
        var discarded = await db.WriteAsync(WriteUrgency.Interactive, async token =>
        {
            if (await FindAsync(link, token) is not { } found
                || await db.Users().SingleOrDefaultAsync(u => u.Id == found.UserId, token) is not { UnconfirmedSince: not null } user)
            {
                return false;
            }

            shown = (await sealer.OpenAsync<UserContent>(user, user.Content, token)).Address;
            return await unconfirmed.CloseAsync(db, user, token);
        }, cancellation);
        await ShownAsync(discarded ? shown : null, cancellation);
        unconfirmed.Ring();
        return discarded;
    }

    /// <summary>Whoever reads the mailbox may have further e-mails sent there.</summary>
    private async Task ShownAsync(string? address, CancellationToken cancellation)
    {
        if (EmailAddress.Find(address) is { } mailbox)
        {
            await mailboxes.ShownAsync(Letters, mailbox, cancellation);
        }
    }

    private async Task<UserLink?> FindAsync(string? link, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        return KeptSecret.HashOf(link) is { } hash
            ? await db.UserLinks().AsNoTracking().SingleOrDefaultAsync(
                l => l.Hash == hash && l.Purpose == UserLinkPurpose.Confirm && l.ExpiresAt > now, cancellation)
            : null;
    }
}

/// <summary>What became of the wish for a further link.</summary>
public enum FurtherLink
{
    /// <summary>A further e-mail leaves; earlier links go on working.</summary>
    Sent,

    /// <summary>One was sent minutes ago; no other is.</summary>
    OneIsOnItsWay,

    /// <summary>The address is confirmed.</summary>
    NotNeeded,
}

/// <summary>What a link to an unconfirmed address is about.</summary>
/// <param name="UserId">Who signs in with the address.</param>
/// <param name="GoesUnlessConfirmed">True for a new account, which goes if nobody confirms it; false for one opened before addresses were confirmed.</param>
public sealed record AddressLink(Guid UserId, bool GoesUnlessConfirmed);
