using Microsoft.AspNetCore.Mvc;

namespace IGSendMail.Web.Features.Home;

/// <summary>The first page.</summary>
public sealed class HomeController : Controller
{
    /// <summary>What IGSendMail is, and where to look.</summary>
    [HttpGet(SiteRoutes.Home)]
    public IActionResult Index() => View();
}
