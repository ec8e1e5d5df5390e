using IGSendMail.Privacy.Erasure;

namespace IGSendMail.Privacy.Requests;

/// <summary>What became of a request that is over, as its rows say it.</summary>
public enum RequestEnd
{
    /// <summary>It is not over, or ended with a reason of its own.</summary>
    None,

    /// <summary>Something was deleted or emptied.</summary>
    Deleted,

    /// <summary>We held nothing that had to go.</summary>
    NothingToDelete,

    /// <summary>A deletion that ended, whose receipt is no longer kept: what went and what stayed cannot be said any more.</summary>
    ReceiptGone,

    /// <summary>A value that stood with us was corrected.</summary>
    Corrected,

    /// <summary>Nothing of ours could be corrected; customers who decide about what they hold were told.</summary>
    PassedOn,

    /// <summary>Neither we nor a customer of ours had what was to be corrected.</summary>
    NothingToCorrect,

    /// <summary>A copy of the data was made.</summary>
    Copied,

    /// <summary>A privacy officer did what was asked.</summary>
    Answered,
}

/// <summary>How a request ended, computed from what happened: no page and no e-mail says more than this.</summary>
/// <param name="End">What became of it.</param>
/// <param name="KeepsSomething">True if something of the person stays with us for a reason of law; the receipt names it.</param>
/// <param name="Others">How many customers of ours hold the address and decide themselves.</param>
/// <param name="Waiting">How many of these were not told yet.</param>
public readonly record struct RequestOutcome(RequestEnd End, bool KeepsSomething, int Others, int Waiting)
{
    /// <summary>What the rows of a request say.</summary>
    public static RequestOutcome Of(RequestCase opened)
    {
        var lines = opened.Receipt?.Read().Lines ?? [];
        var end = EndOf(opened, lines);

        // Who removed the person has the address no more. To whom it was passed on stays as it was.
        var others = opened.Notices.Where(n => end == RequestEnd.PassedOn || n.Notice.Said != CustomerAnswer.Removed).ToList();
        return new(end, lines.Any(l => l.Kept > 0), others.Count, others.Count(n => n.Waits));
    }

    private static RequestEnd EndOf(RequestCase opened, IReadOnlyList<ReceiptLine> lines)
    {
        if (opened.Request.State != RequestState.Done)
        {
            return RequestEnd.None;
        }

        return opened.Request.Right.FulfilledBy() switch
        {
            Fulfilment.Package or Fulfilment.PortablePackage => RequestEnd.Copied,
            Fulfilment.Correction when opened.Correction?.CorrectedAt is not null => RequestEnd.Corrected,
            Fulfilment.Correction => opened.Notices.Count > 0 ? RequestEnd.PassedOn : RequestEnd.NothingToCorrect,
            Fulfilment.Erasure when opened.Receipt is null => RequestEnd.ReceiptGone,
            Fulfilment.Erasure => lines.Any(l => l.Deleted > 0 || l.Emptied > 0) ? RequestEnd.Deleted : RequestEnd.NothingToDelete,
            _ => RequestEnd.Answered,
        };
    }
}
