using IGSendMail.Platform.Accounts;
using IGSendMail.Privacy.Settings;

namespace IGSendMail.Web.Features.Accounts;

/// <summary>What goes by when, and what stays until when and why.</summary>
/// <param name="Forecast">What was counted.</param>
/// <param name="ListsGoneBy">The last instant at which anything of the lists is here.</param>
/// <param name="AccountGoneBy">The same of the account.</param>
/// <param name="Site">For dates.</param>
public sealed record ForecastTablePage(Forecast Forecast, DateTimeOffset ListsGoneBy, DateTimeOffset AccountGoneBy, SiteOptions Site);
