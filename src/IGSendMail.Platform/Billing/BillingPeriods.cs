using IGSendMail.Privacy.PersonalData;

namespace IGSendMail.Platform.Billing;

/// <summary>How long billing records are kept.</summary>
public static class BillingPeriods
{
    /// <summary>Billing records: 7 years.</summary>
    public static readonly RetentionPeriod Records = new("Billing", new(84, 0, "Tax and accounting law"))
    {
        Minimum = new(72, "26 U.S.C. § 6501(e)(1)"),
    };
}
