using IGSendMail.Web.Features.Site;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;

namespace IGSendMail.Web.Features.Errors;

/// <summary>What people see in place of a page that could not be shown.</summary>
[IgnoreAntiforgeryToken]
public sealed class ErrorsController : Controller
{
    /// <summary>The words for a status; the answer keeps that status. Nothing of the cause is shown.</summary>
    [Route(SiteRoutes.ErrorPage)]
    [ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
    public IActionResult Show([FromRoute] int status)
    {
        var failure = HttpContext.Features.Get<IExceptionHandlerFeature>()?.Error;
        var isReplaced = HttpContext.Features.Get<IStatusCodeReExecuteFeature>() is not null;
        Response.StatusCode = failure switch
        {
            // A request that cannot be read is the sender's, not ours.
            BadHttpRequestException unreadable => unreadable.StatusCode,
            not null => StatusCodes.Status500InternalServerError,
            null => isReplaced ? status : StatusCodes.Status404NotFound,
        };
        // The message of a failed form belongs to that form's own page.
        ModelState.Clear();
        return Response.StatusCode == StatusCodes.Status429TooManyRequests && HttpContext.Features.Get<TooManyRequests>() is { } refused
            ? View("TooMany", refused)
            : View("Error", (object)(HttpContext.Features.Get<FormWithoutCookie>() is not null
                ? ErrorWords.WithoutCookies
                : ErrorWords.KindOf(Response.StatusCode)));
    }
}
