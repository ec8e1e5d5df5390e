using IGSendMail.Migrations.Sqlite;
using IGSendMail.Platform;
using IGSendMail.Platform.Mail;
using IGSendMail.Privacy.Letters;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Rooms;
using IGSendMail.Privacy.Settings;
using IGSendMail.Storage;
using IGSendMail.Storage.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace IGSendMail.MixedWork;

/// <summary>The real ground floor on SQLite files of a folder, with the real way of letters to a mail server.</summary>
public static class Building
{
    /// <summary>The master key of these trials.</summary>
    public const string Master = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

    /// <summary>Builds it; letters go to this port of this machine.</summary>
    public static ServiceProvider Make(string folder, int mailPort)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Mail:Mode"] = "Smtp",
            ["Mail:Smtp:Host"] = "127.0.0.1",
            ["Mail:Smtp:Port"] = FormattableString.Invariant($"{mailPort}"),
            ["Mail:Smtp:Security"] = "None",
        }).Build();
        var services = new ServiceCollection();
        // A letter that fails would be tried again a minute later; whoever looks on wants to know why.
        services.AddLogging(log => log.AddConsole(c => c.LogToStandardErrorThreshold = LogLevel.Trace).SetMinimumLevel(LogLevel.Warning)
            .AddFilter("Microsoft.EntityFrameworkCore", LogLevel.None));
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(new SiteOptions { Name = "Trial", Company = "Trial", PrivacyAddress = "trial@example.org" });
        services.AddSingleton(new DataOptions { Folder = folder });
        services.AddStorage(
            new SqliteEngine { Migrations = SqliteMigrations.Assembly },
            $"Data Source={Path.Combine(folder, "data.db")}", $"Data Source={Path.Combine(folder, "vault.db")}",
            MasterKey.Parse(Master), typeof(PrivacyRegistration).Assembly, typeof(PlatformRegistration).Assembly,
            typeof(Building).Assembly);
        services.AddWords(typeof(PersonKeys), typeof(OrderLetters));
        services.AddLetters().AddMail(configuration, isDevelopment: true);
        return services.BuildServiceProvider();
    }
}
