using IGSendMail.Privacy.Policy;
using IGSendMail.Privacy.Recovery;
using IGSendMail.Privacy.Settings;
using IGSendMail.Storage;
using IGSendMail.Storage.SqlServer;
using IGSendMail.Web.Features.Consent.Matomo;
using IGSendMail.Web.Features.Site;
using IGSendMail.Web.Hosting.Starting;
using Microsoft.Data.Sqlite;

namespace IGSendMail.Web.Hosting;

/// <summary>The settings that everything else is built from, checked before anything starts.</summary>
internal sealed class SiteSettings
{
    public required SiteFolders Folders { get; init; }

    public required DataOptions Data { get; init; }

    public required SiteOptions Site { get; init; }

    public required PolicyOptions Policy { get; init; }

    public required DatabaseEngine Engine { get; init; }

    public required int? MaxBatchSize { get; init; }

    public required string ConnectionString { get; init; }

    public required string VaultConnectionString { get; init; }

    public required MasterKey Master { get; init; }

    public required WitnessOptions Witness { get; init; }

    public required KeyOptions Keys { get; init; }

    public required MatomoOptions? Matomo { get; init; }

    public required TimeProvider Time { get; init; }

    public required SecurityTextOptions? Security { get; init; }

    /// <exception cref="InvalidSettingException">A setting is missing or wrong; the message names it.</exception>
    public static SiteSettings Read(IConfiguration configuration, IHostEnvironment environment)
    {
        var folders = SiteFolders.Read(configuration, environment);
        var database = new Section(configuration, "Database");
        var engine = database.OneOf<DatabaseEngine>("Engine") ?? DatabaseEngine.Sqlite;

        var clock = ReadClock(configuration, environment);
        return new SiteSettings
        {
            Security = SecurityTextOptions.Read(configuration, clock.GetUtcNow()),
            Folders = folders,
            Data = new DataOptions { Folder = folders.Data },
            Site = ReadSite(configuration, environment),
            Policy = new PolicyOptions(PolicyFolder(configuration, environment)) { Subprocessors = RegisterFile(configuration, environment) },
            Engine = engine,
            MaxBatchSize = (int?)database.Whole("MaxBatchSize", 1, 1_000),
            ConnectionString = Connection(
                configuration, environment, "IGSendMail", engine, Path.Combine(folders.Data, "igsendmail.db"), SiteFolders.VaultKey, folders.Vault),
            VaultConnectionString = Connection(
                configuration, environment, "Vault", engine, Path.Combine(folders.Vault, "vault.db"), SiteFolders.DataKey, folders.Data),
            Master = KeySettings.ReadMaster(configuration, environment, folders),
            Witness = KeySettings.ReadWitness(configuration, environment, folders),
            Keys = KeySettings.ReadOptions(configuration),
            Matomo = MatomoOptions.Read(configuration),
            Time = clock,
        };
    }

    private static string Connection(
        IConfiguration configuration, IHostEnvironment environment, string name, DatabaseEngine engine, string file, string otherKey, string otherFolder)
    {
        var connections = new Section(configuration, "ConnectionStrings");
        var (key, given) = (connections.NameOf(name), connections.Find(name));
        if (engine == DatabaseEngine.Sqlite)
        {
            return given is null
                ? new SqliteConnectionStringBuilder { DataSource = file }.ToString()
                : SqliteFile(key, given, environment, otherKey, otherFolder);
        }

        return given is null ? throw connections.Wrong(name, "is needed when Database:Engine is SqlServer")
            : !environment.IsDevelopment() && SqlServerEngine.UnsafeBecause(given) is { } problem ? throw connections.Wrong(name, problem)
            : given;
    }

    /// <summary>A file that is named by hand keeps the rule of the folders: data and vault lie apart.</summary>
    private static string SqliteFile(string key, string given, IHostEnvironment environment, string otherKey, string otherFolder)
    {
        SqliteConnectionStringBuilder connection;
        try
        {
            connection = new SqliteConnectionStringBuilder(given);
        }
        catch (ArgumentException wrong)
        {
            throw new InvalidSettingException(key, "is no connection string for SQLite, such as Data Source=/srv/igsendmail/data/igsendmail.db", wrong);
        }

        if (connection.DataSource is { Length: 0 } or ":memory:" || connection.Mode == SqliteOpenMode.Memory)
        {
            throw new InvalidSettingException(key, "names no file");
        }

        connection.DataSource = SiteFolders.Resolve(key, connection.DataSource, environment);
        return RealPath.IsWithin(connection.DataSource, otherFolder)
            ? throw new InvalidSettingException(key, $"names {connection.DataSource}, which lies in {otherKey}: data and vault are backed up apart")
            : connection.ToString();
    }

    private static SiteOptions ReadSite(IConfiguration configuration, IHostEnvironment environment)
    {
        var section = new Section(configuration, "Site");
        // The published policy names these; another company brings a policy and settings of its own.
        var site = new SiteOptions
        {
            Name = section.Line("Name", "IGSendMail"),
            Company = section.Line("Company", "IGSendMail LLC"),
            Country = section.Line("Country", "United States"),
            PrivacyAddress = section.Line("PrivacyAddress", "privacy@igsendmail.com"),
        };
        if (section.Find("PublicUrl") is { } url)
        {
            site.PublicUrl = PublicAddress.Read(url);
        }
        else if (!environment.IsDevelopment())
        {
            throw section.Wrong("PublicUrl", "is missing: links in e-mails start with it, such as https://mail.example.org");
        }

        site.TimeZone = section.Find("TimeZone") ?? site.TimeZone;
        return TimeZoneInfo.TryFindSystemTimeZoneById(site.TimeZone, out _)
            ? site
            : throw section.Wrong("TimeZone", TimeZoneInfo.TryFindSystemTimeZoneById("Europe/Berlin", out _)
                ? $"is \"{site.TimeZone}\", which is no known time zone, such as America/New_York"
                : $"is \"{site.TimeZone}\", and this machine knows no time zones at all: install tzdata");
    }

    /// <summary>The versions lie beside the program, also when it is started from another folder.</summary>
    private static string PolicyFolder(IConfiguration configuration, IHostEnvironment environment)
    {
        var policy = new Section(configuration, "Policy");
        if (policy.Find("Folder") is { } given)
        {
            return SiteFolders.Resolve(policy.NameOf("Folder"), given, environment);
        }

        var beside = FullPath("Policies", environment);
        return Directory.Exists(beside) ? beside : Path.Combine(AppContext.BaseDirectory, "Policies");
    }

    private static string? RegisterFile(IConfiguration configuration, IHostEnvironment environment)
    {
        var policy = new Section(configuration, "Policy");
        return policy.Find("Subprocessors") is { } given ? SiteFolders.Resolve(policy.NameOf("Subprocessors"), given, environment) : null;
    }

    private static SiteClock ReadClock(IConfiguration configuration, IHostEnvironment environment)
    {
        var clock = new Section(configuration, "Clock");
        var days = clock.Whole("AdvanceDays", 0, 36_500) ?? 0;
        return days == 0 || environment.IsDevelopment()
            ? new SiteClock(TimeSpan.FromDays(days))
            : throw clock.Wrong("AdvanceDays", "is for Development only");
    }

    internal static string FullPath(string path, IHostEnvironment environment) =>
        Path.GetFullPath(path, environment.ContentRootPath);
}

/// <summary>The kinds of database (<c>Database:Engine</c>).</summary>
internal enum DatabaseEngine
{
    /// <summary>Files of this machine; the standard.</summary>
    Sqlite,

    /// <summary>A server, for several replicas.</summary>
    SqlServer,
}
