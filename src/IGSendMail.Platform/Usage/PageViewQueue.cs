using System.Threading.Channels;
using IGSendMail.Privacy.Consent;
using IGSendMail.Storage;

namespace IGSendMail.Platform.Usage;

/// <summary>
/// Page views on their way to the database. Putting one in never waits and never fails a request: when the queue is
/// full the view is dropped, and a killed process loses what it had not written yet. Analytics may lose a few counts;
/// an orderly stop loses none (see <see cref="PageViewWork"/>).
/// </summary>
public sealed class PageViewQueue(TimeProvider time) : IPageCounter
{
    private readonly Channel<PageView> _views = Channel.CreateBounded<PageView>(
        new BoundedChannelOptions(10_000) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <inheritdoc />
    public void Count(PageLook look) => _views.Writer.TryWrite(new PageView
    {
        Id = RowKeys.New(time),
        At = time.GetUtcNow(),
        VisitorId = look.VisitorId,
        AccountId = look.AccountId,
        Page = look.Page,
    });

    /// <summary>Moves up to <paramref name="most"/> queued views to <paramref name="group"/>.</summary>
    internal void TakeInto(List<PageView> group, int most)
    {
        while (group.Count < most && _views.Reader.TryRead(out var view))
        {
            group.Add(view);
        }
    }
}
