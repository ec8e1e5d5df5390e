using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace IGSendMail.Extension.Tests;

/// <summary>What <c>dotnet ef migrations add</c> would write for tables that the application's migrations do not know.</summary>
internal static class NewTables
{
    /// <summary>The steps from the model of the newest migration to the model with the new feature.</summary>
    public static IReadOnlyList<MigrationOperation> Steps(DbContext db)
    {
        // One of its own each time: a model is finished only once.
        var snapshot = (ModelSnapshot)Activator.CreateInstance(db.GetService<IMigrationsAssembly>().ModelSnapshot!.GetType())!;
        var known = snapshot.Model is IMutableModel mutable ? mutable.FinalizeModel() : snapshot.Model;
        known = db.GetService<IModelRuntimeInitializer>().Initialize(known);
        return db.GetService<IMigrationsModelDiffer>().GetDifferences(
            known.GetRelationalModel(), db.GetService<IDesignTimeModel>().Model.GetRelationalModel());
    }

    /// <summary>Takes them, once.</summary>
    public static async Task MakeAsync(DbContext db, CancellationToken cancellation)
    {
        var there = await db.Database
            .SqlQuery<int>($"SELECT COUNT(*) AS Value FROM sqlite_master WHERE name = 'Wishes'").SingleAsync(cancellation);
        if (there > 0)
        {
            return;
        }

        var commands = db.GetService<IMigrationsSqlGenerator>().Generate(Steps(db), db.GetService<IDesignTimeModel>().Model);
        foreach (var command in commands)
        {
            await db.Database.ExecuteSqlRawAsync(command.CommandText, cancellation);
        }
    }
}
