using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Policy;
using IGSendMail.Web.Features.Shared;
using Microsoft.AspNetCore.Mvc;

namespace IGSendMail.Web.Features.PersonalData;

/// <summary>The public inventory of personal data, rendered from the data map.</summary>
public sealed class PersonalDataController(DataMap map, PolicySnapshot policy, RetentionPeriods periods) : Controller
{
    /// <summary>What we hold about whom, what for, on which basis and for how long.</summary>
    [HttpGet(PrivacyRoutes.PersonalData)]
    public IActionResult Inventory() => View(InventoryPage.From(map, policy.InForce.Commitments, periods));
}
