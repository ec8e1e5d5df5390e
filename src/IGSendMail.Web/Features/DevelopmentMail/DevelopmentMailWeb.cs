using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ApplicationModels;

namespace IGSendMail.Web.Features.DevelopmentMail;

/// <summary>Registers the page with sent e-mails, in Development alone.</summary>
internal static class DevelopmentMailWeb
{
    /// <summary>Adds the page in Development; elsewhere takes its routes away, so that asking for them finds nothing.</summary>
    public static void AddDevelopmentMail(this IServiceCollection services, IHostEnvironment environment)
    {
        if (environment.IsDevelopment())
        {
            services.AddSingleton<SentLetters>();
        }
        else
        {
            services.Configure<MvcOptions>(mvc => mvc.Conventions.Add(new Without<DevelopmentMailController>()));
        }
    }

    private sealed class Without<TController> : IApplicationModelConvention
    {
        public void Apply(ApplicationModel application)
        {
            foreach (var controller in application.Controllers.Where(c => c.ControllerType == typeof(TController)).ToList())
            {
                application.Controllers.Remove(controller);
            }
        }
    }
}
