namespace IGSendMail.Privacy.Requests;

/// <summary>Why a request may take longer (GDPR Art. 12(3): complexity and number; 11 CCR § 7021(b): where necessary).</summary>
public enum ExtensionReason
{
    Complex,

    /// <summary>Many requests have to be answered at once.</summary>
    ManyRequests,
}

/// <summary>
/// More time for an answer. It counts only if the person was told before the first deadline, and it is shown as
/// extended, never as an answer within the first time. Pure arithmetic.
/// </summary>
public static class RequestExtension
{
    /// <summary>The day to which a request may be extended today, or null if it may not.</summary>
    public static DateOnly? DayFor(DataSubjectRequest request, DateOnly received, DateOnly today) =>
        request.State.MayBeExtended() && request.ExtendedFrom is null && today <= request.AnswerDue
            ? RequestClock.Extended(request.Regime, received)
            : null;

    /// <summary>True if an extension is void: the first deadline is over and the notice has still not left.</summary>
    public static bool HasLapsed(DateOnly firstDeadline, DateOnly today, bool noticeStillWaits) =>
        noticeStillWaits && today > firstDeadline;
}
