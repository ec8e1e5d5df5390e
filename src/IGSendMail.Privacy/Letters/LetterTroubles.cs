using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Privacy.Letters;

/// <summary>Finds out for a page whether an e-mail for which its person waits cannot be delivered.</summary>
public sealed class LetterTroubles(IGSendMailContext db)
{
    /// <summary>The newest e-mail in trouble, or null if none is.</summary>
    /// <param name="decisions">With what the keys of such e-mails begin, such as <c>request/{requestId}/</c>.</param>
    /// <param name="cancellation">Cancels.</param>
    public async Task<LetterTrouble?> FindAsync(string decisions, CancellationToken cancellation) => await db.OutboxMessages().AsNoTracking()
        .Where(m => m.Kind == LetterBox.Kind && m.Key.StartsWith(decisions) && m.Attempts > 0)
        .OrderByDescending(m => m.CreatedAt)
        .Select(m => new LetterTrouble(m.CreatedAt, m.DeadAt != null, m.LastFailure ?? ""))
        .FirstOrDefaultAsync(cancellation);
}

/// <summary>An e-mail that cannot be delivered.</summary>
/// <param name="WrittenAt">When it was written.</param>
/// <param name="IsOver">True if it is not tried again by itself.</param>
/// <param name="Failure">What is kept of the last failure.</param>
public sealed record LetterTrouble(DateTimeOffset WrittenAt, bool IsOver, string Failure)
{
    /// <summary>What the mail server answered; null if it was something else.</summary>
    public MailRefusal? Refusal => MailRefusal.Find(Failure);

    /// <summary>True if it would be refused again; false if it may still get through, or was tried for too long.</summary>
    public bool IsRefused => IsOver && (Refusal is { IsFinal: true } || Failure is MailRefusal.NoAddress or MailRefusal.AddressBeyondServer);
}
