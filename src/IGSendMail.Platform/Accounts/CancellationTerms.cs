using IGSendMail.Privacy.Policy;

namespace IGSendMail.Platform.Accounts;

/// <summary>
/// The instants that a cancellation sets. All count elapsed time from the cancellation, in UTC: a change of clocks or a
/// leap day moves none of them.
/// </summary>
/// <param name="CancelledAt">When the account was cancelled.</param>
/// <param name="UndoListsUntil">Before this instant the lists can come back; from it on they are being deleted.</param>
/// <param name="SubscriberDataGoneBy">By this instant no subscriber data is left (policy, clause 5).</param>
/// <param name="AccountDataKeptUntil">Account data is kept until this instant (policy, clause 5).</param>
/// <param name="AccountDataGoneBy">By this instant the account data is gone.</param>
public sealed record CancellationTerms(
    DateTimeOffset CancelledAt,
    DateTimeOffset UndoListsUntil,
    DateTimeOffset SubscriberDataGoneBy,
    DateTimeOffset AccountDataKeptUntil,
    DateTimeOffset AccountDataGoneBy)
{
    /// <summary>How long the deletion of lists may take: it starts this much before it must be done.</summary>
    public static readonly TimeSpan PurgeMargin = TimeSpan.FromHours(48);

    /// <summary>How long the deletion of account data may take once its time is up.</summary>
    public static readonly TimeSpan PurgeTime = TimeSpan.FromHours(24);

    /// <summary>The terms of a cancellation at this instant under these commitments.</summary>
    public static CancellationTerms From(DateTimeOffset cancelledAt, Commitments commitments)
    {
        var at = cancelledAt.ToUniversalTime();
        var goneBy = at + commitments.SubscriberDataGone;
        var keptUntil = at + commitments.AccountDataKept;

        // A promise shorter than the margin leaves no time to bring lists back: deletion starts at once.
        var undoUntil = commitments.SubscriberDataGone > PurgeMargin ? goneBy - PurgeMargin : at;
        return new CancellationTerms(at, undoUntil, goneBy, keptUntil, keptUntil + PurgeTime);
    }

    /// <summary>
    /// What binds for a cancelled account: of the terms at its cancellation and those of the commitments in force now,
    /// the shorter of each. Null if the account is not cancelled.
    /// </summary>
    public static CancellationTerms? Binding(Account account, Commitments now)
    {
        if (account is not { CancelledAt: { } cancelledAt, AccountDataKeptUntil: { } kept })
        {
            return null;
        }

        var today = From(cancelledAt, now);
        var keptUntil = Earlier(kept, today.AccountDataKeptUntil);
        return new CancellationTerms(
            cancelledAt,
            Earlier(account.UndoListsUntil ?? today.UndoListsUntil, today.UndoListsUntil),
            Earlier(account.SubscriberDataGoneBy ?? today.SubscriberDataGoneBy, today.SubscriberDataGoneBy),
            keptUntil,
            keptUntil + PurgeTime);
    }

    private static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;
}
