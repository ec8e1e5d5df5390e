using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Platform.Accounts;

/// <summary>Registers what is asked for beside a password.</summary>
public static class TwoStepRegistration
{
    /// <summary>Adds it. Who signs in is asked by <see cref="SignIn"/>.</summary>
    public static IServiceCollection AddTwoStep(this IServiceCollection services)
    {
        services.AddScoped<Addresses>();
        services.AddScoped<SecondFactors>();
        return services;
    }
}
