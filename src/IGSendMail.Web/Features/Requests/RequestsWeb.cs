using IGSendMail.Storage;

namespace IGSendMail.Web.Features.Requests;

/// <summary>Registers what only the web side of this room needs.</summary>
internal static class RequestsWeb
{
    public static IServiceCollection AddRequestsWeb(this IServiceCollection services) => services
        .AddWords(typeof(RequestCookies))
        .AddScoped<RequesterSession>()
        .AddScoped<RequestPages>()
        .AddScoped<OwnRequests>()
        .AddScoped<ErasureReviews>();
}
