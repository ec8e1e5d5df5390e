using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Policy;
using IGSendMail.Privacy.Retention;
using IGSendMail.Web.Features.Shared;
using Microsoft.AspNetCore.Mvc;

namespace IGSendMail.Web.Features.PersonalData;

/// <summary>The public inventory of personal data, rendered from the data map.</summary>
public sealed class PersonalDataController(DataMap map, RetentionRules rules, RetentionPeriods periods, PolicySnapshot policy) : Controller
{
    /// <summary>What we hold about whom, what for, on which basis and for how long.</summary>
    [HttpGet(PrivacyRoutes.PersonalData)]
    [Compressed]
    public IActionResult Inventory() => View(InventoryPage.From(map, rules, periods, policy));
}
