using IGSendMail.Privacy.PersonalData;

namespace IGSendMail.Platform.Accounts;

/// <summary>How long this room keeps things.</summary>
public static class AccountPeriods
{
    /// <summary>New accounts whose address nobody confirms: 7 days.</summary>
    public static readonly RetentionPeriod Unconfirmed = new(
        "UnconfirmedAccounts", new(0, 7, "Time to find our e-mail and open its link; what somebody else typed in is kept no longer"));
}
