using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Platform.Mail;

/// <summary>Registers the letters' templates and their delivery.</summary>
public static class MailRegistration
{
    /// <summary>Adds this room. Templates are found by scanning this assembly.</summary>
    public static IServiceCollection AddMail(this IServiceCollection services, IConfiguration configuration)
    {
        foreach (var template in typeof(MailRegistration).Assembly.GetTypes()
            .Where(t => !t.IsAbstract && typeof(ILetterTemplate).IsAssignableFrom(t)))
        {
            services.AddSingleton(typeof(ILetterTemplate), template);
        }

        services.AddSingleton<LetterTemplates>();
        return services;
    }
}
