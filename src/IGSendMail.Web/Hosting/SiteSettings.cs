using System.Globalization;
using IGSendMail.Privacy.Policy;
using IGSendMail.Privacy.Settings;
using IGSendMail.Storage;
using IGSendMail.Storage.SqlServer;
using IGSendMail.Web.Features.Consent.Matomo;

namespace IGSendMail.Web.Hosting;

/// <summary>The settings that everything else is built from, checked before anything starts.</summary>
internal sealed class SiteSettings
{
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
        var data = FullPath(configuration["Data:Folder"] ?? "local/data", environment);
        var vault = FullPath(configuration["Vault:Folder"] ?? "local/vault", environment);
        if ((vault + Path.DirectorySeparatorChar).StartsWith(data + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            throw new InvalidSettingException(
                "Vault:Folder", "must not lie beneath Data:Folder: the vault is backed up apart and never restored with the data");
        }

        Directory.CreateDirectory(data);
        Directory.CreateDirectory(vault);

        var engine = configuration["Database:Engine"] ?? "Sqlite";
        if (engine is not ("Sqlite" or "SqlServer"))
        {
            throw new InvalidSettingException("Database:Engine", "must be Sqlite or SqlServer");
        }

        return new SiteSettings
        {
            Data = new DataOptions { Folder = data },
            Site = ReadSite(configuration),
            Policy = new PolicyOptions(PolicyFolder(configuration, environment)),
            Engine = engine,
            MaxBatchSize = configuration.GetValue<int?>("Database:MaxBatchSize"),
            ConnectionString = Connection(configuration, environment, "IGSendMail", engine, Path.Combine(data, "igsendmail.db")),
            VaultConnectionString = Connection(configuration, environment, "Vault", engine, Path.Combine(vault, "vault.db")),
            Master = KeySettings.ReadMaster(configuration, environment),
            Keys = KeySettings.ReadOptions(configuration),
            Matomo = MatomoOptions.Read(configuration),
            Time = ReadClock(configuration, environment),
        };
    }

    private static string Connection(
        IConfiguration configuration, IHostEnvironment environment, string name, string engine, string file)
    {
        var key = $"ConnectionStrings:{name}";
        if (configuration.GetConnectionString(name) is not { Length: > 0 } given)
        {
            return engine == "Sqlite"
                ? $"Data Source={file}"
                : throw new InvalidSettingException(key, "is needed when Database:Engine is SqlServer");
        }

        return engine == "SqlServer" && !environment.IsDevelopment() && SqlServerEngine.UnsafeBecause(given) is { } problem
            ? throw new InvalidSettingException(key, problem)
            : given;
    }

    private static SiteOptions ReadSite(IConfiguration configuration)
    {
        // The published policy names these; another company brings a policy and settings of its own.
        var site = new SiteOptions
        {
            Name = Text(configuration, "Site:Name", "IGSendMail"),
            Company = Text(configuration, "Site:Company", "IGSendMail LLC"),
            Country = Text(configuration, "Site:Country", "United States"),
            PrivacyAddress = Text(configuration, "Site:PrivacyAddress", "privacy@igsendmail.com"),
        };
        if (configuration["Site:PublicUrl"] is { Length: > 0 } url)
        {
            site.PublicUrl = Uri.TryCreate(url, UriKind.Absolute, out var parsed) && parsed.Scheme is "http" or "https"
                ? parsed
                : throw new InvalidSettingException("Site:PublicUrl", "must be an absolute http or https address");
        }

        if (configuration["Site:TimeZone"] is { Length: > 0 } zone)
        {
            site.TimeZone = TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _)
                ? zone
                : throw new InvalidSettingException("Site:TimeZone", $"\"{zone}\" is no known time zone, such as America/New_York");
        }

        return site;
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
        if (configuration["Policy:Folder"] is { Length: > 0 } given)
        {
            return FullPath(given, environment);
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
