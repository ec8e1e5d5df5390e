using System.Diagnostics;
using System.Security.Cryptography;
using IGSendMail.Platform.Audience;
using IGSendMail.Privacy.Audit;
using IGSendMail.Storage;
using IGSendMail.Testing;
using IGSendMail.Web.Hosting;
using IGSendMail.Web.Tests.Processes;
using IGSendMail.Web.Tests.Starts;
using IGSendMail.Web.Tests.WholeRoad;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Web.Tests.Hosting;

/// <summary>The master key from an operator's side: the program as a process of its own, and the verbs that replace keys.</summary>
public sealed class KeySettingTests
{
    private const string Old = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
    private static readonly string New = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    [Fact]
    public async Task In_production_nothing_starts_without_a_master_key_and_the_setting_is_named()
    {
        await using var site = new TestSite();

        var (code, text) = await RunAsync(site, new() { ["ASPNETCORE_ENVIRONMENT"] = "Production" });

        Assert.Equal(2, code);
        Assert.Contains("Keys:Master is missing", text, StringComparison.Ordinal);
        Assert.Contains("openssl rand -base64 32", text, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_master_key_is_replaced_by_the_verb_and_customers_data_cookies_and_forms_survive()
    {
        await using var site = new TestSite();
        var customer = new Customer(site, new Canaries());
        await customer.RegisterAsync();
        await customer.UploadAsync(people: 50);
        var cookie = site.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("test").Protect("kept");

        var wrong = await RunAsync(site, new() { ["Keys__Master"] = New }, "keys", "rotate", "master");
        Assert.Equal(2, wrong.Code);
        Assert.Contains("Keys:PreviousMaster", wrong.Text, StringComparison.Ordinal);
        var refused = await RunAsync(site, new() { ["Keys__Master"] = New });
        Assert.Equal(2, refused.Code);
        Assert.Contains("Keys:Master does not fit the vault", refused.Text, StringComparison.Ordinal);

        var rotated = await RunAsync(site, new() { ["Keys__Master"] = New, ["Keys__PreviousMaster"] = Old }, "keys", "rotate", "master");
        Assert.True(rotated.Code == 0, rotated.Text);
        Assert.Contains("Keys:PreviousMaster can be removed", rotated.Text, StringComparison.Ordinal);
        Assert.Contains("1 key files", rotated.Text, StringComparison.Ordinal);

        await using var after = new TestSite()
            .With("Data:Folder", site.DataFolder).With("Vault:Folder", Path.Combine(site.Folder, "vault")).With("Keys:Master", New);
        Assert.Equal("kept", after.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("test").Unprotect(cookie));
        var lists = await after.InScopeAsync(s => s.GetRequiredService<Platform.Audience.Lists>().AllAsync(customer.AccountId, default));
        Assert.Equal(50, Assert.Single(lists).People);
        var entry = await EntryAsync(after, OperatorActs.MasterKeyRotated);
        Assert.Equal((nameof(AuditRole.Operator), nameof(AuditOutcome.Done), null), (entry.Role, entry.Outcome, entry.Subject));
        Assert.Matches("""^\{"files":1,"keys":[1-9][0-9]*\}$""", entry.Facts);
    }

    [Fact]
    public async Task A_rotation_that_has_to_leave_an_old_key_is_entered_as_failed_and_names_no_owner()
    {
        await using var site = new TestSite();
        site.Time.SetUtcNow(TimeProvider.System.GetUtcNow() - TimeSpan.FromMinutes(10));
        var customer = new Customer(site, new Canaries());
        await customer.RegisterAsync();
        var settings = new Dictionary<string, string> { ["Keys__Master"] = Old, ["Keys__RotationPauseSeconds"] = "1" };
        await site.InDatabaseAsync(db => db.Database.ExecuteSqlRawAsync("UPDATE Accounts SET Content = Content || x'00'"));

        var (code, text) = await RunAsync(site, settings, "keys", "rotate", "data", "--owner", $"account:{customer.AccountId:N}");

        Assert.Equal(1, code);
        Assert.Contains("1 old keys stay", text, StringComparison.Ordinal);
        var entry = await EntryAsync(site, OperatorActs.DataKeyRotated);
        Assert.Equal((nameof(AuditOutcome.Failed), null, null), (entry.Outcome, entry.Subject, entry.Commitment));
        Assert.Contains("\"scope\":\"one\"", entry.Facts, StringComparison.Ordinal);
        Assert.Contains("\"unopened\":1", entry.Facts, StringComparison.Ordinal);
        Assert.DoesNotContain(customer.AccountId.ToString("N"), entry.Facts.Replace("-", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Data_keys_are_replaced_by_the_verb_also_if_it_is_killed_in_the_middle()
    {
        await using var site = new TestSite();
        site.Time.SetUtcNow(TimeProvider.System.GetUtcNow() - TimeSpan.FromMinutes(10));
        var customer = new Customer(site, new Canaries());
        await customer.RegisterAsync();
        await customer.UploadAsync(people: 3_000);
        var settings = new Dictionary<string, string> { ["Keys__Master"] = Old, ["Keys__RotationPauseSeconds"] = "1" };

        var kills = 0;
        for (var delay = 800; delay < 2_000; delay += 300)
        {
            using var process = Start(site, settings, "keys", "rotate", "data");
            await Task.Delay(TimeSpan.FromMilliseconds(delay), TimeProvider.System);
            if (!process.HasExited)
            {
                process.Kill();
                kills++;
            }

            await process.WaitForExitAsync();
        }

        var last = await RunAsync(site, settings, "keys", "rotate", "data");
        Assert.True(last.Code == 0, last.Text);
        Assert.Contains("old keys destroyed", last.Text, StringComparison.Ordinal);
        Assert.True(kills > 0);
        var entry = await EntryAsync(site, OperatorActs.DataKeyRotated);
        Assert.Equal((nameof(AuditRole.Operator), nameof(AuditOutcome.Done)), (entry.Role, entry.Outcome));
        Assert.Contains("\"scope\":\"all\",\"unopened\":0", entry.Facts, StringComparison.Ordinal);
        var people = await site.InScopeAsync(async services =>
        {
            services.GetRequiredService<Vault>().Forget(AudienceKeys.Audience.Of(customer.AccountId));
            var lists = services.GetRequiredService<Platform.Audience.Lists>();
            var list = Assert.Single(await lists.AllAsync(customer.AccountId, default));
            Assert.NotEmpty((await services.GetRequiredService<Platform.Audience.People>().PageAsync(new(customer.AccountId, list.Id), Platform.Audience.PeopleFilter.All, null, default)).People);
            return list.People;
        });
        Assert.Equal(3_000, people);
    }

    [Theory]
    [InlineData("--owner", "nobody")]
    [InlineData("--older-than", "-1")]
    public async Task Wrong_usage_is_refused_by_name(string option, string value)
    {
        await using var site = new TestSite();
        _ = site.Services;

        var (code, text) = await RunAsync(site, new() { ["Keys__Master"] = Old }, "keys", "rotate", "data", option, value);

        Assert.Equal(2, code);
        Assert.Contains(option, text, StringComparison.Ordinal);
    }

    /// <summary>The newest entry of an act.</summary>
    private static Task<AuditEntry> EntryAsync(TestSite site, AuditAct act) => site.InDatabaseAsync(db =>
        db.AuditEntries().AsNoTracking().Where(e => e.Act == act.Name).OrderByDescending(e => e.At).FirstAsync());

    private static async Task<(int Code, string Text)> RunAsync(TestSite site, Dictionary<string, string> settings, params string[] args)
    {
        var (code, output, errors) = await SiteProcess.RunAsync(args, Settings(site, settings));
        return (code, output + errors);
    }

    private static Process Start(TestSite site, Dictionary<string, string> settings, params string[] args) =>
        Process.Start(SiteProcess.StartInfo(args, Settings(site, settings)))!;

    private static IEnumerable<(string Key, string Value)> Settings(TestSite site, Dictionary<string, string> settings) =>
    [
        ("ASPNETCORE_ENVIRONMENT", "Production"),
        ("ASPNETCORE_URLS", "http://127.0.0.1:0"),
        ("Site:PublicUrl", "http://localhost"),
        ("Mail:Mode", "Pickup"),
        ("Data:Folder", site.DataFolder),
        ("Vault:Folder", Path.Combine(site.Folder, "vault")),
        ("Keys:Witness", Path.Combine(site.Folder, "witness")),
        ("Policy:Subprocessors", ProductionPlace.Subprocessors),
        .. settings.Select(s => (s.Key, s.Value)),
    ];
}
