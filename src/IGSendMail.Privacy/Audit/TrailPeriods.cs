using IGSendMail.Privacy.PersonalData;

namespace IGSendMail.Privacy.Audit;

/// <summary>How long this room keeps things.</summary>
public static class TrailPeriods
{
    /// <summary>Entries of the audit trail: 3 years.</summary>
    public static readonly RetentionPeriod Entries = new(
        "Audit", new(36, 0, "We must be able to show what we did (GDPR Art. 5(2)), for as long as claims can be made"))
    {
        Minimum = LegalLimit.RecordsOfRequests,
    };
}
