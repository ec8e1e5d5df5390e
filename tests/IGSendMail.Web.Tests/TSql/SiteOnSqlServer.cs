using IGSendMail.Storage;
using IGSendMail.Web.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Web.Tests.TSql;

/// <summary>The site as it is put together for SQL Server, with nobody at the other end.</summary>
internal static class SiteOnSqlServer
{
    /// <summary>The statements that are compared.</summary>
    public static string Snapshot => Path.Combine(House.Repository.Root, "tests", "IGSendMail.Web.Tests", "TSql", "statements.sql");

    public static WebApplication Build(Recorder recorder)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Environment.EnvironmentName = "Development";
        var folder = Path.Combine(Path.GetTempPath(), "igsendmail-tsql");
        foreach (var (key, value) in new[]
        {
            ("Data:Folder", Path.Combine(folder, "data")), ("Vault:Folder", Path.Combine(folder, "vault")),
            ("Keys:Master", "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="), ("Database:Engine", "SqlServer"),
            ("ConnectionStrings:IGSendMail", "Server=nowhere"), ("ConnectionStrings:Vault", "Server=nowhere"),
        })
        {
            builder.Configuration[key] = value;
        }

        builder.AddSite(isVerb: true);
        builder.Services.ConfigureDbContext<IGSendMailContext>(options => options.AddInterceptors(recorder, new NoServer()));
        return builder.Build();
    }
}
