using IGSendMail.Privacy.Policy;
using IGSendMail.Web.Features.Shared;
using IGSendMail.Web.Features.Site;
using Microsoft.AspNetCore.Mvc;

namespace IGSendMail.Web.Features.Home;

/// <summary>The first page.</summary>
public sealed class HomeController(PolicySnapshot policy) : Controller
{
    /// <summary>What IGSendMail is, and where to look; its figures are those of the policy in force.</summary>
    [HttpGet(SiteRoutes.Home)]
    [Compressed]
    public IActionResult Index() => View(policy.InForce);
}
