using System.Net;
using IGSendMail.Platform.Accounts;
using IGSendMail.Platform.Audience;
using IGSendMail.Privacy.Audit;
using IGSendMail.Privacy.Erasure;
using IGSendMail.Privacy.Recovery;
using IGSendMail.Privacy.Retention;
using IGSendMail.Storage;
using IGSendMail.Testing;
using IGSendMail.Web.Features.Shared;
using IGSendMail.Web.Hosting.Starting;
using IGSendMail.Web.Tests.Requests;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Web.Tests.Restore;

/// <summary>Whatever people were told after the backup was made is so after it was restored: all of it, the database alone, or one table of it.</summary>
public sealed class ToldRestoreTests
{
    public static TheoryData<string, string> Matrix()
    {
        var matrix = new TheoryData<string, string>();
        foreach (var act in ToldActs.All)
        {
            matrix.Add(act.Name, nameof(Way.Folder));
            matrix.Add(act.Name, nameof(Way.Database));
            foreach (var table in act.Tables)
            {
                matrix.Add(act.Name, table);
            }
        }

        return matrix;
    }

    public static TheoryData<string> Names() => [.. ToldActs.All.Select(a => a.Name)];

    [Theory]
    [MemberData(nameof(Matrix))]
    public async Task What_was_told_after_the_backup_is_so_after_the_restore(string name, string way)
    {
        var act = ToldActs.All.Single(a => a.Name == name);
        await using var past = new Past();
        var world = new ToldWorld(past.Site);
        await act.Before(world);
        past.Backup();
        past.Site.Time.Advance(TimeSpan.FromMinutes(1));
        await act.Told(world);
        Assert.True(await act.IsSo(past.Site, world), "it was not so before the restore");

        await using var site = Restored(past, way);
        await site.Visitor().GetAsync("/health/ready");

        Assert.True(await act.IsSo(site, world), $"the restore of {way} undid it");
        Assert.Equal(HttpStatusCode.OK, (await site.Visitor().GetAsync("/health/ready")).Status);
        Assert.Null((await site.InScopeAsync(services => services.GetRequiredService<AuditVerifier>().VerifyAsync(services.GetRequiredService<IGSendMailContext>(), null, CancellationToken.None))).Fault);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Nothing_is_told_again_that_the_database_knows(string name)
    {
        var act = ToldActs.All.Single(a => a.Name == name);
        await using var past = new Past();
        var world = new ToldWorld(past.Site);
        await act.Before(world);
        await act.Told(world);
        past.Backup();

        await using var site = past.Restored("Manual");

        Assert.Equal(HttpStatusCode.OK, (await site.Visitor().GetAsync("/health/ready")).Status);
        Assert.Equal(0, await ToldAgainAsync(site));
    }

    [Fact]
    public async Task A_vault_that_lacks_what_the_database_knows_stops_the_site()
    {
        await using var past = new Past();
        var world = new ToldWorld(past.Site);
        await ToldActs.OneListAsync(world);
        await past.Site.InScopeAsync(services => services.GetRequiredService<ToldCopying>().RunAsync(CancellationToken.None));
        past.Backup();
        await ToldActs.DeleteListAsync(world);
        await past.Site.InScopeAsync(services => services.GetRequiredService<ToldCopying>().RunAsync(CancellationToken.None));
        File.Delete(Path.Combine(past.VaultBefore, DatabaseFile.FileName));

        await using var site = past.Restored("Automatic", data: past.CopyOf("data"), vault: past.VaultBefore);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await site.Visitor().GetAsync("/")).Status);
        Assert.Equal(VaultAgreement.VaultOlder, (await site.Services.GetRequiredService<JournalCheck>().LookAsync(default)).Agreement);
    }

    [Fact]
    public async Task A_backup_that_is_older_than_what_is_remembered_is_not_served_before_somebody_takes_the_loss_upon_them()
    {
        await using var past = new Past();
        var world = new ToldWorld(past.Site);
        await ToldActs.OneListAsync(world);
        await past.Site.InScopeAsync(services => services.GetRequiredService<ToldCopying>().RunAsync(CancellationToken.None));
        past.Backup();
        await past.Site.AskAsync("somebody@example.com");
        past.Site.Time.Advance(TimeSpan.FromDays(91));
        await ToldActs.DeleteListAsync(new ToldWorld(past.Site) { Account = world.Account, Owner = await past.Site.SignedInAsync("owner@example.com") });
        await past.Site.InScopeAsync(async services =>
        {
            await services.GetRequiredService<ToldCopying>().RunAsync(CancellationToken.None);
            await services.GetRequiredService<RetentionJob>().RunAsync(CancellationToken.None);
        });

        await using (var closed = past.Restored("Automatic"))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, (await closed.Visitor().GetAsync("/")).Status);
            Assert.Equal(VaultAgreement.TooOld, (await closed.Services.GetRequiredService<RestoreCheck>().LookAsync(default)).Agreement);
            await closed.InScopeAsync(services => services.GetRequiredService<AcceptedLoss>().AcceptAsync(CancellationToken.None));
        }

        await using var site = past.Restored("Automatic");
        Assert.Equal(HttpStatusCode.OK, (await site.Visitor().GetAsync("/privacy")).Status);
        Assert.Equal(0, await site.InDatabaseAsync(db => db.Set<Platform.Audience.SubscriberList>().CountAsync(l => l.DeletedAt == null)));
        Assert.Equal(1, await site.InDatabaseAsync(db => db.AuditEntries().CountAsync(e => e.Act == RecoveryActs.LossAccepted.Name)));
    }

    [Fact]
    public async Task What_was_told_goes_with_the_account_and_does_not_bring_it_back()
    {
        await using var past = new Past();
        var world = new ToldWorld(past.Site);
        await ToldActs.OneListAsync(world);
        past.Backup();
        await ToldActs.DeleteListAsync(world);
        await world.Owner.SubmitAsync(
            await world.Owner.GetAsync(PrivacyRoutes.AccountDataErase), "#erase-form", new Dictionary<string, string> { ["Password"] = RequestSteps.Password });
        await past.Site.WorkAsync();
        Assert.Equal(0, await past.Site.InDatabaseAsync(db => db.Accounts().CountAsync()));
        Assert.Empty(await JournaledAsync(past.Site, world.Account));

        await using var site = past.Restored("Automatic");
        await site.Visitor().GetAsync("/health/ready");

        Assert.Equal(0, await site.InDatabaseAsync(db => db.Accounts().CountAsync()));
        Assert.Equal(0, await site.InDatabaseAsync(db => db.Users().CountAsync()));
    }

    [Fact]
    public async Task What_a_killed_process_left_is_copied_before_anything_is_served()
    {
        await using var past = new Past();
        var world = new ToldWorld(past.Site);
        await ToldActs.OneListAsync(world);
        await ToldActs.DeleteListAsync(world);
        await past.Site.InScopeAsync(async services =>
        {
            // As if it had been killed after the commit.
            await using var vault = await services.GetRequiredService<IDbContextFactory<VaultContext>>().CreateDbContextAsync();
            await vault.ToldJournal().Where(e => e.Kind == AudienceToldKinds.ListDeleted).ExecuteDeleteAsync();
        });
        past.Backup();

        await using var site = past.Restored("Manual");
        await site.Visitor().GetAsync("/health/ready");

        Assert.Contains(AudienceToldKinds.ListDeleted, await JournaledAsync(site, world.Account));
    }

    [Fact]
    public async Task Where_something_else_stands_in_its_place_nothing_is_served_until_somebody_decides()
    {
        await using var past = new Past();
        var world = new ToldWorld(past.Site);
        await ToldActs.OneListAsync(world);
        past.Backup();
        await past.Site.RegisterAsync("moved@example.com");
        await past.Site.InScopeAsync(services => services.GetRequiredService<ToldCopying>().RunAsync(CancellationToken.None));

        // The place of the user who came since is taken, by a row that nobody was told of.
        past.InBackup("""
            UPDATE "Users" SET "AddressHash" = (SELECT "AddressHash" FROM today."Users" WHERE "Id" NOT IN (SELECT "Id" FROM main."Users"));
            """);

        await using var site = past.Restored("Manual");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await site.Visitor().GetAsync("/")).Status);
        Assert.Equal(new JournalFinding(VaultAgreement.ToldMissing, 1), await site.Services.GetRequiredService<RestoreCheck>().LookAsync(default));
        var missing = Assert.Single(site.Services.GetRequiredService<ToldReplay>().Missing);
        Assert.Equal(AccountToldKinds.User, missing.Kind);

        await site.InScopeAsync(services => services.GetRequiredService<AcceptedLoss>().AcceptAsync([missing], CancellationToken.None));
        await site.InScopeAsync(services => services.GetRequiredService<ToldReplay>().RepeatAsync(CancellationToken.None));
        Assert.Equal(VaultAgreement.Together, (await site.Services.GetRequiredService<RestoreCheck>().LookAsync(default)).Agreement);
        Assert.Equal(1, await site.InDatabaseAsync(db => db.AuditEntries().CountAsync(e => e.Act == RecoveryActs.LossAccepted.Name)));
    }

    private static TestSite Restored(Past past, string way)
    {
        if (way == nameof(Way.Folder))
        {
            return past.Restored("Manual");
        }

        if (way != nameof(Way.Database))
        {
            return past.Restored("Manual", past.WithTable(way));
        }

        var data = past.CopyOf("data");
        var database = Path.Combine(data, "igsendmail.db");
        foreach (var end in new[] { "", "-wal", "-shm" })
        {
            File.Delete(database + end);
            if (File.Exists(Path.Combine(past.Data, "igsendmail.db" + end)))
            {
                File.Copy(Path.Combine(past.Data, "igsendmail.db" + end), database + end);
            }
        }

        return past.Restored("Manual", data);
    }

    private static Task<int> ToldAgainAsync(TestSite site) =>
        site.InDatabaseAsync(db => db.AuditEntries().CountAsync(e => e.Act == RecoveryActs.ToldAgain.Name));

    private static Task<List<ToldKind>> JournaledAsync(TestSite site, Guid account) => site.InScopeAsync(async services =>
    {
        await using var vault = await services.GetRequiredService<IDbContextFactory<VaultContext>>().CreateDbContextAsync();
        return await vault.ToldJournal().Where(e => e.OwnerId == account).Select(e => e.Kind).ToListAsync();
    });

    private enum Way
    {
        Folder,
        Database,
    }
}
