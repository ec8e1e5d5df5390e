using IGSendMail.Platform.Accounts;
using IGSendMail.Privacy.Audit;
using IGSendMail.Privacy.Letters;
using IGSendMail.Testing;
using IGSendMail.Web.Features.Shared;
using IGSendMail.Web.Features.Site;
using IGSendMail.Web.Tests.Accounts;
using IGSendMail.Web.Tests.Processes;
using IGSendMail.Web.Tests.Requests;
using IGSendMail.Web.Tests.Restore;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Web.Tests.Identity;

/// <summary>What the operator does with privacy officers, by the real program beside the site that runs.</summary>
public sealed class OfficerVerbTests : IAsyncDisposable
{
    private const string Olga = "olga@example.com", Otto = "otto@example.com", NewPassword = "seven green garden chairs";
    private readonly TestSite _site = new();

    public OfficerVerbTests() => _site.Time.SetUtcNow(TimeProvider.System.GetUtcNow());

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task The_list_says_of_every_officer_how_they_sign_in_and_when_they_last_did()
    {
        await _site.RegisterAsync("ada@example.com");
        Assert.Contains("no privacy officer yet", (await VerbAsync("list")).Output, StringComparison.Ordinal);
        await _site.OfficerAsync();
        await _site.AddOfficerAsync(Otto);

        var (code, output, _) = await VerbAsync("list");

        Assert.Equal(0, code);
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, lines.Length);
        var olga = Assert.Single(lines, l => l.StartsWith(Olga + " ", StringComparison.Ordinal));
        Assert.Contains("not confirmed; app; signed in last 20", olga, StringComparison.Ordinal);
        var otto = Assert.Single(lines, l => l.StartsWith(Otto + " ", StringComparison.Ordinal));
        Assert.Contains("neither app nor passkey yet; has not signed in", otto, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_a_reset_nothing_opens_the_pages_of_officers_but_the_link_that_works_once()
    {
        using var phone = new PasskeyDevice();
        var officer = await _site.OfficerAsync();
        await officer.AddPasskeyAsync(phone, code: await _site.CodeAsync(Olga));
        Assert.Equal(PrivacyRoutes.Officer, (await officer.GetAsync(PrivacyRoutes.Officer)).Path);

        var (code, output, errors) = await VerbAsync("reset", Olga);

        Assert.True(code == 0, errors);
        Assert.StartsWith(SiteRoutes.SignIn, (await officer.GetAsync(PrivacyRoutes.Officer)).Path, StringComparison.Ordinal);
        Assert.Equal(SiteRoutes.SignIn, (await _site.Visitor().SignInAsync(Olga)).Path);
        Assert.NotEqual(PrivacyRoutes.Officer, (await _site.Visitor().UsePasskeyAsync(phone)).Path);
        Assert.True(Assert.Single(await _site.LettersAsync<PasswordChangedLetter>()).IsByOperator);
        Assert.Contains(await _site.LettersAsync<SecondFactorLetter>(), l => l is { IsOn: false, IsByOperator: true });
        Assert.Contains(await _site.LettersAsync<PasskeyLetter>(), l => l is { IsAdded: false, IsByOperator: true });

        var link = new Uri(Assert.Single(output.Split('\n'), l => l.StartsWith("http", StringComparison.Ordinal))).PathAndQuery;
        var visitor = _site.Visitor();
        var chosen = await visitor.SubmitAsync(await visitor.GetAsync(link), "#new-password", new Dictionary<string, string> { ["New"] = NewPassword });
        Assert.StartsWith(SiteRoutes.SignIn, chosen.Path, StringComparison.Ordinal);
        Assert.Null((await _site.Visitor().GetAsync(link)).Document.QuerySelector("#new-password"));
        Assert.Equal(SiteRoutes.TwoStepSetUp, (await visitor.SignInAsync(Olga, NewPassword)).Path);

        // The link came by the operator's hand: it shows nothing about the mailbox.
        Assert.Contains("not confirmed", (await VerbAsync("list")).Output, StringComparison.Ordinal);
        Assert.Equal(1, (await VerbAsync("reset", "nobody@example.com")).Code);
    }

    [Fact]
    public async Task A_removed_officer_is_signed_out_and_signs_in_no_more_and_what_was_done_stays_on_the_trail()
    {
        var olga = await _site.OfficerAsync();
        await _site.AddOfficerAsync(Otto);

        var (code, _, errors) = await VerbAsync("remove", Olga);

        Assert.True(code == 0, errors);
        Assert.StartsWith(SiteRoutes.SignIn, (await olga.GetAsync(PrivacyRoutes.Officer)).Path, StringComparison.Ordinal);
        Assert.Equal(SiteRoutes.SignIn, (await _site.Visitor().SignInAsync(Olga)).Path);
        Assert.Null(await _site.AskForPasswordAsync(_site.Visitor(), Olga));
        Assert.Equal([Otto], (await OfficersAsync(_site)).Select(o => o.Address));
        Assert.DoesNotContain(Olga, (await VerbAsync("list")).Output, StringComparison.Ordinal);
        Assert.Equal(1, (await VerbAsync("remove", Olga)).Code);

        // Chained by the verb itself, and whole.
        Assert.Equal(1, await _site.InDatabaseAsync(db => db.AuditEntries().CountAsync(e => e.Act == AccountActs.OfficerRemoved.Name)));
        Assert.Equal(0, await _site.InDatabaseAsync(db => db.AuditWaiting().CountAsync()));
        var verified = await RunAsync("audit", "verify");
        Assert.True(verified.Code == 0, verified.Output + verified.Errors);
    }

    [Fact]
    public async Task An_address_that_was_a_removed_officers_can_be_an_officers_again()
    {
        await _site.AddOfficerAsync(Olga);
        await _site.AddOfficerAsync(Otto);
        Assert.Equal(0, (await VerbAsync("remove", Olga)).Code);

        Assert.Equal(0, (await VerbAsync("add", Olga)).Code);

        Assert.Equal(2, (await OfficersAsync(_site)).Count);
    }

    [Fact]
    public async Task The_last_officer_cannot_be_removed()
    {
        await _site.AddOfficerAsync(Olga);

        var (code, _, errors) = await VerbAsync("remove", Olga);

        Assert.Equal(1, code);
        Assert.Contains("last officer", errors, StringComparison.Ordinal);
        Assert.Equal(SiteRoutes.TwoStepSetUp, (await _site.Visitor().SignInAsync(Olga)).Path);
    }

    [Fact]
    public async Task Two_verbs_that_remove_the_last_two_officers_at_once_leave_one()
    {
        await _site.AddOfficerAsync(Olga);
        await _site.AddOfficerAsync(Otto);

        var both = await Task.WhenAll(VerbAsync("remove", Olga), VerbAsync("remove", Otto));

        Assert.Equal([0, 1], both.Select(b => b.Code).Order());
        Assert.Single(await OfficersAsync(_site));
    }

    [Fact]
    public async Task An_officer_removed_since_the_backup_does_not_come_back_with_it()
    {
        await using var past = new Past();
        await past.Site.AddOfficerAsync(Olga);
        await past.Site.AddOfficerAsync(Otto);
        past.Backup();
        await past.Site.InScopeAsync(async services => Assert.Equal(
            OfficerRemovalOutcome.Removed,
            await services.GetRequiredService<OfficerRemoval>().RemoveAsync(
                (await services.GetRequiredService<Officers>().FindAsync(Olga))!.Value, CancellationToken.None)));

        await using var site = past.Restored("Manual");

        Assert.Equal(SiteRoutes.SignIn, (await site.Visitor().SignInAsync(Olga)).Path);
        Assert.Equal(SiteRoutes.TwoStepSetUp, (await site.Visitor().SignInAsync(Otto)).Path);
        Assert.Empty(await site.UsersAsync(Olga));
        Assert.Equal(1, await site.InDatabaseAsync(db => db.AuditEntries().CountAsync(e => e.Act == AccountActs.OfficerRemoved.Name)));
    }

    private static Task<IReadOnlyList<OfficerAddress>> OfficersAsync(TestSite site) => site.InScopeAsync(
        services => services.GetRequiredService<IOfficerDirectory>().AllAsync(CancellationToken.None));

    private Task<(int Code, string Output, string Errors)> VerbAsync(params string[] words) => RunAsync(["officer", .. words]);

    private Task<(int Code, string Output, string Errors)> RunAsync(params string[] words) => SiteProcess.RunAsync(
        words,
        ("ASPNETCORE_ENVIRONMENT", "Development"),
        ("Data:Folder", _site.DataFolder),
        ("Vault:Folder", Path.Combine(_site.Folder, "vault")),
        ("Site:PublicUrl", "http://localhost"),
        ("Keys:Master", "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="));
}
