using System.Threading.Channels;

namespace IGSendMail.Platform.Usage;

/// <summary>
/// Page views on their way to the database. Putting one in never waits and never fails a request: when the queue is
/// full the view is dropped, and a killed process loses what it had not written yet. Analytics may lose a few counts;
/// an orderly stop loses none (see <see cref="PageViewWork"/>).
/// </summary>
public sealed class PageViewQueue
{
    private readonly Channel<PageView> _views = Channel.CreateBounded<PageView>(
        new BoundedChannelOptions(10_000) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Queues a page view.</summary>
    public void Add(PageView view) => _views.Writer.TryWrite(view);

    /// <summary>Moves up to <paramref name="most"/> queued views to <paramref name="group"/>.</summary>
    internal void TakeInto(List<PageView> group, int most)
    {
        while (group.Count < most && _views.Reader.TryRead(out var view))
        {
            group.Add(view);
        }
    }
}
