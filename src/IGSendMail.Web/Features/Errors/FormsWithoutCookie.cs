using IGSendMail.Web.Features.Shared;
using Microsoft.AspNetCore.Mvc.Core.Infrastructure;
using Microsoft.AspNetCore.Mvc.Filters;

namespace IGSendMail.Web.Features.Errors;

/// <summary>A form was refused because the cookie that proves its sender did not come with it.</summary>
internal sealed class FormWithoutCookie;

/// <summary>Remembers it for the page of the refusal: other forms that cannot be taken are refused with the same status.</summary>
internal sealed class FormsWithoutCookie : IAlwaysRunResultFilter
{
    /// <inheritdoc />
    public void OnResultExecuting(ResultExecutingContext context)
    {
        if (context.Result is IAntiforgeryValidationFailedResult && !context.HttpContext.Request.BroughtFormCookie())
        {
            context.HttpContext.Features.Set(new FormWithoutCookie());
        }
    }

    /// <inheritdoc />
    public void OnResultExecuted(ResultExecutedContext context)
    {
        // Nothing is left to do then.
    }
}
