using System.Text.Json.Nodes;
using IGSendMail.Storage;
using IGSendMail.Testing;
using IGSendMail.Web.Tests.Processes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit.Abstractions;

namespace IGSendMail.Web.Tests.Upgrade;

/// <summary>
/// Database and vault of November 2026 are brought up to date by the verb of today's program, a real process, without losing or
/// unsealing a value; also if it was killed in the middle.
/// </summary>
public sealed class UpgradeTests(ITestOutputHelper output) : IDisposable
{
    /// <summary>
    /// Columns whose values a migration has moved since: by column of November, a query for key and value where they
    /// stand now. Whoever moves a value adds a line here.
    /// </summary>
    private static readonly Dictionary<string, string> Moved = new(StringComparer.Ordinal)
    {
        ["Accounts.CancelledAt"] = PromisedOf("Everything", "CancelledAt"),
        ["Accounts.AccountDataKeptUntil"] = PromisedOf("Everything", "DueAt"),
        ["Accounts.TermsVersion"] = PromisedOf("Everything", "ComparedWith"),
        ["Accounts.UndoListsUntil"] = PromisedOf("SubscriberData", "DueAt"),
        ["Accounts.SubscriberDataGoneBy"] = PromisedOf("SubscriberData", "PromisedBy"),
        ["Accounts.ListRows"] = "SELECT a.Id, COALESCE((SELECT p.Rows FROM PromisedDeletions p WHERE p.AccountId = a.Id AND p.Scope = 'SubscriberData'), 0) FROM Accounts a",
    };

    private static string PromisedOf(string scope, string column) => $"SELECT AccountId, {column} FROM PromisedDeletions WHERE Scope = '{scope}'";

    /// <summary>
    /// The upgrade is an audit entry, and leaves all entries chained: the tree grows, nothing waits, and the lease of chaining was
    /// taken. Entries and leaves are compared like everything else, and <c>audit verify</c> says whether the trail is whole.
    /// </summary>
    private static bool MovesOn(string column, string row) =>
        column.StartsWith("AuditTree.", StringComparison.Ordinal) || column.StartsWith("AuditWaiting.", StringComparison.Ordinal)
        || (column.StartsWith("Leases.", StringComparison.Ordinal) && row == "'audit'");

    /// <summary>What an account asked is found by the account alone since addresses are confirmed: the hash of its address goes from it on purpose.</summary>
    private static bool IsMeantToGo(string column, string row, Rows before) =>
        column == "DataSubjectRequests.AddressHash" && before.Columns["DataSubjectRequests.AccountId"][row] != "NULL";

    private const int MostAttempts = 20;

    /// <summary>Moments of an upgrade, and what is seen from outside then. The first is there in every upgrade.</summary>
    private static readonly (string What, Func<NovemberSite, bool> IsThere)[] Moments =
    [
        ("the vault is being looked at", old => File.Exists(old.Vault + ".migrate")),
        ("the database is being looked at", old => File.Exists(old.Database + ".migrate")),
        ("the vault has a new migration", old => Applied(old.Vault) > 1),
        ("the database has a new migration", old => Applied(old.Database) > 1),
    ];

    private readonly NovemberSite _old = new();

    public void Dispose() => _old.Dispose();

    [Fact]
    public async Task Every_value_is_still_there_and_every_sealed_value_opens()
    {
        var before = (Rows.Of(_old.Database), Rows.Of(_old.Vault));

        await MigrateAsync(_old.Folder);

        AllIsThere(_old, before.Item1, before.Item2);
        await AllOpensAsync(_old);
    }

    [Fact]
    public async Task Killed_in_the_middle_and_started_again_it_loses_nothing_either()
    {
        var before = (Rows.Of(_old.Database), Rows.Of(_old.Vault));
        var killed = 0;
        foreach (var (what, isThere) in Moments)
        {
            using var old = await KilledAtAsync(what, isThere);
            if (old is null)
            {
                continue;
            }

            killed++;
            await MigrateAsync(old.Folder);
            AllIsThere(old, before.Item1, before.Item2);
            await AllOpensAsync(old);
        }

        Assert.True(killed > 0, "no upgrade was killed: the test shows nothing");
    }

    private static async Task MigrateAsync(string folder)
    {
        using var verb = SiteProcess.Verb(folder, "database", "migrate");
        await verb.EndAsync();
        Assert.Equal(0, verb.ExitCode);
    }

    /// <summary>Null if this upgrade has no such moment, as long as no migration was added.</summary>
    private async Task<NovemberSite?> KilledAtAsync(string what, Func<NovemberSite, bool> isThere)
    {
        for (var attempt = 1; attempt <= MostAttempts; attempt++)
        {
            var old = new NovemberSite();
            using var verb = SiteProcess.Verb(old.Folder, "database", "migrate");
            while (!verb.HasExited)
            {
                if (isThere(old))
                {
                    await verb.KillAsync();
                    output.WriteLine($"killed when {what}");
                    return old;
                }

                await Task.Yield();
            }

            var passed = isThere(old);
            old.Dispose();
            if (!passed)
            {
                output.WriteLine($"there is no moment at which {what}");
                return null;
            }

            output.WriteLine($"attempt {attempt}: the upgrade was over before it was seen that {what}");
        }

        throw new InvalidOperationException($"None of {MostAttempts} upgrades could be killed when {what}.");
    }

    private static int Applied(string file) => NativeRows.Count(file, "__EFMigrationsHistory");

    private static void AllIsThere(NovemberSite old, Rows data, Rows vault)
    {
        using var untouched = new NovemberSite();
        Compare(data, Rows.Of(old.Database, Rows.KeysOf(untouched.Database)), old.Database);
        Compare(vault, Rows.Of(old.Vault, Rows.KeysOf(untouched.Vault)), old.Vault);
    }

    private static void Compare(Rows before, Rows after, string file)
    {
        Assert.NotEmpty(before.Columns);
        var lost = new List<string>();
        foreach (var (column, values) in before.Columns)
        {
            var now = Moved.TryGetValue(column, out var query) ? Rows.Ask(file, query) : after.Columns.GetValueOrDefault(column);
            lost.AddRange(values
                .Where(v => v.Value != "NULL" && !MovesOn(column, v.Key) && !IsMeantToGo(column, v.Key, before) && now?.GetValueOrDefault(v.Key) != v.Value)
                .Select(v => $"{column} of {v.Key} was {v.Value} and is {now?.GetValueOrDefault(v.Key) ?? "not there"}"));
        }

        Assert.Empty(lost);
    }

    private static async Task AllOpensAsync(NovemberSite old)
    {
        var said = JsonNode.Parse(await File.ReadAllTextAsync(NovemberSite.OpenedFile))!.AsObject();
        Assert.NotEmpty(said);
        await using var site = old.Today();
        await using var data = await site.Services.GetRequiredService<IDbContextFactory<IGSendMailContext>>().CreateDbContextAsync();
        await using var vault = await site.Services.GetRequiredService<IDbContextFactory<VaultContext>>().CreateDbContextAsync();
        var says = new JsonObject();
        await OpenAsync(site, data, says);
        await OpenAsync(site, vault, says);

        Assert.Empty(said.Where(s => !JsonNode.DeepEquals(s.Value, says[s.Key]))
            .Select(s => $"{s.Key} said {s.Value} and says {says[s.Key]?.ToJsonString() ?? "nothing"}"));
    }

    /// <summary>Every sealed value of every table, found from the model.</summary>
    private static async Task OpenAsync(TestSite site, DbContext db, JsonObject says)
    {
        var sealer = site.Services.GetRequiredService<Sealer>();
        foreach (var entity in db.Model.GetEntityTypes().Where(e => e.GetProperties().Any(p => p.ClrType == typeof(Sealed))))
        {
            var column = entity.GetProperties().Single(p => p.ClrType == typeof(Sealed)).PropertyInfo!;
            var rows = (IEnumerable<object>)db.GetType().GetMethod("Set", 1, [])!.MakeGenericMethod(entity.ClrType).Invoke(db, [])!;
            foreach (var row in rows.Cast<ISealedRow>().ToList())
            {
                if (column.GetValue(row) is Sealed value)
                {
                    says[$"{row.Place.Table} {row.Place.Row:N}"] = await ReadAsync(sealer, row, value);
                }
            }
        }
    }

    private static async Task<JsonNode> ReadAsync(Sealer sealer, ISealedRow row, Sealed value)
    {
        try
        {
            return await sealer.OpenAsync<JsonNode>(row, value, default);
        }
        catch (KeyDestroyedException)
        {
            // Two persons of the trail were forgotten in November already.
            return JsonValue.Create("(key destroyed)");
        }
    }
}
