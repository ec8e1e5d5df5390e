using IGSendMail.Privacy.Settings;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace IGSendMail.Platform.Accounts;

/// <summary>Registers what is asked for beside a password, and what stands in its place.</summary>
public static class TwoStepRegistration
{
    /// <summary>Adds it. Who signs in is asked by <see cref="SignIn"/>.</summary>
    public static IServiceCollection AddTwoStep(this IServiceCollection services)
    {
        services.AddScoped<Addresses>();
        services.AddScoped<SecondFactors>();
        services.AddScoped<Passkeys>();
        services.TryAddScoped<IPasskeyHandler<User>, PasskeyHandler<User>>();

        // The public address is known for sure only when the site has started.
        services.AddOptions<IdentityPasskeyOptions>().Configure<SiteOptions>((options, site) =>
        {
            options.ServerDomain = site.PublicUrl.IdnHost;
            options.AuthenticatorTimeout = Passkeys.ValidFor;

            // One that needs no password: it makes sure of its owner and is found without a name.
            options.UserVerificationRequirement = "required";
            options.ResidentKeyRequirement = "required";

            // Nobody has to tell which make of device they use.
            options.AttestationConveyancePreference = "none";
            options.ValidateOrigin = asked => ValueTask.FromResult(
                !asked.CrossOrigin && asked.Origin == site.PublicUrl.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped));
        });
        return services;
    }
}
