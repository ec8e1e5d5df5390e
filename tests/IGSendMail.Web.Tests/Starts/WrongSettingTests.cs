namespace IGSendMail.Web.Tests.Starts;

/// <summary>Production with something missing or wrong: one line that names it, exit code 2, and nothing was changed.</summary>
public sealed class WrongSettingTests(WrongSettingTests.Migrated migrated) : IClassFixture<WrongSettingTests.Migrated>
{
    [Theory]
    [InlineData("Site__PublicUrl", "", "Site:PublicUrl", "missing")]
    [InlineData("Data__Folder", " ", "Data:Folder", "missing")]
    [InlineData("Vault__Folder", "~/x", "Vault:Folder", "~")]
    [InlineData("Keys__Master", null, "Keys:Master", "openssl rand -base64 32")]
    [InlineData("Keys__Witness", null, "Keys:Witness", "a third place")]
    [InlineData("Mail__Mode", "", "Mail:Mode", "Smtp sends")]
    [InlineData("Mail__Mode", "Pigeon", "Mail:Mode", "Pickup, Smtp")]
    [InlineData("Workers__Enabled", "perhaps", "Workers:Enabled", "true or false")]
    [InlineData("Audience__MaxUploadBytes", "-1", "Audience:MaxUploadBytes", "whole number")]
    [InlineData("Limits__SignIn__PerSender", "0", "Limits:SignIn:PerSender", "whole number from 1")]
    [InlineData("Limits__UploadsAtOnce", "many", "Limits:UploadsAtOnce", "whole number")]
    [InlineData("TZDIR", "/nowhere", "Site:TimeZone", "tzdata")]
    [InlineData("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", "1", "ICU", "icu-libs")]
    [InlineData("Policy__Folder", "/nowhere", "/nowhere", "")]
    [InlineData("ASPNETCORE_URLS", "nonsense", "nonsense", "")]
    [InlineData("ASPNETCORE_URLS", "http://192.0.2.1:5080", "ASPNETCORE_URLS", "")]
    [InlineData("ASPNETCORE_URLS", "https://127.0.0.1:0", "certificate", "")]
    public async Task A_wrong_or_missing_setting_is_named_in_one_line(string key, string? value, string named, string why)
    {
        var ended = await migrated.Place.RunAsync(migrated.Place.With((key, value)));

        ended.MustName(named, why);
    }

    [Fact]
    public async Task An_address_that_is_taken_is_named()
    {
        using var taken = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        taken.Start();

        var ended = await migrated.Place.RunAsync(migrated.Place.With(("ASPNETCORE_URLS", $"http://{taken.LocalEndpoint}")));

        ended.MustName(taken.LocalEndpoint.ToString()!, "ASPNETCORE_URLS");
    }

    [Theory]
    [InlineData]
    [InlineData("database", "migrate")]
    [InlineData("audit", "verify")]
    [InlineData("audit", "resume")]
    [InlineData("requests", "work")]
    [InlineData("erasures", "replay")]
    [InlineData("retention", "run")]
    [InlineData("data", "adopt")]
    [InlineData("officer", "add", "olive@example.com")]
    [InlineData("keys", "rotate", "master")]
    [InlineData("keys", "rotate", "data")]
    public async Task With_a_wrong_master_key_no_verb_changes_anything(params string[] words)
    {
        var before = Contents(migrated.Place.Folder);

        var ended = await migrated.Place.RunAsync(
            migrated.Place.With(("Keys__Master", "ZmVkY2JhOTg3NjU0MzIxMGZlZGNiYTk4NzY1NDMyMTA=")), words);

        ended.MustName("Keys:Master", "does not fit the vault");
        Assert.Equal(before, Contents(migrated.Place.Folder));
    }

    [Theory]
    [InlineData("fa_IR.UTF-8")]
    [InlineData("th_TH.UTF-8")]
    [InlineData("ar_SA.UTF-8")]
    [InlineData("de_DE.UTF-8")]
    public async Task A_day_on_the_command_line_is_the_same_day_under_every_locale(string locale)
    {
        var ended = await migrated.Place.RunAsync(migrated.Place.With(("LC_ALL", locale)), "retention", "run", "--dry-run", "--as-of", "2027-01-15");

        Assert.True(ended.Code == 0, ended.Errors);
        Assert.Contains("As of 2027-01-15 00:00:00Z", ended.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("05/01/2027")]
    [InlineData("2027-1-15")]
    [InlineData("15.01.2027")]
    [InlineData("1405-10-25")]
    [InlineData("2020-01-01")]
    [InlineData("tomorrow")]
    public async Task Anything_but_an_ISO_day_on_which_promises_were_made_is_refused(string day) =>
        (await migrated.Place.RunAsync(migrated.Place.With(), "retention", "run", "--dry-run", "--as-of", day)).MustName("--as-of");

    /// <summary>The databases without their journal files: a look at them makes those anew.</summary>
    private static List<string> Contents(string folder) =>
    [
        .. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(f => !f.Contains("/logs/", StringComparison.Ordinal) && !f.EndsWith("-wal", StringComparison.Ordinal) && !f.EndsWith("-shm", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(f => $"{f} {Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(f)))}"),
    ];

    public sealed class Migrated : IAsyncLifetime
    {
        public ProductionPlace Place { get; } = new();

        public Task InitializeAsync() => Place.MigrateAsync();

        public Task DisposeAsync()
        {
            Place.Dispose();
            return Task.CompletedTask;
        }
    }
}
