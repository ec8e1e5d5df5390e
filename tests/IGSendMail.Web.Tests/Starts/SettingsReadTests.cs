using IGSendMail.Privacy.Settings;
using IGSendMail.Web.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting.Internal;

namespace IGSendMail.Web.Tests.Starts;

/// <summary>Production's settings, one of them missing or wrong.</summary>
public sealed class SettingsReadTests : IDisposable
{
    private readonly ProductionPlace _place = new();

    public void Dispose() => _place.Dispose();

    [Theory]
    [InlineData("Site:PublicUrl", null, "Site:PublicUrl", "missing")]
    [InlineData("Site:PublicUrl", "mail.example.org", "Site:PublicUrl", "absolute")]
    [InlineData("Site:PublicUrl", "https://mail.example.org/letters/", "Site:PublicUrl", "root")]
    [InlineData("Data:Folder", null, "Data:Folder", "missing")]
    [InlineData("Data:Folder", "data", "Data:Folder", "full path")]
    [InlineData("Vault:Folder", "", "Vault:Folder", "missing")]
    [InlineData("Vault:Folder", "../vault", "Vault:Folder", "full path")]
    [InlineData("Vault:Folder", "/", "Data:Folder", "Vault:Folder")]
    [InlineData("Keys:Master", "", "Keys:Master", "openssl rand -base64 32")]
    [InlineData("Keys:Witness", "", "Keys:Witness", "a third place")]
    [InlineData("Keys:Witness", "witness", "Keys:Witness", "full path")]
    [InlineData("Site:TimeZone", "Middle/Earth", "Site:TimeZone", "Middle/Earth")]
    [InlineData("Policy:Folder", "policies", "Policy:Folder", "full path")]
    [InlineData("Database:Engine", "MySql", "Database:Engine", "")]
    [InlineData("Database:MaxBatchSize", "many", "Database:MaxBatchSize", "")]
    [InlineData("ConnectionStrings:IGSendMail", "Data Source", "ConnectionStrings:IGSendMail", "")]
    [InlineData("ConnectionStrings:Vault", ":memory:", "ConnectionStrings:Vault", "")]
    public void A_wrong_or_missing_one_is_named(string key, string? value, string named, string why)
    {
        var wrong = Assert.Throws<InvalidSettingException>(() => Read("Production", key, value));

        Assert.Contains(named, wrong.Message, StringComparison.Ordinal);
        Assert.Contains(why, wrong.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_place.Data));
    }

    [Theory]
    [InlineData("Data:Folder")]
    [InlineData("Vault:Folder")]
    [InlineData("Site:PublicUrl")]
    [InlineData("Keys:Master")]
    [InlineData("Keys:Witness")]
    public void Development_needs_none_of_them(string key) => Assert.NotNull(Read("Development", key, null));

    [Fact]
    public void In_Development_a_path_is_relative_to_the_sources_and_the_made_up_key_lies_apart()
    {
        var read = Read("Development", "Data:Folder", "some/data");

        Assert.EndsWith("/some/data", read.Data.Folder, StringComparison.Ordinal);
        var wrong = Assert.Throws<InvalidSettingException>(() => Read("Development", "Data:Folder", "local", ("Keys:Master", null)));
        Assert.Contains("Keys:Master", wrong.Message, StringComparison.Ordinal);
    }

    private SiteSettings Read(string environment, string key, string? value, params (string Key, string? Value)[] more)
    {
        var settings = _place.With().Where(s => s.Key.Contains("__", StringComparison.Ordinal))
            .ToDictionary(s => s.Key.Replace("__", ":", StringComparison.Ordinal), s => s.Value);
        settings[key] = value;
        foreach (var (other, given) in more)
        {
            settings[other] = given;
        }

        using var configuration = new ConfigurationManager();
        configuration.AddInMemoryCollection(settings);
        Web.Hosting.Starting.EmptySettings.LeaveOutEmpty(configuration);
        return SiteSettings.Read(configuration, new HostingEnvironment
        {
            EnvironmentName = environment,
            ContentRootPath = Directory.CreateDirectory(Path.Combine(_place.Folder, "root")).FullName,
            ContentRootFileProvider = new NullFileProvider(),
        });
    }
}
