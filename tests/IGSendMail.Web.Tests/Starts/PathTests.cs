using IGSendMail.Privacy.Settings;
using IGSendMail.Web.Hosting.Starting;
using Microsoft.Extensions.Configuration;

namespace IGSendMail.Web.Tests.Starts;

/// <summary>Where paths and addresses really lead, and which settings count as given.</summary>
public sealed class PathTests : IDisposable
{
    private readonly string _folder = RealPath.Of(Directory.CreateTempSubdirectory("igsendmail-paths-").FullName);

    public PathTests()
    {
        Directory.CreateDirectory(At("a/b"));
        File.CreateSymbolicLink(At("to-b"), At("a/b"));
        File.CreateSymbolicLink(At("a/up"), "..");
        File.CreateSymbolicLink(At("chain"), "to-b");
        File.CreateSymbolicLink(At("nowhere"), At("a/missing"));
        File.CreateSymbolicLink(At("round"), At("again"));
        File.CreateSymbolicLink(At("again"), At("round"));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("a/b/", "a/b")]
    [InlineData("a//./b", "a/b")]
    [InlineData("a/../a/b", "a/b")]
    [InlineData("to-b/c", "a/b/c")]
    [InlineData("chain", "a/b")]
    [InlineData("to-b/..", "a")]
    [InlineData("a/up/to-b", "a/b")]
    [InlineData("nowhere/c", "a/missing/c")]
    [InlineData("not/yet/there", "not/yet/there")]
    public void Links_are_followed_before_a_step_up(string given, string real) => Assert.Equal(At(real), RealPath.Of(At(given)));

    [Fact]
    public void Links_that_lead_in_a_circle_are_an_error_and_no_endless_loop() =>
        Assert.Throws<IOException>(() => RealPath.Of(At("round/x")));

    [Theory]
    [InlineData("/srv/d", "/srv/d", true)]
    [InlineData("/srv/d/v", "/srv/d", true)]
    [InlineData("/srv/data", "/srv/d", false)]
    [InlineData("/srv", "/srv/d", false)]
    [InlineData("/srv", "/", true)]
    public void Lying_in_a_folder_is_more_than_beginning_with_its_letters(string inner, string outer, bool expected) =>
        Assert.Equal(expected, RealPath.IsWithin(inner, outer));

    [Theory]
    [InlineData("https://mail.example.org", "https://mail.example.org/")]
    [InlineData("https://mail.example.org/", "https://mail.example.org/")]
    [InlineData("HTTPS://Mail.Example.org:443", "https://mail.example.org/")]
    [InlineData("http://localhost:5080", "http://localhost:5080/")]
    [InlineData("https://bücher.example", "https://xn--bcher-kva.example/")]
    [InlineData("http://[::1]:8080", "http://[::1]:8080/")]
    public void A_public_address_is_scheme_host_and_port(string given, string read) =>
        Assert.Equal(read, PublicAddress.Read(given).AbsoluteUri);

    [Theory]
    [InlineData("mail.example.org")]
    [InlineData("ftp://mail.example.org")]
    [InlineData("https://")]
    [InlineData("https://*:443")]
    [InlineData("https://mail.example.org/letters")]
    [InlineData("https://mail.example.org/?a=b")]
    [InlineData("https://mail.example.org?")]
    [InlineData("https://mail.example.org/#x")]
    [InlineData("https://me:secret@mail.example.org")]
    [InlineData("https://mail.example.org:99999")]
    public void Anything_more_or_less_is_refused(string given)
    {
        var wrong = Assert.Throws<InvalidSettingException>(() => PublicAddress.Read(given));

        Assert.Contains("Site:PublicUrl", wrong.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", wrong.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, null, null)]
    [InlineData("", null, null)]
    [InlineData(" ", "beneath", "beneath")]
    [InlineData("above", "beneath", "above")]
    [InlineData("", "", null)]
    public void An_empty_setting_is_missing_and_hides_nothing(string? above, string? beneath, string? read)
    {
        using var configuration = new ConfigurationManager();
        configuration.AddInMemoryCollection([new("Data:Folder", beneath)]);
        configuration.AddInMemoryCollection(above is null ? [] : [new("Data:Folder", above)]);

        configuration.LeaveOutEmpty();

        Assert.Equal(read, configuration["Data:Folder"]);
    }

    private string At(string path) => $"{_folder}/{path}";
}
