using IGSendMail.Privacy.Policy;

namespace IGSendMail.Privacy.Retention;

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
    /// <summary>How long the deletion of account data may take once its time is up.</summary>
    public static readonly TimeSpan PurgeTime = TimeSpan.FromHours(24);

    /// <summary>The time set aside for deleting the lists before they must be gone.</summary>
    public TimeSpan Margin => SubscriberDataGoneBy - UndoListsUntil;

    /// <summary>The terms of a cancellation at this instant under these commitments.</summary>
    /// <param name="cancelledAt">When.</param>
    /// <param name="commitments">The promises.</param>
    /// <param name="margin">How long before its end the deletion of lists begins (<see cref="PurgeMargin"/>).</param>
    public static CancellationTerms From(DateTimeOffset cancelledAt, Commitments commitments, TimeSpan margin)
    {
        var at = cancelledAt.ToUniversalTime();
        var goneBy = at + commitments.SubscriberDataGone;
        var keptUntil = at + commitments.AccountDataKept;

        // A promise shorter than the margin leaves no time to bring lists back: deletion starts at once.
        var undoUntil = commitments.SubscriberDataGone > margin ? goneBy - margin : at;
        return new CancellationTerms(at, undoUntil, goneBy, keptUntil, keptUntil + PurgeTime);
    }

    /// <summary>
    /// What binds: of these terms, set at the cancellation, and those of the commitments in force since or announced, the
    /// shorter of each. A version that shortens a period begins on its day: what is older than its period then goes from
    /// that day's start, within the margin.
    /// </summary>
    public CancellationTerms Under(PromiseSchedule schedule)
    {
        var margin = Margin > PurgeMargin.Least ? Margin : PurgeMargin.Least;
        var (undo, goneBy, kept) = (UndoListsUntil, SubscriberDataGoneBy, AccountDataKeptUntil);
        foreach (var step in schedule.Steps)
        {
            var then = From(CancelledAt, step.Commitments, margin);
            var undoThen = Later(then.UndoListsUntil, step.Since);
            if (undoThen < step.Until)
            {
                undo = Earlier(undo, undoThen);
                goneBy = Earlier(goneBy, step.Since > then.UndoListsUntil ? step.Since + margin : then.SubscriberDataGoneBy);
            }

            var keptThen = Later(then.AccountDataKeptUntil, step.Since);
            kept = keptThen < step.Until ? Earlier(kept, keptThen) : kept;
        }

        return new CancellationTerms(CancelledAt, undo, goneBy, kept, kept + PurgeTime);
    }

    /// <summary>Terms of which only the deletion of the lists counts.</summary>
    internal static CancellationTerms OfLists(DateTimeOffset cancelledAt, DateTimeOffset undoUntil, DateTimeOffset goneBy) =>
        new(cancelledAt, undoUntil, goneBy, DateTimeOffset.MaxValue - PurgeTime, DateTimeOffset.MaxValue);

    /// <summary>Terms of which only the deletion of the account counts.</summary>
    internal static CancellationTerms OfAccount(DateTimeOffset cancelledAt, DateTimeOffset keptUntil) =>
        new(cancelledAt, DateTimeOffset.MaxValue, DateTimeOffset.MaxValue, keptUntil, keptUntil + PurgeTime);

    private static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}
