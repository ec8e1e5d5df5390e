using IGSendMail.Platform.Accounts;
using IGSendMail.Privacy.Retention;

namespace IGSendMail.Web.Features.Accounts;

/// <summary>How a cancelled account could come back, and how many days are left for it.</summary>
/// <param name="Terms">The terms that bind.</param>
/// <param name="ComeBack">With its lists, without, or not any more.</param>
/// <param name="ListsAreGone">True once the lists are verified gone.</param>
/// <param name="HasLists">True if there are lists to lose: without any, nothing of the account goes before all of it does.</param>
/// <param name="DaysLeft">Days left of the present stage, a begun one counted.</param>
/// <param name="DaysInAll">Days of the present stage since the cancellation.</param>
public sealed record Countdown(CancellationTerms Terms, ComeBack ComeBack, bool ListsAreGone, bool HasLists, int DaysLeft, int DaysInAll)
{
    /// <summary>The countdown of a cancelled account, or null if the account runs.</summary>
    internal static Countdown? Of(AccountOverview overview, Promises promises, bool hasLists, DateTimeOffset now)
    {
        var promise = overview.Promise;
        if (promises.Binding(promise) is not { } terms)
        {
            return null;
        }

        var comeBack = promise.Possible(terms, overview.Account.ClosedAt is not null, now);
        var end = comeBack == ComeBack.WithLists && hasLists ? terms.UndoListsUntil : terms.AccountDataKeptUntil;
        return new Countdown(
            terms, comeBack, promise.Lists is null, hasLists,
            Math.Max(0, (int)Math.Ceiling((end - now).TotalDays)),
            (int)Math.Ceiling((end - terms.CancelledAt).TotalDays));
    }
}
