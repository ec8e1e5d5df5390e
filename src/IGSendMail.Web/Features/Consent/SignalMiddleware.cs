using IGSendMail.Platform.Accounts;
using IGSendMail.Web.Features.Shared;

namespace IGSendMail.Web.Features.Consent;

/// <summary>Keeps Global Privacy Control with the profile of a signed-in customer, on the first page that carries it.</summary>
internal sealed class SignalMiddleware(RequestDelegate next, SignalOptOuts optOuts)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (context.Consent().Signal && context.User.IsCustomer())
        {
            await optOuts.KeepAsync(context.User.UserId(), context.RequestAborted);
        }

        await next(context);
    }
}
