using IGSendMail.Migrations.Sqlite;
using IGSendMail.Migrations.SqlServer;
using IGSendMail.Platform;
using IGSendMail.Privacy.Rooms;
using IGSendMail.Storage;
using IGSendMail.Storage.Sqlite;
using IGSendMail.Storage.SqlServer;
using IGSendMail.Web.Features.DevelopmentMail;
using IGSendMail.Web.Features.Start;
using IGSendMail.Web.Hosting.Demo;
using IGSendMail.Web.Hosting.Starting;

namespace IGSendMail.Web.Hosting;

/// <summary>Puts the rooms together, the same for the site and for every verb.</summary>
internal static class SiteBuilding
{
    public static void AddSite(this IHostApplicationBuilder builder, bool isVerb = false)
    {
        var settings = SiteSettings.Read(builder.Configuration, builder.Environment);
        builder.AddSiteLogging(settings, isVerb);
        builder.Services.AddSingleton(settings.Time);
        builder.Services.AddSingleton(settings.Folders);
        builder.Services.AddSingleton(settings.Data);
        builder.Services.AddSingleton(settings.Site);
        builder.Services.AddStorage(
            Engine(settings), settings.ConnectionString, settings.VaultConnectionString, settings.Master,
            typeof(PrivacyRegistration).Assembly, typeof(PlatformRegistration).Assembly);
        builder.Services.AddSingleton<DatabaseFile>();
        builder.Services.AddSingleton<IRepeatedWork>(provider => provider.GetRequiredService<DatabaseFile>());
        builder.Services.AddSingleton<BackupRemains>();
        builder.Services.AddSingleton<IRepeatedWork>(provider => provider.GetRequiredService<BackupRemains>());
        builder.Services.AddSingleton(settings.Keys);
        builder.Services.AddSingleton(settings.Witness);
        builder.Services.AddPrivacy(builder.Configuration, settings.Policy);
        builder.Services.AddPlatform(builder.Configuration, builder.Environment.IsDevelopment());
        builder.Services.AddMaintenance(builder.Configuration, builder.Environment);
        builder.Services.AddWeb(builder.Configuration, settings);
        builder.Services.AddDevelopmentMail(builder.Environment);
        builder.AddDemoCode();
    }

    private static IEngine Engine(SiteSettings settings) => settings.Engine == DatabaseEngine.SqlServer
        ? new SqlServerEngine { Migrations = SqlServerMigrations.Assembly, MaxBatchSize = settings.MaxBatchSize }
        : new SqliteEngine { Migrations = SqliteMigrations.Assembly, Estimates = SqliteMigrations.Estimates };
}
