using IGSendMail.Privacy.Retention;
using IGSendMail.Storage;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace IGSendMail.Testing;

/// <summary>
/// The real site on real SQLite files in a folder of its own, with a clock that the test moves. Background workers are
/// off: a test calls the work it wants done.
/// </summary>
public sealed class TestSite : WebApplicationFactory<Program>
{
    private readonly List<Action<IServiceCollection>> _services = [];
    private readonly List<string?> _connections = [];
    private readonly Dictionary<string, string?> _settings = new(StringComparer.OrdinalIgnoreCase);

    static TestSite()
    {
        // Many sites at once would use up the file watchers of the machine; no test changes a settings file.
        Environment.SetEnvironmentVariable("DOTNET_hostBuilder__reloadConfigOnChange", "false");
        Environment.SetEnvironmentVariable("DOTNET_USE_POLLING_FILE_WATCHER", "1");
    }

    /// <summary>Starts at noon UTC on 10 November 2026 unless a test says otherwise.</summary>
    public TestSite()
    {
        Folder = Directory.CreateTempSubdirectory("igsendmail-").FullName;
        DataFolder = Path.Combine(Folder, "data");
        With("Data:Folder", DataFolder);
        With("Vault:Folder", Path.Combine(Folder, "vault"));
        With("Keys:Master", "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=");
        With("Workers:Enabled", "false");
        With("Demo:Seed", "false");
        WithoutLimits(With);
    }

    /// <summary>All posts of a test come from one machine: what is limited by sender is set so high that no test meets it unless it says so.</summary>
    public static void WithoutLimits(Func<string, string?, object> set)
    {
        foreach (var act in new[] { "SignIn", "Registration", "Letter", "Request", "Code", "Choice", "Upload", "Download" })
        {
            set($"Limits:{act}:PerSender", "1000000");
            set($"Limits:{act}:PerTarget", "1000000");
        }

        set("Limits:UploadsAtOnce", "1000");
    }

    /// <summary>The folder of this site; removed at the end.</summary>
    public string Folder { get; }

    /// <summary>What the program itself writes, save the vault.</summary>
    public string DataFolder { get; set; }

    /// <summary>The clock of the site.</summary>
    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 10, 12, 0, 0, TimeSpan.Zero));

    /// <summary>True if a clock that jumps far ahead has to be confirmed, as in production. Set it before the site starts.</summary>
    public bool GuardsClock { get; init; }

    /// <summary>True for a site that finds no database and no vault, and makes them.</summary>
    public bool StartsOnNothing { get; init; }

    /// <summary>True if passwords are hashed as slowly as in production, for tests in which that matters. Set it before the site starts.</summary>
    public bool HashesSlowly { get; init; }

    /// <summary>Sets a configuration key before the site starts.</summary>
    public TestSite With(string key, string? value)
    {
        _settings[key] = value;
        return this;
    }

    /// <summary>Starts the site on a free port of this machine, for a real browser, and returns its address.</summary>
    public Uri StartOnPort()
    {
        UseKestrel(0);
        StartServer();
        var address = Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First();
        return new Uri(address);
    }

    /// <summary>Adds or replaces services before the site starts.</summary>
    public TestSite WithServices(Action<IServiceCollection> services)
    {
        _services.Add(services);
        return this;
    }

    /// <summary>A visitor with cookies of their own, who reads pages and sends forms without JavaScript.</summary>
    public PageVisitor Visitor()
    {
        var cookies = new CookieKeeper();
        return new(CreateDefaultClient(new Uri("http://localhost"), cookies), cookies.Jar);
    }

    /// <summary>Works with the services of the site.</summary>
    public async Task<T> InScopeAsync<T>(Func<IServiceProvider, Task<T>> work)
    {
        await using var scope = Services.CreateAsyncScope();
        return await work(scope.ServiceProvider);
    }

    /// <inheritdoc cref="InScopeAsync{T}" />
    public Task InScopeAsync(Func<IServiceProvider, Task> work) =>
        InScopeAsync(async services => { await work(services); return true; });

    /// <summary>Looks into the database.</summary>
    public async Task<T> InDatabaseAsync<T>(Func<IGSendMailContext, Task<T>> look)
    {
        await using var db = await Services.GetRequiredService<IDbContextFactory<IGSendMailContext>>().CreateDbContextAsync();
        return await look(db);
    }

    /// <inheritdoc />
    protected override IHost CreateHost(IHostBuilder builder)
    {
        if (!StartsOnNothing && _settings["Data:Folder"] == DataFolder && !Directory.Exists(DataFolder) && !Directory.Exists(_settings["Vault:Folder"]))
        {
            MigratedFiles.Place(DataFolder, _settings["Vault:Folder"]!);
        }

        var host = base.CreateHost(builder);
        _connections.Add(Connection<IGSendMailContext>(host));
        _connections.Add(Connection<VaultContext>(host));
        return host;
    }

    private static string? Connection<T>(IHost host) where T : DbContext
    {
        using var db = host.Services.GetRequiredService<IDbContextFactory<T>>().CreateDbContext();
        return db.Database.GetConnectionString();
    }

    /// <inheritdoc />
    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Development");
        foreach (var (key, value) in _settings)
        {
            builder.UseSetting(key, value);
        }

        builder.ConfigureTestServices(services =>
        {
            services.AddSingleton<TimeProvider>(Time);
            services.AddSingleton(new ClockOptions(IsMovedOnPurpose: !GuardsClock));
            // Comparing the model with its last picture takes longer than the rest of a start. Starts of the program itself and the whole check do it.
            services.ConfigureDbContext<IGSendMailContext>(options => options.ConfigureWarnings(w => w.Ignore(RelationalEventId.PendingModelChangesWarning)));
            services.ConfigureDbContext<VaultContext>(options => options.ConfigureWarnings(w => w.Ignore(RelationalEventId.PendingModelChangesWarning)));
            if (!HashesSlowly)
            {
                services.Configure<PasswordHasherOptions>(hashing => hashing.IterationCount = 1);
            }

            _services.ForEach(add => add(services));
        });
    }

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing && Directory.Exists(Folder))
        {
            // Its own alone: the last connection of another test's site would take the log with it that is looked at there.
            foreach (var connection in _connections)
            {
                using var own = new SqliteConnection(connection);
                SqliteConnection.ClearPool(own);
            }

            Directory.Delete(Folder, recursive: true);
        }
    }
}
