using System.Net;
using System.Runtime.Versioning;
using AngleSharp.Html.Parser;

namespace IGSendMail.Web.Tests.Starts;

/// <summary>Wherever and by whomever the program is started: its pages are whole, and what it writes is its user's alone.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class OwnPlaceTests : IDisposable
{
    private readonly ProductionPlace _place = new();

    public void Dispose() => _place.Dispose();

    [Theory]
    [InlineData("/")]
    [InlineData("/tmp")]
    public async Task Started_from_another_folder_its_style_sheet_is_served(string workingFolder)
    {
        await _place.MigrateAsync();

        await _place.ServeAsync(_place.With(), async client =>
        {
            using var page = await new HtmlParser().ParseDocumentAsync(await client.GetStringAsync("/privacy"));
            foreach (var path in new[] { page.QuerySelector("link[rel=stylesheet]")!.GetAttribute("href")!, "/site.css", "/favicon.svg" })
            {
                using var file = await client.GetAsync(path);
                Assert.Equal(HttpStatusCode.OK, file.StatusCode);
                Assert.NotEmpty(await file.Content.ReadAsByteArrayAsync());
                Assert.NotNull(file.Content.Headers.ContentType);
            }
        }, workingFolder);

        Assert.False(Directory.Exists(Path.Combine(workingFolder, "local")));
    }

    [Theory]
    [InlineData("000")]
    [InlineData("022")]
    [InlineData("077")]
    public async Task Whatever_the_umask_folders_are_0700_and_files_0600(string umask)
    {
        string[] through = ["sh", "-c", $"umask {umask}; exec \"$@\"", "sh"];
        Assert.Equal(0, (await _place.RunAsync(_place.With(), ["database", "migrate"], null, through)).Code);

        await _place.ServeAsync(_place.With(), async client =>
        {
            using var form = await new HtmlParser().ParseDocumentAsync(await (await client.GetAsync("/privacy/requests/new")).Content.ReadAsStringAsync());
            Assert.NotNull(form.QuerySelector("form"));
            OnlyTheUserCanRead();
        }, null, through);

        OnlyTheUserCanRead();
    }

    [Fact]
    public async Task What_was_open_to_others_before_is_closed_by_the_next_start()
    {
        await _place.MigrateAsync();
        File.SetUnixFileMode(_place.Data, (UnixFileMode)0b111_101_101);
        File.SetUnixFileMode(Path.Combine(_place.Vault, "vault.db"), (UnixFileMode)0b110_100_100);

        await _place.MigrateAsync();

        OnlyTheUserCanRead();
    }

    [Fact]
    public async Task Odd_characters_in_a_path_are_no_trouble()
    {
        var settings = _place.With(
            ("Data__Folder", Path.Combine(_place.Folder, "da;ta = \"ü\" #%20?")), ("Vault__Folder", Path.Combine(_place.Folder, "va'ult;Mode=Memory")));

        Assert.Equal(0, (await _place.RunAsync(settings, "database", "migrate")).Code);
        var verified = await _place.RunAsync(settings, "audit", "verify");

        Assert.True(verified.Code == 0, verified.Errors);
        Assert.True(File.Exists(Path.Combine(_place.Folder, "da;ta = \"ü\" #%20?", "igsendmail.db")));
        Assert.True(File.Exists(Path.Combine(_place.Folder, "va'ult;Mode=Memory", "vault.db")));
    }

    private void OnlyTheUserCanRead()
    {
        foreach (var path in Directory.EnumerateFileSystemEntries(_place.Folder, "*", SearchOption.AllDirectories))
        {
            var expected = Directory.Exists(path)
                ? UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
                : UnixFileMode.UserRead | UnixFileMode.UserWrite;
            Assert.Equal((path, expected), (path, File.GetUnixFileMode(path)));
        }
    }
}
