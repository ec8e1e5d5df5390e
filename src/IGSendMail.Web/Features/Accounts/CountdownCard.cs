using IGSendMail.Privacy.Settings;

namespace IGSendMail.Web.Features.Accounts;

/// <summary>The card that shows how long a cancelled account has.</summary>
public sealed record CountdownCard(Countdown Countdown, SiteOptions Site);
