using System.Globalization;
using System.Text.RegularExpressions;
using IGSendMail.Migrations.Sqlite;
using IGSendMail.Migrations.SqlServer;
using IGSendMail.Platform;
using IGSendMail.Platform.Audience;
using IGSendMail.Privacy.Rooms;
using IGSendMail.Storage.Sqlite;
using IGSendMail.Storage.SqlServer;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace IGSendMail.Storage.Tests;

/// <summary>The model on both engines, without a connection.</summary>
public sealed partial class ModelTests
{
    public static TheoryData<string> Engines => ["Sqlite", "SqlServer"];

    [Theory, MemberData(nameof(Engines))]
    public void The_models_have_no_change_without_a_migration(string engine)
    {
        using var data = Data(engine);
        using var vault = VaultOn(engine);

        Assert.False(data.Database.HasPendingModelChanges(), $"The {engine} model changed: make a migration.");
        Assert.False(vault.Database.HasPendingModelChanges(), $"The {engine} vault's model changed: make a migration.");
        Assert.NotEmpty(data.Database.GetMigrations());
        Assert.NotEmpty(vault.Database.GetMigrations());
    }

    [Theory, MemberData(nameof(Engines))]
    public void Database_and_vault_share_no_table(string engine)
    {
        using var data = Data(engine);
        using var vault = VaultOn(engine);

        Assert.Empty(data.Model.GetEntityTypes().Select(e => e.GetTableName())
            .Intersect(vault.Model.GetEntityTypes().Select(e => e.GetTableName()), StringComparer.Ordinal));
    }

    [Fact]
    public void SQL_Servers_script_is_valid_Transact_SQL()
    {
        using var data = Data("SqlServer");
        using var vault = VaultOn("SqlServer");
        foreach (DbContext db in new DbContext[] { data, vault })
        {
            var script = db.GetService<IMigrator>().GenerateScript(options: MigrationsSqlGenerationOptions.Idempotent);
            using var text = new StringReader(script);

            var tree = (TSqlScript)new TSql160Parser(initialQuotedIdentifiers: true).Parse(text, out var errors);

            Assert.Empty(errors.Select(e => $"{e.Line.ToString(CultureInfo.InvariantCulture)}: {e.Message}"));
            Assert.NotEmpty(tree.Batches);
        }
    }

    [Fact]
    public void SQL_Servers_own_statements_are_valid_Transact_SQL()
    {
        var target = new PurgeTarget("Subscribers", "AccountId", ["AccountId", "Id"]);
        foreach (var statement in new[] { SqlServerStatements.DeleteSlice(target, "="), SqlServerStatements.DeleteSlice(target, "<"), SqlServerStatements.HasRight, SqlServerStatements.DelayedDurability })
        {
            using var text = new StringReader(statement);
            new TSql160Parser(initialQuotedIdentifiers: true).Parse(text, out var errors);
            Assert.Empty(errors.Select(e => e.Message));
        }
    }

    [Theory, MemberData(nameof(Engines))]
    public void Every_index_on_rows_that_lie_together_starts_as_their_key_does(string engine)
    {
        using var data = Data(engine);
        var tables = data.GetService<IDesignTimeModel>().Model.GetEntityTypes()
            .Where(e => e.FindAnnotation(RowsTogether.Annotation) is not null).ToList();
        Assert.NotEmpty(tables);

        foreach (var table in tables)
        {
            // For an account's rows that is the account: any other index makes deleting them many times slower.
            var owner = table.FindPrimaryKey()!.Properties[0];
            // Suppressions are few beside people, and a recipient is looked for in all accounts by one hash.
            Assert.Empty(table.GetIndexes()
                .Where(i => i.Properties[0] != owner && table.ClrType != typeof(Suppression))
                .Select(i => $"{table.GetTableName()}({string.Join(", ", i.Properties.Select(p => p.Name))})"));
        }
    }

    /// <summary>Quotes are the one spelling that all engines read alike; within them SQLite takes a wrong name for a text.</summary>
    [Theory, MemberData(nameof(Engines))]
    public void Filters_of_indexes_name_columns_of_their_table_in_quotes(string engine)
    {
        using var data = Data(engine);
        using var vault = VaultOn(engine);
        var filtered = new DbContext[] { data, vault }
            .SelectMany(db => db.GetService<IDesignTimeModel>().Model.GetEntityTypes())
            .SelectMany(e => e.GetIndexes()).Where(i => i.GetFilter() is not null).ToList();
        Assert.NotEmpty(filtered);

        Assert.All(filtered, index =>
        {
            var columns = index.DeclaringEntityType.GetProperties().Select(p => p.GetColumnName());
            var filter = FilterForm().Match(index.GetFilter()!);
            Assert.True(filter.Success, $"{index.DeclaringEntityType.GetTableName()}: {index.GetFilter()}");
            Assert.Contains(filter.Groups["column"].Value, columns);
        });
    }

    /// <summary>Few rows an account, for a short time, found by their day or by a key across all accounts: there is nothing to lay together.</summary>
    private static readonly string[] TooFewToLayTogether = ["PromisedDeletions", "MailAgainAskings", "PassedRequests"];

    [Theory, MemberData(nameof(Engines))]
    public void Every_table_keyed_by_account_keeps_its_rows_together(string engine)
    {
        using var data = Data(engine);

        Assert.Empty(data.GetService<IDesignTimeModel>().Model.GetEntityTypes()
            .Where(e => e.FindPrimaryKey()!.Properties is [{ Name: "AccountId" }, _, ..])
            .Where(e => e.FindAnnotation(RowsTogether.Annotation) is null)
            .Select(e => e.GetTableName())
            .Except(TooFewToLayTogether));
    }

    [Theory, MemberData(nameof(Engines))]
    public void Enumerations_are_stored_by_name_and_no_row_has_more_than_one_sealed_value(string engine)
    {
        using var data = Data(engine);
        foreach (var entity in data.Model.GetEntityTypes())
        {
            Assert.All(
                entity.GetProperties().Where(p => (Nullable.GetUnderlyingType(p.ClrType) ?? p.ClrType).IsEnum),
                p => Assert.Equal(typeof(string), p.GetTypeMapping().Converter?.ProviderClrType));
            Assert.True(entity.GetProperties().Count(p => p.ClrType == typeof(Sealed)) <= 1, entity.Name);
        }
    }

    [Fact]
    public void Every_sealed_column_names_itself_in_its_place_and_is_written_only_where_nobody_else_wrote()
    {
        using var data = Data("Sqlite");
        var tables = data.Model.GetEntityTypes().Where(e => e.GetProperties().Any(p => p.ClrType == typeof(Sealed))).ToList();
        Assert.NotEmpty(tables);
        foreach (var table in tables)
        {
            var column = table.GetProperties().Single(p => p.ClrType == typeof(Sealed));
            var row = (ISealedRow)System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(table.ClrType);
            // What a person was before an upload changed them lies there as it stood, to be put back as it is.
            Assert.Equal(
                table.ClrType == typeof(ImportChange) ? ("Subscribers", "Content") : (table.GetTableName(), column.Name),
                (row.Place.Table, row.Place.Column));
            Assert.True(column.IsConcurrencyToken || typeof(IRevised).IsAssignableFrom(table.ClrType), table.Name);
        }
    }

    [Theory, MemberData(nameof(Engines))]
    public void Every_revised_row_has_its_revision_as_concurrency_token(string engine)
    {
        using var data = Data(engine);

        Assert.All(
            data.Model.GetEntityTypes().Where(e => typeof(IRevised).IsAssignableFrom(e.ClrType)),
            e => Assert.True(e.FindProperty(nameof(IRevised.Revision))!.IsConcurrencyToken, e.Name));
    }

    [GeneratedRegex("^\"(?<column>[A-Za-z]+)\" IS (NOT )?NULL$", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex FilterForm();

    private static IGSendMailContext Data(string engine)
    {
        var (made, options) = Options<IGSendMailContext>(engine);
        return new IGSendMailContext(options, Model(made), new WriteGate(made), TimeProvider.System);
    }

    private static VaultContext VaultOn(string engine)
    {
        var (made, options) = Options<VaultContext>(engine);
        return new VaultContext(options, Model(made));
    }

    private static StorageModel Model(IEngine engine) => new(
        engine, [typeof(StorageModel).Assembly, typeof(PrivacyRegistration).Assembly, typeof(PlatformRegistration).Assembly],
        new WordBook());

    private static (IEngine Engine, DbContextOptions<T> Options) Options<T>(string name) where T : DbContext
    {
        IEngine engine = name == "Sqlite"
            ? new SqliteEngine { Migrations = SqliteMigrations.Assembly }
            : new SqlServerEngine { Migrations = SqlServerMigrations.Assembly };
        var options = new DbContextOptionsBuilder<T>();
        engine.Configure(options, name == "Sqlite" ? "Data Source=never-opened.db" : "Server=never-opened;Database=IGSendMail");
        return (engine, options.Options);
    }
}
