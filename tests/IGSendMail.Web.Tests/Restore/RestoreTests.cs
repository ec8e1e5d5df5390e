using System.Net;
using IGSendMail.Platform.Accounts;
using IGSendMail.Platform.Audience;
using IGSendMail.Privacy.Erasure;
using IGSendMail.Privacy.Recovery;
using IGSendMail.Privacy.Requests;
using IGSendMail.Privacy.Retention;
using IGSendMail.Storage;
using IGSendMail.Web.Hosting.Starting;
using IGSendMail.Web.Tests.Requests;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Web.Tests.Restore;

/// <summary>What happens when an operator brings back an old copy of the data, or of the vault.</summary>
public sealed class RestoreTests
{
    private const int People = 50;

    [Fact]
    public async Task After_a_restore_from_before_an_erasure_only_a_maintenance_page_and_health_are_served()
    {
        await using var past = await ErasedAsync();
        await using var site = past.Restored("Manual");
        var visitor = site.Visitor();

        foreach (var path in new[] { "/", "/privacy", "/account/sign-in", "/lists", "/nowhere" })
        {
            var page = await visitor.GetAsync(path);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, page.Status);
            Assert.Contains("putting something right", page.Text, StringComparison.Ordinal);
            Assert.NotNull(page.Response.Headers.RetryAfter);
            Assert.True(page.Response.Headers.CacheControl?.NoStore);
        }

        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync("/health/live")).Status);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await visitor.GetAsync("/health/ready")).Status);
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync("/site.css")).Status);
        Assert.Equal(1, await site.InDatabaseAsync(db => db.Users().CountAsync()));
    }

    [Fact]
    public async Task A_replay_erases_again_brings_the_receipts_back_and_opens_the_site()
    {
        await using var past = await ErasedAsync();
        var numbers = await past.Site.InDatabaseAsync(db => db.ErasureReceipts().Select(r => r.Number).Order().ToListAsync());
        await using var site = past.Restored("Manual");
        await site.Visitor().GetAsync("/health/live");

        var standing = await site.Services.GetRequiredService<ErasureReplay>().RunAsync(default);

        Assert.Equal(new JournalFinding(VaultAgreement.Together, 0), standing);
        Assert.Equal(0, await site.InDatabaseAsync(db => db.Users().CountAsync()));
        Assert.Equal(0, await site.InDatabaseAsync(db => db.Accounts().CountAsync()));
        Assert.Equal(0, await site.InDatabaseAsync(db => db.Subscribers().CountAsync()));
        Assert.Equal(numbers, await site.InDatabaseAsync(db => db.ErasureReceipts().Select(r => r.Number).Order().ToListAsync()));
        await site.Services.GetRequiredService<ErasureWork>().RunAsync(default);
        Assert.Equal(0, await site.InDatabaseAsync(db => db.ErasureRuns().CountAsync(r => r.State != ErasureState.Done)));

        // A second start finds nothing to repeat.
        Assert.True((await site.Services.GetRequiredService<JournalCheck>().LookAsync(default)).MayServe);
    }

    [Fact]
    public async Task With_automatic_replay_a_restored_site_erases_before_it_serves()
    {
        await using var past = await ErasedAsync();
        await using var site = past.Restored("Automatic");

        Assert.Equal(HttpStatusCode.OK, (await site.Visitor().GetAsync("/privacy")).Status);
        Assert.Equal(0, await site.InDatabaseAsync(db => db.Users().CountAsync()));
    }

    [Fact]
    public async Task All_of_a_29_day_old_data_folder_brings_nobody_back()
    {
        await using var past = await ErasedAsync(daysBeforeTheErasure: 29);
        await using var site = past.Restored("Automatic");

        Assert.Equal(HttpStatusCode.OK, (await site.Visitor().GetAsync("/privacy")).Status);

        Assert.Equal(0, await site.InDatabaseAsync(db => db.Accounts().CountAsync()));
        Assert.Empty(past.Canaries.FoundBeneath(site.DataFolder).Where(f => !f.EndsWith(".eml", StringComparison.Ordinal)));
        await site.InScopeAsync(async services =>
        {
            foreach (var work in services.GetServices<IRepeatedWork>())
            {
                await work.RunAsync(default);
            }
        });
        Assert.Empty(past.Canaries.FoundBeneath(site.DataFolder));
    }

    [Fact]
    public async Task A_request_that_a_backup_brings_back_from_before_its_erasure_is_done_as_its_person_was_told()
    {
        await using var past = new Past();
        await past.Site.AskAsync("guest@example.com", Right.Erasure);
        await past.Site.ConfirmAsync("guest@example.com", past.Site.Visitor());
        var reference = (await past.Site.NewestRequestAsync()).Reference;
        past.Backup();
        await past.Site.WorkAsync();
        Assert.Equal(RequestState.Done, (await past.Site.ReadAsync(reference)).State);
        await using var site = past.Restored("Automatic");

        Assert.Equal(HttpStatusCode.OK, (await site.Visitor().GetAsync("/privacy")).Status);
        Assert.Equal(RequestState.Done, (await site.ReadAsync(reference)).State);
        await site.RunRequestsAsync();

        var request = await site.ReadAsync(reference);
        Assert.Equal((RequestState.Done, null), (request.State, request.Reason));
        Assert.Null(request.Contact);
        var events = await site.InDatabaseAsync(db => db.RequestEvents().AsNoTracking().Where(e => e.RequestId == request.Id)
            .OrderBy(e => e.Id).Select(e => e.Kind).ToListAsync());
        Assert.DoesNotContain(RequestEventKind.Refused, events);
        Assert.Contains(RequestEventKind.ErasureOrdered, events);
        Assert.Contains(RequestEventKind.Done, events);
    }

    [Theory]
    [InlineData(ErasureState.Ordered)]
    [InlineData(ErasureState.Planned)]
    [InlineData(ErasureState.Purging)]
    [InlineData(ErasureState.Verified)]
    [InlineData(ErasureState.Receipted)]
    [InlineData(ErasureState.LetterSent)]
    public async Task A_backup_made_in_the_middle_of_an_erasure_is_brought_to_its_end(ErasureState reached)
    {
        await using var past = await ErasedAsync(backupAt: reached);
        await using var site = past.Restored("Automatic");

        Assert.Equal(HttpStatusCode.OK, (await site.Visitor().GetAsync("/privacy")).Status);
        await site.InScopeAsync(async services =>
        {
            await services.GetRequiredService<Outbox>().DeliverDueAsync(default);
            await services.GetRequiredService<ErasureWork>().RunAsync(default);
        });

        Assert.Equal(0, await site.InDatabaseAsync(db => db.Users().CountAsync()));
        Assert.All(
            await site.InDatabaseAsync(db => db.ErasureRuns().AsNoTracking().ToListAsync()),
            run => Assert.Equal(ErasureState.Done, run.State));
        Assert.Equal(
            await past.Site.InDatabaseAsync(db => db.ErasureReceipts().Select(r => r.Number).Order().ToListAsync()),
            await site.InDatabaseAsync(db => db.ErasureReceipts().Select(r => r.Number).Order().ToListAsync()));
    }

    [Fact]
    public async Task An_erasure_that_had_begun_when_the_data_were_lost_is_verified_with_its_repetition()
    {
        await using var past = new Past();
        await past.Customer.RegisterAsync();
        await past.Customer.CancelAsync();
        past.Site.Time.Advance(TimeSpan.FromDays(31));
        var before = past.CopyOf("data");
        await past.BackupInTheMiddleAsync(ErasureState.Purging);

        await using var site = past.Restored("Automatic", data: before);
        Assert.Equal(HttpStatusCode.OK, (await site.Visitor().GetAsync("/privacy")).Status);

        // Or the journal could never forget it: an entry ages from that word.
        await using var vault = await site.Services.GetRequiredService<IDbContextFactory<VaultContext>>().CreateDbContextAsync();
        var entries = await vault.Journal().AsNoTracking().ToListAsync();
        Assert.True(entries.Count > 1);
        Assert.All(entries, entry => Assert.NotNull(entry.VerifiedAt));
    }

    [Fact]
    public async Task A_vault_from_before_somebody_signed_up_stops_the_site_and_no_replay_touches_anything()
    {
        await using var past = new Past();
        await past.Site.Visitor().GetAsync("/health/live");
        var oldVault = past.CopyOf("vault");
        await past.Customer.RegisterAsync();
        await using var site = past.Restored("Automatic", data: past.CopyOf("data"), vault: oldVault);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await site.Visitor().GetAsync("/account/sign-in")).Status);
        Assert.Equal(VaultAgreement.VaultOlder, (await site.Services.GetRequiredService<ErasureReplay>().RunAsync(default)).Agreement);
        Assert.Equal(1, await site.InDatabaseAsync(db => db.Users().CountAsync()));
    }

    [Fact]
    public async Task A_vault_from_before_an_erasure_stops_the_site()
    {
        await using var past = await ErasedAsync();
        // The copy was made while the site ran, log and all; an operator who puts both folders back is told to remove this note.
        File.Delete(Path.Combine(past.VaultBefore, DatabaseFile.FileName));
        await using var site = past.Restored("Automatic", data: past.CopyOf("data"), vault: past.VaultBefore);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await site.Visitor().GetAsync("/")).Status);
        Assert.Equal(VaultAgreement.VaultOlder, (await site.Services.GetRequiredService<JournalCheck>().LookAsync(default)).Agreement);
    }

    [Fact]
    public async Task A_database_that_was_swapped_beneath_a_running_site_begins_no_erasure()
    {
        await using var past = await ErasedAsync();
        await using var site = past.Restored("Manual");
        await site.Visitor().GetAsync("/health/live");
        var journal = site.Services.GetRequiredService<ErasureJournal>();
        var run = new ErasureRun
        {
            Id = RowKeys.New(site.Time),
            Trigger = "test",
            Cause = RetentionCauses.Cancellation,
            Scope = ErasureScope.Everything,
            OrderedAt = site.Time.GetUtcNow(),
        };

        await Assert.ThrowsAsync<JournalAheadException>(() =>
            journal.BeginAsync(run, Privacy.PersonalData.DataSubject.Of(), default));
    }

    private static async Task<Past> ErasedAsync(int daysBeforeTheErasure = 2, ErasureState? backupAt = null)
    {
        var past = new Past();
        await past.Customer.RegisterAsync();
        await past.Customer.UploadAsync(People);
        await past.Customer.CancelAsync();
        await past.Customer.WorkAsync();
        past.Site.Time.Advance(TimeSpan.FromDays(31 - daysBeforeTheErasure));
        if (daysBeforeTheErasure < 3)
        {
            await past.Customer.WorkAsync();
        }

        past.Backup();
        past.Site.Time.Advance(TimeSpan.FromDays(daysBeforeTheErasure));
        if (backupAt is { } state)
        {
            await past.BackupInTheMiddleAsync(state);
        }

        await past.Customer.WorkAsync();
        Assert.Equal(0, await past.Site.InDatabaseAsync(db => db.Accounts().CountAsync()));
        return past;
    }
}
