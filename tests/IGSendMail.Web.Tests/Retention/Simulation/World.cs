using IGSendMail.Platform.Accounts;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Recovery;
using IGSendMail.Storage;
using IGSendMail.Web.Features.Start;
using IGSendMail.Web.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace IGSendMail.Web.Tests.Retention.Simulation;

/// <summary>
/// The real site without its pages: the same services on real files, started and prepared as the web program does it.
/// One world after the other lives in it.
/// </summary>
internal sealed class World : IAsyncDisposable
{
    public const string SqlServerVariable = "IGSENDMAIL_SQLSERVER";

    /// <summary>When every life begins.</summary>
    public static readonly DateTimeOffset Began = new(2026, 11, 10, 12, 0, 0, TimeSpan.Zero);

    private readonly string? _server;
    private WebApplication? _site;
    private string _database = "";

    private World(string? server) => _server = server;

    public SiteClock Clock { get; } = new(Began);

    public WorldFiles Files { get; } = new();

    /// <summary>What somebody does in the moment between the finding of due accounts and the order to erase them; done once.</summary>
    public Func<Task>? OnceFound { get; set; }

    /// <summary>A kind of what people are told that this site forgets to repeat after a restore; null for the product as it is.</summary>
    public ToldKind? Forgotten { get; init; }

    /// <summary>A copy of the files is a backup; a server's databases are not ours to copy.</summary>
    public bool HasBackups => _server is null;

    private IServiceProvider Services => (_site ?? throw new InvalidOperationException("The site is not started.")).Services;

    /// <summary>A site that was prepared once; the others become copies of it.</summary>
    public static async Task<World> PreparedAsync(string engine)
    {
        var world = new World(engine == "SqlServer" ? Environment.GetEnvironmentVariable(SqlServerVariable) : null);
        world.Files.PutPolicies();
        if (world._server is null)
        {
            await world.MigrateAsync();
            await world.StartAsync();
            await world.StopAsync();
        }

        return world;
    }

    /// <summary>Another site like this one.</summary>
    public World Another(ToldKind? forgotten = null) => new(_server) { Forgotten = forgotten };

    /// <summary>Begins a new life.</summary>
    public async Task BeginAsync(World prepared)
    {
        await StopAsync();
        await DropAsync();
        Files.Become(prepared.Files);
        _database = "igsendmail_" + Path.GetRandomFileName().Replace(".", "", StringComparison.Ordinal);

        Clock.Now = Began;
        OnceFound = null;
        await StartAsync();
    }

    /// <summary>Starts the site as the program does: tables up to date, policy loads recorded, erasures replayed after a restore.</summary>
    public async Task StartAsync()
    {
        _site = Build();
        await _site.Services.PrepareAsync(_site.Environment, CancellationToken.None);
    }

    /// <summary>Makes the tables, as the verb does.</summary>
    private async Task MigrateAsync()
    {
        await using var site = Build();
        await site.Services.MigrateAsync(CancellationToken.None);
    }

    private WebApplication Build()
    {
        // A server that tests may use does not promise what production asks of one, and makes its tables at the start.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions
        {
            EnvironmentName = _server is null ? Environments.Production : Environments.Development,
        });
        var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase)
        {
            ["Data:Folder"] = Files.Data,
            ["Vault:Folder"] = Files.Vault,
            ["Policy:Folder"] = Files.Policies,
            ["Keys:Master"] = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=",
            ["Keys:Witness"] = Files.Witness,
            // Old backups come back too, as long as the journal of erasures remembers.
            ["Retention:Backups:Period"] = "P36M",
            ["Retention:Backups:Basis"] = "Backups are kept for three years",
            ["Site:PublicUrl"] = "http://localhost",
            ["Mail:Mode"] = "Pickup",
            ["Erasures:Replay"] = "Automatic",
            ["Demo:Seed"] = "false",
        };
        if (_server is not null)
        {
            settings["Database:Engine"] = "SqlServer";
            settings["ConnectionStrings:IGSendMail"] = $"{_server};Database={_database}";
            settings["ConnectionStrings:Vault"] = $"{_server};Database={_database}_vault";
        }

        builder.WebHost.UseTestServer();
        builder.Configuration.AddInMemoryCollection(settings);
        builder.AddSite(isVerb: true);
        // Nobody reads the log, and its files are shared between processes by means that cost more than a start.
        builder.Services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
        builder.Services.AddSingleton<TimeProvider>(Clock);
        // What a password costs is no part of the story.
        builder.Services.Configure<PasswordHasherOptions>(options => options.IterationCount = 1);
        builder.Services.AddSingleton<ISubjectDirectory>(services =>
            new Meanwhile(ActivatorUtilities.CreateInstance<SubjectDirectory>(services), this));
        if (Forgotten is not null)
        {
            builder.Services.AddSingleton(services => ActivatorUtilities.CreateInstance<ToldReplay>(
                services, services.GetServices<IToldRepeater>().Where(r => r.Kind != Forgotten).ToList()));
        }

        return builder.Build();
    }

    /// <summary>Ends the process and lets go of the files.</summary>
    public async Task StopAsync()
    {
        if (_site is not null)
        {
            await _site.DisposeAsync();
            _site = null;
            Files.Close();
        }
    }

    public async Task RestartAsync()
    {
        await StopAsync();
        await StartAsync();
    }

    /// <summary>Copies database and vault of the running site: nobody else writes, and all is in one file each.</summary>
    public async Task BackUpAsync()
    {
        // A site does this every ten seconds.
        await Services.GetRequiredService<ToldCopying>().RunAsync(CancellationToken.None);
        if (!await LookAsync(db => db.Engine.ScrubAsync(db, CancellationToken.None)) || !await ScrubVaultAsync())
        {
            throw new InvalidOperationException("Somebody still reads in the log of the database.");
        }

        Files.BackUp();
    }

    private Task<bool> ScrubVaultAsync() => AskAsync(async services =>
    {
        await using var vault = await services.GetRequiredService<IDbContextFactory<VaultContext>>().CreateDbContextAsync();
        return await services.GetRequiredService<IEngine>().ScrubAsync(vault, CancellationToken.None);
    });

    public async Task RestoreAsync()
    {
        await StopAsync();
        Files.Restore();
        await StartAsync();
    }

    public async Task RestoreTableAsync(string table)
    {
        await StopAsync();
        Files.RestoreTable(table);
        await StartAsync();
    }

    /// <summary>
    /// Starts the site on the vault of the newest backup, with the database of it or today's, and puts today's back. True if it would have
    /// served although something was told since.
    /// </summary>
    public async Task<bool> ServesOldVaultAsync(bool withDatabase)
    {
        await AskAsync(async services =>
        {
            await services.GetRequiredService<ToldCopying>().RunAsync(CancellationToken.None);
            await services.GetRequiredService<Witness>().RunAsync(CancellationToken.None);
            return true;
        });
        var today = await NewestToldAsync();
        await StopAsync();
        Files.PutOldVault(withDatabase);
        await StartAsync();
        var serves = (await AskAsync(services => services.GetRequiredService<RestoreCheck>().LookAsync(CancellationToken.None))).MayServe;
        var hasForgotten = await NewestToldAsync() < today;
        await StopAsync();
        Files.PutTodayRight();
        await StartAsync();
        return serves && hasForgotten;
    }

    private Task<long> NewestToldAsync() => AskAsync(async services =>
    {
        await using var vault = await services.GetRequiredService<IDbContextFactory<VaultContext>>().CreateDbContextAsync();
        return (await ToldJournal.NewestAsync(vault, CancellationToken.None))?.Number ?? 0;
    });

    /// <summary>Works with the services.</summary>
    public async Task<T> AskAsync<T>(Func<IServiceProvider, Task<T>> work)
    {
        await using var scope = Services.CreateAsyncScope();
        return await work(scope.ServiceProvider);
    }

    /// <summary>Looks into the database.</summary>
    public async Task<T> LookAsync<T>(Func<IGSendMailContext, Task<T>> look)
    {
        await using var db = await Services.GetRequiredService<IDbContextFactory<IGSendMailContext>>().CreateDbContextAsync();
        return await look(db);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await DropAsync();
        Files.Dispose();
    }

    private async Task DropAsync()
    {
        if (_server is not null && _database.Length > 0)
        {
            await StartAsync();
            await LookAsync(db => db.Database.EnsureDeletedAsync());
            await using (var vault = await Services.GetRequiredService<IDbContextFactory<VaultContext>>().CreateDbContextAsync())
            {
                await vault.Database.EnsureDeletedAsync();
            }

            await StopAsync();
            _database = "";
        }
    }
}
