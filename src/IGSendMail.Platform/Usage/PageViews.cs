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
        db.WriteAsync(WriteUrgency.Interactive, token => db.PageViews()
            .Where(v => v.VisitorId == visitorId)
            .ExecuteUpdateAsync(
                set => set.SetProperty(v => v.VisitorId, (Guid?)null).SetProperty(v => v.AccountId, (Guid?)null), token),
            cancellation);
}
