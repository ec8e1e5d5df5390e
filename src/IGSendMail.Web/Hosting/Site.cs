using IGSendMail.Platform.Mail;
using IGSendMail.Privacy.Settings;
using IGSendMail.Web.Features.Start;
using IGSendMail.Web.Hosting.Demo;
using IGSendMail.Web.Hosting.Starting;

namespace IGSendMail.Web.Hosting;

/// <summary>Builds and runs the web site.</summary>
internal static class Site
{
    public static async Task<int> RunAsync(string[] args)
    {
        ILogger? log = null;
        try
        {
            Surroundings.Check();
            var builder = ProgramPlace.CreateBuilder(args);
            builder.AddSite();
            builder.Services.AddWorkers(builder.Configuration);

            // Not disposed where the start fails: the process ends then, and whoever hosts the site in its own asks it what was wrong.
            var app = builder.Build();
            log = app.Logger;
            ProgramPlace.RequireFiles(app.Environment);
            foreach (var warning in await app.Services.ReadyAsync(app.Environment, app.Lifetime.ApplicationStopping))
            {
                log.FolderIsOpen(warning);
            }

            if (!app.Environment.IsDevelopment() && app.Services.GetRequiredService<MailOptions>().Mode == MailMode.Pickup)
            {
                log.MailWaitsInClear(app.Services.GetRequiredService<DataOptions>().Mail);
            }

            await app.Services.RefuseDemonstrationAsync(app.Environment, app.Lifetime.ApplicationStopping);
            await app.Services.PrepareAsync(app.Environment, app.Lifetime.ApplicationStopping);
            app.Services.RequireNamedSubprocessors(app.Environment);
            await app.Services.MarkUseAsync(app.Environment, app.Lifetime.ApplicationStopping);
            await app.SeedAsync();
            app.UseSite();
            await ListenAsync(app);
            await app.GuideAsync();
            await app.WaitForShutdownAsync();
            app.Services.CloseFiles();
            await app.DisposeAsync();
            return 0;
        }
        catch (Exception wrong) when (wrong is not HostAbortedException)
        {
            var (line, code) = StartProblems.Of(wrong);
            if (code == StartProblems.Failed)
            {
                log?.SiteEnded(wrong);
            }

            await Console.Error.WriteLineAsync(line);
            return code;
        }
    }

    private static async Task ListenAsync(WebApplication app)
    {
        try
        {
            await app.StartAsync();
        }
        catch (Exception wrong) when (wrong is FormatException or InvalidOperationException)
        {
            throw new InvalidSettingException("ASPNETCORE_URLS", "names an address where the site cannot listen: " + wrong.Message.TrimEnd('.'), wrong);
        }
    }
}
