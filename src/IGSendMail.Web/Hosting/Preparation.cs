using IGSendMail.Privacy.Audit;
using IGSendMail.Privacy.Audit.Journal;
using IGSendMail.Privacy.Consent;
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
            await services.RequireMigratedAsync(cancellation);
            await services.RefuseUnprotectedAsync(cancellation);
        }

        await services.CheckMasterAsync(cancellation);

        // From this moment on people can read every version: the notice period of a material change counts from here.
        await services.GetRequiredService<PolicyLoads>().RecordAsync(cancellation);

        // From the first page on, a consent that was taken back grants nothing.
        await services.GetRequiredService<ConsentRevocations>().RunAsync(cancellation);

        // A restored database first forgets again whom it brought back.
        var standing = services.GetRequiredService<SiteStanding>();
        var found = await standing.LookAsync(cancellation);
        if (found.Standing == Standing.DatabaseOlder && services.GetRequiredService<ReplayOptions>().Automatic)
        {
            found = standing.Take(await services.GetRequiredService<ErasureReplay>().RunAsync(cancellation));
        }

        if (found.MayServe && environment.IsDevelopment()
            && services.GetRequiredService<IConfiguration>().GetValue("Demo:Seed", true))
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

    /// <summary>Looks whether both databases are there and up to date.</summary>
    /// <exception cref="NotMigratedException">One is not; the message names the verb.</exception>
    public static async Task RequireMigratedAsync(this IServiceProvider services, CancellationToken cancellation)
    {
        await using var vault = await services.GetRequiredService<IDbContextFactory<VaultContext>>().CreateDbContextAsync(cancellation);
        await using var db = await services.GetRequiredService<IDbContextFactory<IGSendMailContext>>().CreateDbContextAsync(cancellation);
        foreach (var (context, name) in new (DbContext, string)[] { (vault, "vault"), (db, "database") })
        {
            // Asking for migrations would make an empty SQLite file where there is none.
            if (!await context.Database.CanConnectAsync(cancellation)
                || (await context.Database.GetPendingMigrationsAsync(cancellation)).Any())
            {
                throw new NotMigratedException(name);
            }
        }
    }
}

/// <summary>A database is missing or not up to date.</summary>
internal sealed class NotMigratedException(string name)
    : Exception($"The {name} is missing or not up to date. Bring it up to date with: database migrate");

/// <summary>Entries of the audit trail could be changed; the message names what is missing and the remedy.</summary>
internal sealed class UnprotectedTrailException(string problem) : Exception(problem);
