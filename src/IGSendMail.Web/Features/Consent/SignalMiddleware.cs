using IGSendMail.Privacy.Consent;
using IGSendMail.Web.Features.Shared;

namespace IGSendMail.Web.Features.Consent;

/// <summary>Notes Global Privacy Control for the profile of a signed-in customer.</summary>
internal sealed class SignalMiddleware(RequestDelegate next, IProfileOptOuts optOuts)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (context.Consent().Signal && context.User.IsCustomer())
        {
            optOuts.Note(context.User.UserId());
        }

        return next(context);
    }
}
