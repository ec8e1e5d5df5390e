using System.IO.Compression;
using System.Net;
using IGSendMail.Platform.Audience;
using IGSendMail.Privacy.Audit;
using IGSendMail.Privacy.Erasure;
using IGSendMail.Privacy.Requests;
using IGSendMail.Privacy.Retention;
using IGSendMail.Storage;
using IGSendMail.Testing;
using IGSendMail.Web.Tests.Accounts;
using IGSendMail.Web.Tests.Requests;
using IGSendMail.Web.Tests.Retention;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Web.Tests.Upgrade;

/// <summary>On a database of November 2026 people find what is theirs, proofs stay proofs, and what waited is done.</summary>
public sealed class LifeGoesOnTests : IAsyncDisposable
{
    private readonly NovemberSite _old = new();
    private readonly TestSite _site;

    public LifeGoesOnTests() => _site = _old.Today();

    public async ValueTask DisposeAsync()
    {
        await _site.DisposeAsync();
        _old.Dispose();
    }

    [Fact]
    public async Task A_customer_signs_in_and_finds_name_lists_and_package()
    {
        var ada = _site.Visitor();

        var account = await ada.SignInAsync("ada@example.com");

        Assert.Equal("Ada Example-Byron", account.TextOf("#account-name"));
        Assert.Equal("Example Ltd", account.TextOf("#account-company"));
        Assert.Contains("Ada's readers", (await ada.GetAsync("/lists")).Text, StringComparison.Ordinal);
        var package = await ada.GetAsync("/privacy/requests/AC-KW5F-3KSD/download");
        Assert.Equal(HttpStatusCode.OK, package.Status);
        using var zip = new ZipArchive(new MemoryStream(package.Body));
        Assert.NotNull(zip.GetEntry("manifest.json"));
    }

    [Fact]
    public async Task An_officer_reads_what_a_person_wrote_and_sees_the_hold()
    {
        var olga = _site.Visitor();
        await _site.EnterCodeAsync(olga, await olga.SignInAsync("olga@example.com"), "olga@example.com", RequestSteps.Password);

        Assert.Contains(
            "I joined in 2023, not in 2024: Ånäs.", (await olga.GetAsync("/officer/requests/RC-Y2QA-HCXD/correct")).Text, StringComparison.Ordinal);
        Assert.Contains("2026-117", (await olga.GetAsync("/officer/holds")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_trail_is_whole_before_and_after_what_waited_has_found_its_place()
    {
        var found = await VerifyAsync();
        Assert.Null(found.Fault);
        Assert.True(found.Waiting >= 6, "entries of November wait for their place");

        await _site.InScopeAsync(s => s.GetRequiredService<AuditSequencer>().RunAsync(default));

        var then = await VerifyAsync();
        Assert.Null(then.Fault);
        Assert.Equal((found.Verified + found.Waiting, 0), (then.Verified, then.Waiting));
    }

    [Fact]
    public async Task Every_receipt_is_still_genuine()
    {
        var receipts = await _site.InDatabaseAsync(db => db.ErasureReceipts().AsNoTracking().ToListAsync());
        Assert.Equal(4, receipts.Count);
        foreach (var receipt in receipts)
        {
            var visitor = _site.Visitor();
            var page = await visitor.SubmitAsync(
                await visitor.GetAsync("/privacy/receipts/check"), "#receipt-form", new Dictionary<string, string> { ["Text"] = receipt.Content });

            Assert.Equal("This receipt is genuine", page.TextOf("#answer h2"));
        }
    }

    [Fact]
    public async Task What_waited_is_done()
    {
        var link = Assert.Single(await _site.LettersAsync<RequestConfirmLetter>());
        Assert.Equal("last@example.com", link.ToAddress);

        await _site.InScopeAsync(s => s.GetRequiredService<Outbox>().DeliverDueAsync(default));
        await _site.InScopeAsync(s => s.GetRequiredService<ImportWork>().RunAsync(default));

        Assert.Equal(0, await _site.InDatabaseAsync(db => db.OutboxMessages().CountAsync()));
        Assert.Contains(
            Directory.EnumerateFiles(Path.Combine(_site.DataFolder, "mail"), "*.eml", SearchOption.AllDirectories),
            file => File.ReadAllText(file).Contains("last@example.com", StringComparison.Ordinal));
        var back = _site.Visitor();
        await back.SignInAsync("back@example.com");
        var lists = await back.GetAsync("/lists");
        Assert.Contains("Not read yet", lists.Text, StringComparison.Ordinal);
        Assert.Equal(4, await _site.InDatabaseAsync(async db =>
        {
            var list = await db.SubscriberLists().AsNoTracking().OrderByDescending(l => l.Id).FirstAsync();
            return await db.Subscribers().CountAsync(s => s.AccountId == list.AccountId);
        }));
    }

    [Fact]
    public void Cookies_and_forms_of_November_still_count()
    {
        var keys = _site.Services.GetRequiredService<IKeyManager>().GetAllKeys();

        Assert.NotNull(keys.Single(k => k.KeyId == Guid.Parse("47bcff23-e614-46fb-9e57-02835c62190b")).CreateEncryptor());
    }

    [Fact]
    public async Task What_was_promised_in_November_is_kept_and_what_was_held_stays()
    {
        var before = await KeptPromisesAsync();

        _site.Time.Advance(TimeSpan.FromDays(31));
        await _site.RunRetentionAsync();

        Assert.Equal(before + 1, await KeptPromisesAsync());
        var visitor = _site.Visitor();
        Assert.StartsWith("/account/sign-in", (await visitor.SignInAsync("leaving@example.com")).Path, StringComparison.Ordinal);
        Assert.Equal("/account", (await _site.Visitor().SignInAsync("held@example.com")).Path);
        await _site.InScopeAsync(s => s.GetRequiredService<AuditSequencer>().RunAsync(default));
        Assert.Null((await VerifyAsync()).Fault);
    }

    private Task<int> KeptPromisesAsync() => _site.InDatabaseAsync(db =>
        db.ErasureRuns().CountAsync(r => r.Cause == RetentionCauses.Cancellation && r.FinishedAt != null));

    private Task<AuditReport> VerifyAsync() => _site.InScopeAsync(async services =>
        await services.GetRequiredService<AuditVerifier>().VerifyAsync(services.GetRequiredService<IGSendMailContext>(), new Nobody(), default));

    private sealed class Nobody : IProgress<long>
    {
        public void Report(long value)
        {
            // Nobody looks on.
        }
    }
}
