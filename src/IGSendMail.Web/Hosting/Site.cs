using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Policy;
using IGSendMail.Privacy.Settings;
using IGSendMail.Storage;
using IGSendMail.Web.Features.Start;
using IGSendMail.Web.Hosting.Demo;

namespace IGSendMail.Web.Hosting;

/// <summary>Builds and runs the web site.</summary>
internal static class Site
{
    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            var builder = WebApplication.CreateBuilder(args);
            builder.AddSite();
            builder.Services.AddWorkers(builder.Configuration);

            var app = builder.Build();
            await app.Services.PrepareAsync(app.Environment, app.Lifetime.ApplicationStopping);
            await app.ShowDemoAsync(app.Lifetime.ApplicationStopping);
            app.UseSite();
            await app.RunAsync();
            return 0;
        }
        catch (Exception wrong) when (
            wrong is PolicyFileException or InvalidSettingException or NotMigratedException or UnprotectedTrailException
                or WordClaimedTwiceException or OffTheMapException)
        {
            // Whoever runs the site must find the place: a stack trace would only hide it.
            await Console.Error.WriteLineAsync(wrong.Message);
            return 2;
        }
    }
}
