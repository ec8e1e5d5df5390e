using IGSendMail.Privacy.Settings;
using IGSendMail.Web.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting.Internal;

namespace IGSendMail.Web.Tests.Hosting;

/// <summary>Outside Development the way to SQL Server is encrypted and its certificate checked, or nothing starts.</summary>
public sealed class ConnectionStringTests : IDisposable
{
    private const string Safe = "Server=sql.example.org;Database=IGSendMail;User ID=site;Password=x";

    private readonly string _folder = Directory.CreateTempSubdirectory("igsendmail-settings-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("IGSendMail", ";Encrypt=false", "must encrypt")]
    [InlineData("IGSendMail", ";TrustServerCertificate=true", "must check the server's certificate")]
    [InlineData("Vault", ";Encrypt=Optional", "must encrypt")]
    [InlineData("Vault", ";Trust Server Certificate=yes", "must check the server's certificate")]
    [InlineData("IGSendMail", ";Nonsense=1", "is no connection string")]
    public void An_unsafe_one_stops_the_start_and_names_its_key(string name, string part, string words)
    {
        var wrong = Assert.Throws<InvalidSettingException>(() => Read("Production", name, Safe + part));

        Assert.Contains($"ConnectionStrings:{name}", wrong.Message, StringComparison.Ordinal);
        Assert.Contains(words, wrong.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Password", wrong.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Production", "")]
    [InlineData("Production", ";Encrypt=Strict")]
    [InlineData("Development", ";Encrypt=false")]
    public void A_safe_one_is_taken_and_Development_may_do_without(string environment, string part) =>
        Assert.Equal(Safe + part, Read(environment, "IGSendMail", Safe + part).ConnectionString);

    private SiteSettings Read(string environment, string name, string connection)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Data:Folder"] = Path.Combine(_folder, "data"),
            ["Vault:Folder"] = Path.Combine(_folder, "vault"),
            ["Keys:Master"] = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=",
            ["Keys:Witness"] = Path.Combine(_folder, "witness"),
            ["Site:PublicUrl"] = "http://localhost",
            ["Database:Engine"] = "SqlServer",
            ["ConnectionStrings:IGSendMail"] = Safe,
            ["ConnectionStrings:Vault"] = Safe,
            [$"ConnectionStrings:{name}"] = connection,
        }).Build();
        return SiteSettings.Read(configuration, new HostingEnvironment
        {
            EnvironmentName = environment,
            ContentRootPath = _folder,
            ContentRootFileProvider = new NullFileProvider(),
        });
    }
}
