namespace IGSendMail.Privacy.Policy;

/// <summary>
/// The figures a policy version commits us to. Every other part of the software reads them from the version in force,
/// never from a second place.
/// </summary>
/// <param name="AccountDataKept">Account data is kept for this long after cancellation, then goes.</param>
/// <param name="SubscriberDataGone">Uploaded subscriber data is verified gone no later than this after cancellation.</param>
/// <param name="Answer">A request is answered within this time of its receipt.</param>
/// <param name="Notice">A material change is announced at least this long before it takes effect.</param>
/// <param name="MinimumAge">Years; the service is not for people younger than this.</param>
public sealed record Commitments(
    TimeSpan AccountDataKept,
    TimeSpan SubscriberDataGone,
    TimeSpan Answer,
    TimeSpan Notice,
    int MinimumAge);
