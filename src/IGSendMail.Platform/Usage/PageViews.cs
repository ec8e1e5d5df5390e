using IGSendMail.Privacy.Consent;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Platform.Usage;

/// <summary>What happens to page views after they were written.</summary>
public static class PageViews
{
    /// <summary>
    /// Takes visitor and account out of all page views of a visitor who withdrew. What stays says that somebody looked
    /// at a page. Joins the caller's transaction if one runs.
    /// </summary>
    /// <returns>How many page views are nobody's now.</returns>
    public static Task<int> UnlinkAsync(IGSendMailContext db, Guid visitorId, CancellationToken cancellation) =>
        UnlinkAsync(db, [visitorId], cancellation);

    /// <inheritdoc cref="UnlinkAsync(IGSendMailContext, Guid, CancellationToken)"/>
    public static Task<int> UnlinkAsync(IGSendMailContext db, IReadOnlyList<Guid> visitors, CancellationToken cancellation)
    {
        var gone = visitors.Select(v => (Guid?)v).ToList();
        return db.WriteAsync(WriteUrgency.Interactive, token => db.PageViews()
            .Where(v => gone.Contains(v.VisitorId))
            .ExecuteUpdateAsync(
                set => set.SetProperty(v => v.VisitorId, (Guid?)null).SetProperty(v => v.AccountId, (Guid?)null), token),
            cancellation);
    }
}

/// <summary>Lets go of page views in the transaction that records a withdrawal.</summary>
internal sealed class PageViewFollower : IConsentFollower
{
    public Task LeftAsync(IGSendMailContext db, IReadOnlyList<Guid> visitors, CancellationToken cancellation) =>
        PageViews.UnlinkAsync(db, visitors, cancellation);
}
