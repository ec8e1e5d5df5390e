using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Remote;
using IGSendMail.Privacy.Settings;
using IGSendMail.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Web.Tests.Erasures;

/// <summary>A wrong setting stops the start and is named.</summary>
public sealed class RemoteSettingsTests
{
    private const string Secret = "0123456789abcdef0123456789abcdef";

    [Theory]
    [InlineData("Key", null)]
    [InlineData("Key", "9lives")]
    [InlineData("Key", "a/b")]
    [InlineData("Title", "")]
    [InlineData("Category", "Gossip")]
    [InlineData("Category", "3")]
    [InlineData("Url", "crm.example")]
    [InlineData("Url", "http://crm.example/privacy")]
    [InlineData("Url", "https://user:word@crm.example/privacy")]
    [InlineData("Url", "https://crm.example/privacy?key=1")]
    [InlineData("Url", "ftp://crm.example/privacy")]
    [InlineData("Secret", "too short")]
    [InlineData("TimeoutSeconds", "0")]
    [InlineData("TimeoutSeconds", "soon")]
    public void A_wrong_setting_is_named(string setting, string? value)
    {
        var wrong = Assert.Throws<InvalidSettingException>(() => Read((setting, value)));

        Assert.StartsWith($"The setting RemoteStores:0:{setting} ", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_right_one_is_read_and_never_shows_its_secret()
    {
        var store = Assert.Single(Read());

        Assert.Equal(("crm", TimeSpan.FromSeconds(10)), (store.Key, store.TimeOut));
        Assert.DoesNotContain(Secret, store.ToString(), StringComparison.Ordinal);
        Assert.Equal("localhost", Assert.Single(Read(("Url", "http://localhost:9000/privacy"))).Url.Host);
    }

    [Fact]
    public void No_two_have_the_same_key() => Assert.Contains("RemoteStores:1:Key", Assert.Throws<InvalidSettingException>(() =>
        RemoteStoreOptions.ReadAll(new ConfigurationBuilder().AddInMemoryCollection([.. Settings(0), .. Settings(1)]).Build())).Message,
        StringComparison.Ordinal);

    [Fact]
    public void None_has_the_key_of_a_place_of_our_own()
    {
        using var site = new TestSite();
        foreach (var (key, value) in Settings(0))
        {
            site.With(key, value);
        }

        site.With("RemoteStores:0:Key", "erasurejournal");

        Assert.StartsWith(
            "The setting RemoteStores:0:Key ",
            Assert.Throws<InvalidSettingException>(() => site.Services.GetRequiredService<DataMap>()).Message, StringComparison.Ordinal);
    }

    private static IReadOnlyList<RemoteStoreOptions> Read(params (string Setting, string? Value)[] changed) => RemoteStoreOptions.ReadAll(
        new ConfigurationBuilder().AddInMemoryCollection(Settings(0))
            .AddInMemoryCollection(changed.Select(c => KeyValuePair.Create($"RemoteStores:0:{c.Setting}", c.Value))).Build());

    private static IEnumerable<KeyValuePair<string, string?>> Settings(int number) => new Dictionary<string, string?>
    {
        [$"RemoteStores:{number}:Key"] = "crm",
        [$"RemoteStores:{number}:Title"] = "Notes of our sales people",
        [$"RemoteStores:{number}:Category"] = "Account",
        [$"RemoteStores:{number}:Url"] = "https://crm.example/privacy",
        [$"RemoteStores:{number}:Secret"] = Secret,
    };
}
