using IGSendMail.Privacy.PersonalData;

namespace IGSendMail.Privacy.Consent;

/// <summary>How long this room keeps things.</summary>
public static class ConsentPeriods
{
    /// <summary>Consent records: 3 years after they end.</summary>
    public static readonly RetentionPeriod Records = new(
        "Consent", new(36, 0, "We must be able to show that you consented (GDPR Art. 7(1)), for as long as claims can be made"))
    {
        // A choice against cookies is an opt-out in California: a record of it is one of a request.
        Minimum = LegalLimit.RecordsOfRequests,
    };
}
