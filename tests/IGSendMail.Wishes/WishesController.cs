using IGSendMail.Web.Features.Consent;
using IGSendMail.Web.Features.Cookies;
using Microsoft.AspNetCore.Mvc;

namespace IGSendMail.Wishes;

/// <summary>Remembers the order in which somebody reads wishes, if they allowed preference cookies.</summary>
public sealed class WishesController(SiteCookies cookies) : Controller
{
    // Whoever forged this would change an order and nothing else.
    [IgnoreAntiforgeryToken]
    [HttpPost("/wishes/order")]
    public IActionResult Remember([FromForm] string? order)
    {
        if (order is not ("newest" or "oldest"))
        {
            return BadRequest("order must be newest or oldest");
        }

        if (HttpContext.May(WishCookies.RememberOrder))
        {
            cookies[WishCookies.Order].Write(Response, order);
        }

        return NoContent();
    }
}
