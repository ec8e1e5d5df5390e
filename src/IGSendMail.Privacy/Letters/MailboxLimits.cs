using IGSendMail.Storage;

namespace IGSendMail.Privacy.Letters;

/// <summary>
/// No mailbox is flooded through us: whoever has not shown it can have three e-mails of a kind sent there, until it was quiet for 48 hours or the
/// mailbox was shown. Addresses that differ in what follows a plus sign are one mailbox here, and here alone: who somebody is goes by the whole address.
/// </summary>
public sealed class MailboxLimits(Tallies tallies, AddressHashes hashes)
{
    /// <summary>So many e-mails of a kind.</summary>
    public const int Most = 3;

    /// <summary>So long it has to be quiet.</summary>
    public static readonly TimeSpan Quiet = TimeSpan.FromHours(48);

    /// <summary>Counts one more e-mail. False if the mailbox has enough; then none is to be sent.</summary>
    /// <param name="kind">What is sent, such as <c>request</c>.</param>
    /// <param name="address">To whom.</param>
    /// <param name="cancellation">Cancels.</param>
    public async Task<bool> TryTakeAsync(string kind, EmailAddress address, CancellationToken cancellation)
    {
        var mailbox = await MailboxAsync(address, cancellation);
        var key = new TallyKey(await IdAsync(kind, mailbox, cancellation)) { AddressHash = mailbox };
        return await tallies.TryCountAsync(key, Most, Quiet, cancellation);
    }

    /// <summary>What was counted was not sent after all.</summary>
    public async Task GiveBackAsync(string kind, EmailAddress address, CancellationToken cancellation) =>
        await tallies.GiveBackAsync(await IdAsync(kind, await MailboxAsync(address, cancellation), cancellation), cancellation);

    /// <summary>The mailbox was shown: who reads it wants what is sent there.</summary>
    public async Task ShownAsync(string kind, EmailAddress address, CancellationToken cancellation) =>
        await tallies.ForgetAsync(await IdAsync(kind, await MailboxAsync(address, cancellation), cancellation), cancellation);

    private ValueTask<Guid> IdAsync(string kind, Guid mailbox, CancellationToken cancellation) =>
        tallies.IdAsync("e-mail to a mailbox", [kind, mailbox.ToString("N")], cancellation);

    private ValueTask<Guid> MailboxAsync(EmailAddress address, CancellationToken cancellation) => hashes.HashAsync(address.WithoutTag(), cancellation);
}
