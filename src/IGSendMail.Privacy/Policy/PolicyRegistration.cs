using IGSendMail.Privacy.Settings;
using IGSendMail.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace IGSendMail.Privacy.Policy;

/// <summary>Registers this room.</summary>
public static class PolicyRegistration
{
    /// <summary>
    /// Adds this room and reads its files at once, so that a wrong one stops the start before anything else happens.
    /// </summary>
    /// <exception cref="PolicyFileException">Anything is wrong; the message names file, line and remedy.</exception>
    public static IServiceCollection AddPolicy(this IServiceCollection services, PolicyOptions options)
    {
        var versions = PolicyFolder.Read(options.Folder);
        return services
            .AddWords(typeof(PolicyActs))
            .AddSingleton(SubprocessorRegister.ReadFolder(options.Folder))
            .AddSingleton(provider => new PolicyShelf(
                versions, provider.GetRequiredService<IOptions<SiteOptions>>(), provider.GetRequiredService<TimeProvider>()))
            .AddSingleton<PolicyLoads>();
    }
}
