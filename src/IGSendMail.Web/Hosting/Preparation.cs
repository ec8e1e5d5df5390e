using IGSendMail.Privacy.Audit;
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
        else
        {
            await services.RefuseUnprotectedAsync(cancellation);
        }

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

        // A migration may have made a table anew, and its protection went with the old one.
        await db.ProtectAuditAsync(cancellation);
    }

    /// <summary>A trail that the site could rewrite proves nothing: it does not start then.</summary>
    private static async Task RefuseUnprotectedAsync(this IServiceProvider services, CancellationToken cancellation)
    {
        await using var db = await services.GetRequiredService<IDbContextFactory<IGSendMailContext>>().CreateDbContextAsync(cancellation);
        if (await db.AuditProblemAsync(cancellation) is { } problem)
        {
            throw new UnprotectedTrailException(problem);
        }
    }
}

/// <summary>Entries of the audit trail could be changed; the message names what is missing and the remedy.</summary>
internal sealed class UnprotectedTrailException(string problem) : Exception(problem);
