using IGSendMail.Privacy.Settings;
using Microsoft.AspNetCore.RateLimiting;

namespace IGSendMail.Web.Features.Limits;

/// <summary>Registers this room.</summary>
internal static class LimitsWeb
{
    /// <exception cref="InvalidSettingException">A setting of <c>Limits</c> is wrong.</exception>
    public static IServiceCollection AddFloodLimits(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(FloodOptions.Read(configuration));
        services.AddSingleton<Senders>();
        services.AddSingleton<FloodLimiter>();
        services.AddSingleton<Refusals>();
        services.AddRateLimiter(_ => { });
        services.AddOptions<RateLimiterOptions>().Configure<FloodLimiter, Refusals>((limiter, floods, refusals) =>
        {
            limiter.GlobalLimiter = floods;
            limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limiter.OnRejected = (refused, cancellation) =>
                new(refusals.AnswerAsync(refused.HttpContext, ((FloodLease)refused.Lease).Refused!, cancellation));
        });
        return services;
    }

    /// <summary>Stands behind the sign-in: whoever is signed in is counted by themselves.</summary>
    public static void UseFloodLimits(this IApplicationBuilder app)
    {
        app.UseRateLimiter();
        app.UseMiddleware<PasswordLine>();
    }
}
