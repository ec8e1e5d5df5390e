using System.Globalization;
using IGSendMail.Privacy.Audit;
using IGSendMail.Privacy.Consent;
using IGSendMail.Privacy.Erasure;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Policy;
using IGSendMail.Privacy.Recovery;
using IGSendMail.Privacy.Settings;
using IGSendMail.Storage;
using IGSendMail.Web.Features.Consent;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Web.Features.Start;

/// <summary>What happens before the first request.</summary>
internal static class Preparation
{
    /// <summary>In Development the databases are made and brought up to date; elsewhere that is a verb.</summary>
    public static async Task PrepareAsync(
        this IServiceProvider services, IHostEnvironment environment, CancellationToken cancellation)
    {
        // A period against the law stops the start before anything is kept by it.
        _ = services.GetRequiredService<RetentionPeriods>();
        await services.RequireWholeMapAsync(cancellation);
        if (environment.IsDevelopment())
        {
            await services.MigrateAsync(cancellation);
        }
        else
        {
            await services.RequireMigratedAsync(cancellation);
            await services.RefuseUnprotectedAsync(cancellation);
            await services.RefuseLossyAsync(cancellation);
        }

        await services.CheckMasterAsync(cancellation);
        await services.RequireSharedFolderAsync(cancellation);

        // From this moment on people can read every version: the notice period of a material change counts from here.
        await services.GetRequiredService<PolicyLoads>().RecordAsync(cancellation);

        // What the categories of cookies were, so that people can be told what has changed since they agreed.
        var notices = services.GetRequiredService<ConsentNotices>();
        await services.GetRequiredService<CategoryHistory>().KeepAsync([notices.Analytics, notices.Preference], cancellation);

        // A vault that goes away later must cost nobody a refusal.
        await services.GetRequiredService<ConsentSeals>().GetAsync(cancellation);
        await services.GetRequiredService<ReceiptCodes>().ReadyAsync(cancellation);

        // From the first page on, a consent that was taken back grants nothing, whether that is recorded or waits on the disk.
        await services.GetRequiredService<ConsentRevocations>().RunAsync(cancellation);
        await services.GetRequiredService<ConsentSpool>().ReadyAsync(cancellation);

        await services.GetRequiredService<Witness>().RequirePlaceAsync(cancellation);

        // A restored database is told again what was said since, and forgets again whom it brought back.
        var serving = services.GetRequiredService<ServingState>();
        var found = await serving.LookAsync(cancellation);
        if (!found.MayBeRepeated)
        {
            // It would be told what is not so any more.
            return;
        }

        foreach (var facts in services.GetServices<IRestoredFacts>())
        {
            await facts.RepeatAsync(cancellation);
        }

        found = await serving.LookAsync(cancellation);
        if (found.Agreement == VaultAgreement.DatabaseOlder && services.GetRequiredService<ReplayOptions>().Automatic)
        {
            serving.Take(await services.GetRequiredService<ErasureReplay>().RunAsync(cancellation));
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

    /// <summary>Asks the model only, so that not even a table is made that nobody declared.</summary>
    private static async Task RequireWholeMapAsync(this IServiceProvider services, CancellationToken cancellation)
    {
        await using var db = await services.GetRequiredService<IDbContextFactory<IGSendMailContext>>().CreateDbContextAsync(cancellation);
        services.GetRequiredService<DataMap>().RequireComplete(db.Model);
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

    /// <summary>A server that loses what it answered would undo what people were told, and nobody would know.</summary>
    private static async Task RefuseLossyAsync(this IServiceProvider services, CancellationToken cancellation)
    {
        var engine = services.GetRequiredService<IEngine>();
        await using var vault = await services.GetRequiredService<IDbContextFactory<VaultContext>>().CreateDbContextAsync(cancellation);
        await using var db = await services.GetRequiredService<IDbContextFactory<IGSendMailContext>>().CreateDbContextAsync(cancellation);
        foreach (var (context, setting) in new (DbContext, string)[] { (vault, "ConnectionStrings:Vault"), (db, "ConnectionStrings:IGSendMail") })
        {
            if (await engine.LossProblemAsync(context, cancellation) is { } problem)
            {
                throw new InvalidSettingException(setting, $"names a database that {problem}");
            }
        }
    }

    /// <summary>Refuses to go on while the vault holds keys that no configured master key opens.</summary>
    /// <exception cref="InvalidSettingException">There are such keys.</exception>
    public static async Task CheckMasterAsync(this IServiceProvider services, CancellationToken cancellation)
    {
        var state = await services.GetRequiredService<MasterRotation>().LookAsync(cancellation);
        if (state.Unknown > 0)
        {
            throw new InvalidSettingException(MasterKey.Setting, string.Create(CultureInfo.InvariantCulture,
                $"does not fit the vault: {state.Unknown} of its keys were wrapped with a master key that is neither {MasterKey.Setting} nor {MasterKey.PreviousSetting}. Set the key that this vault was made with"));
        }
    }

    /// <summary>
    /// All replicas on one database share one data folder: what one puts there the others must find, and an erasure that
    /// looks into another folder would miss it.
    /// </summary>
    /// <exception cref="InvalidSettingException">This process has another folder.</exception>
    public static async Task RequireSharedFolderAsync(this IServiceProvider services, CancellationToken cancellation)
    {
        var folder = services.GetRequiredService<DataOptions>().Folder;
        await using var db = await services.GetRequiredService<IDbContextFactory<IGSendMailContext>>().CreateDbContextAsync(cancellation);
        var problem = await SharedFolder.LookAsync(db, folder, cancellation) switch
        {
            FolderFinding.Unmarked => "the database knows a folder, and this one does not hold its mark",
            FolderFinding.OfAnother => "this folder belongs to another database",
            _ => null,
        };
        if (problem is not null)
        {
            throw new InvalidSettingException(
                "Data:Folder",
                $"is {folder}: {problem}. Every replica must have the one folder that all share (its file {SharedFolder.FileName} says which). "
                + "If that folder is lost for good, and with it exports, uploads and sign-ins, declare this one to be its successor with: data adopt");
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
