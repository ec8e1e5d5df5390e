using System.Globalization;
using IGSendMail.Privacy.Policy;
using IGSendMail.Privacy.Settings;
using IGSendMail.Storage;
using IGSendMail.Storage.SqlServer;
using IGSendMail.Web.Features.Consent.Matomo;
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

    public required string Engine { get; init; }

    public required int? MaxBatchSize { get; init; }

    public required string ConnectionString { get; init; }

    public required string VaultConnectionString { get; init; }

    public required MasterKey Master { get; init; }

    public required KeyOptions Keys { get; init; }

    public required MatomoOptions? Matomo { get; init; }

    public required TimeProvider Time { get; init; }

    /// <exception cref="InvalidSettingException">A setting is missing or wrong; the message names it.</exception>
    public static SiteSettings Read(IConfiguration configuration, IHostEnvironment environment)
    {
        var folders = SiteFolders.Read(configuration, environment);
        var engine = configuration["Database:Engine"] ?? "Sqlite";
        if (engine is not ("Sqlite" or "SqlServer"))
        {
            throw new InvalidSettingException("Database:Engine", "must be Sqlite or SqlServer");
        }

        return new SiteSettings
        {
            Folders = folders,
            Data = new DataOptions { Folder = folders.Data },
            Site = ReadSite(configuration, environment),
            Policy = new PolicyOptions(PolicyFolder(configuration, environment)),
            Engine = engine,
            MaxBatchSize = ReadMaxBatchSize(configuration),
            ConnectionString = Connection(
                configuration, environment, "IGSendMail", engine, Path.Combine(folders.Data, "igsendmail.db"), SiteFolders.VaultKey, folders.Vault),
            VaultConnectionString = Connection(
                configuration, environment, "Vault", engine, Path.Combine(folders.Vault, "vault.db"), SiteFolders.DataKey, folders.Data),
            Master = KeySettings.ReadMaster(configuration, environment, folders),
            Keys = KeySettings.ReadOptions(configuration),
            Matomo = MatomoOptions.Read(configuration),
            Time = ReadClock(configuration, environment),
        };
    }

    private static int? ReadMaxBatchSize(IConfiguration configuration) => configuration["Database:MaxBatchSize"] is not { } text ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var rows) && rows is > 0 and <= 1_000
        ? rows
        : throw new InvalidSettingException("Database:MaxBatchSize", "must be a whole number from 1 to 1000");

    private static string Connection(
        IConfiguration configuration, IHostEnvironment environment, string name, string engine, string file, string otherKey, string otherFolder)
    {
        var key = $"ConnectionStrings:{name}";
        var given = configuration.GetConnectionString(name);
        if (engine == "Sqlite")
        {
            return given is null
                ? new SqliteConnectionStringBuilder { DataSource = file }.ToString()
                : SqliteFile(key, given, environment, otherKey, otherFolder);
        }

        return given is null ? throw new InvalidSettingException(key, "is needed when Database:Engine is SqlServer")
            : !environment.IsDevelopment() && SqlServerEngine.UnsafeBecause(given) is { } problem ? throw new InvalidSettingException(key, problem)
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
        // The published policy names these; another company brings a policy and settings of its own.
        var site = new SiteOptions
        {
            Name = Text(configuration, "Site:Name", "IGSendMail"),
            Company = Text(configuration, "Site:Company", "IGSendMail LLC"),
            Country = Text(configuration, "Site:Country", "United States"),
            PrivacyAddress = Text(configuration, "Site:PrivacyAddress", "privacy@igsendmail.com"),
        };
        if (configuration["Site:PublicUrl"] is { } url)
        {
            site.PublicUrl = PublicAddress.Read(url);
        }
        else if (!environment.IsDevelopment())
        {
            throw new InvalidSettingException("Site:PublicUrl", "is missing: links in e-mails start with it, such as https://mail.example.org");
        }

        site.TimeZone = configuration["Site:TimeZone"] ?? site.TimeZone;
        return TimeZoneInfo.TryFindSystemTimeZoneById(site.TimeZone, out _)
            ? site
            : throw new InvalidSettingException("Site:TimeZone", TimeZoneInfo.TryFindSystemTimeZoneById("Europe/Berlin", out _)
                ? $"is \"{site.TimeZone}\", which is no known time zone, such as America/New_York"
                : $"is \"{site.TimeZone}\", and this machine knows no time zones at all: install tzdata");
    }

    private static string Text(IConfiguration configuration, string key, string standard) => configuration[key] switch
    {
        null => standard,
        { Length: <= 100 } text when text.Trim().Length > 0 && !text.Any(char.IsControl) => text.Trim(),
        _ => throw new InvalidSettingException(key, "must be one line of 1 to 100 characters; leave it out for the standard"),
    };

    /// <summary>The versions lie beside the program, also when it is started from another folder.</summary>
    private static string PolicyFolder(IConfiguration configuration, IHostEnvironment environment)
    {
        if (configuration["Policy:Folder"] is { } given)
        {
            return SiteFolders.Resolve("Policy:Folder", given, environment);
        }

        var beside = FullPath("Policies", environment);
        return Directory.Exists(beside) ? beside : Path.Combine(AppContext.BaseDirectory, "Policies");
    }

    private static SiteClock ReadClock(IConfiguration configuration, IHostEnvironment environment)
    {
        var days = configuration["Clock:AdvanceDays"];
        if (string.IsNullOrEmpty(days) || days == "0")
        {
            return new SiteClock(TimeSpan.Zero);
        }

        return !environment.IsDevelopment()
            ? throw new InvalidSettingException("Clock:AdvanceDays", "is for Development only")
            : int.TryParse(days, NumberStyles.None, CultureInfo.InvariantCulture, out var ahead)
            ? new SiteClock(TimeSpan.FromDays(ahead))
            : throw new InvalidSettingException("Clock:AdvanceDays", "must be a whole number of days");
    }

    internal static string FullPath(string path, IHostEnvironment environment) =>
        Path.GetFullPath(path, environment.ContentRootPath);
}
