using IGSendMail.Privacy.Policy;
using IGSendMail.Storage;
using IGSendMail.Web.Hosting.Demo;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Web.Hosting;

/// <summary>What happens before the first request.</summary>
internal static class Preparation
{
    /// <summary>In Development the databases are made and brought up to date; elsewhere that is a verb.</summary>
    public static async Task PrepareAsync(
        this IServiceProvider services, IHostEnvironment environment, CancellationToken cancellation)
    {
        if (environment.IsDevelopment())
        {
            await services.MigrateAsync(cancellation);
        }

        await services.CheckMasterAsync(cancellation);

        // From this moment on people can read every version: the notice period of a material change counts from here.
        await services.GetRequiredService<PolicyLoads>().RecordAsync(cancellation);

        if (environment.IsDevelopment() && services.GetRequiredService<IConfiguration>().GetValue("Demo:Seed", true))
        {
            await DemoData.SeedAsync(services, cancellation);
            DemoGuide.Show(services, Console.Out);
        }
    }

    /// <summary>Brings both databases up to date.</summary>
    public static async Task MigrateAsync(this IServiceProvider services, CancellationToken cancellation)
    {
        var engine = services.GetRequiredService<IEngine>();
        await using var vault = await services.GetRequiredService<IDbContextFactory<VaultContext>>().CreateDbContextAsync(cancellation);
        await engine.MigrateAsync(vault, cancellation);
        await using var db = await services.GetRequiredService<IDbContextFactory<IGSendMailContext>>().CreateDbContextAsync(cancellation);
        await engine.MigrateAsync(db, cancellation);
    }
}
