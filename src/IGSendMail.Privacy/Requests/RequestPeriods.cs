using IGSendMail.Privacy.PersonalData;

namespace IGSendMail.Privacy.Requests;

/// <summary>How long this room keeps things, beside <see cref="CommonPeriods.Answers"/>.</summary>
public static class RequestPeriods
{
    /// <summary>Who asks and in which words, for customers to whom a request was passed on: 120 days.</summary>
    public static readonly RetentionPeriod PassedOn = new(
        "PassedOn", new(0, 120, "A customer may take three months to answer the person (GDPR Art. 12(3)); then the address is of no use to them"));
}
