namespace IGSendMail.Web.Hosting;

/// <summary>Builds and runs the web site.</summary>
internal static class Site
{
    public static async Task<int> RunAsync(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.AddSite();
        builder.Services.AddWorkers(builder.Configuration);

        var app = builder.Build();
        await app.Services.PrepareAsync(app.Environment, app.Lifetime.ApplicationStopping);
        app.UseSite();
        await app.RunAsync();
        return 0;
    }
}
