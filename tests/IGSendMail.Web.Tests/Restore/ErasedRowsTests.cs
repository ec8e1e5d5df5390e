using System.Net;
using IGSendMail.Platform.Accounts;
using IGSendMail.Platform.Audience;
using IGSendMail.Privacy.Audit;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Recovery;
using IGSendMail.Storage;
using IGSendMail.Testing;
using IGSendMail.Web.Features.Shared;
using IGSendMail.Web.Tests.Identity;
using IGSendMail.Web.Tests.Requests;
using IGSendMail.Web.Tests.Retention;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Web.Tests.Restore;

/// <summary>One table of a backup is put back among today's others: the database knows the erasure, and the rows are back all the same.</summary>
public sealed class ErasedRowsTests
{
    [Fact]
    public async Task Rows_of_an_erased_account_are_gone_again_from_whatever_table_was_put_back()
    {
        await using var past = new Past();
        var world = new ToldWorld(past.Site);
        await ToldActs.OneListAsync(world);
        await past.Site.SetUpTwoStepAsync(world.Owner);
        var tables = await TablesOfAsync(past.Site, world.Account);
        Assert.Superset(new HashSet<string>(["Accounts", "Users", "SubscriberLists", "Subscribers", "Sessions", "SecondFactors"]), tables.ToHashSet());
        past.Backup();
        await world.Owner.SubmitAsync(
            await world.Owner.GetAsync(PrivacyRoutes.AccountDataErase), "#erase-form", new Dictionary<string, string> { ["Password"] = RequestSteps.Password });
        await past.Site.WorkAsync();
        Assert.Equal(0, await LeftAsync(past.Site, world.Account));

        foreach (var table in tables)
        {
            await using var site = past.Restored("Manual", past.WithTable(table));
            Assert.Equal(HttpStatusCode.OK, (await site.Visitor().GetAsync("/privacy")).Status);
            Assert.Equal((table, 0L), (table, await LeftAsync(site, world.Account)));
            Assert.Contains(await ToldAgainAsync(site), facts => facts.Contains("ErasedRow", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Lists_that_went_after_a_cancellation_go_again_and_those_that_came_later_stay()
    {
        await using var past = new Past();
        var account = await past.Site.OpenAsync("owner@example.com", people: 3);
        var terms = await past.Site.CancelAsync(account);
        past.Backup();
        past.Site.Time.SetUtcNow(terms.UndoListsUntil);
        await past.Site.RunRetentionAsync();
        await past.Site.InScopeAsync(services => services.GetRequiredService<Cancellation>().UndoAsync(account, CancellationToken.None));
        past.Site.Time.Advance(TimeSpan.FromHours(1));
        await past.Site.UploadAsync(account, people: 1);
        Assert.Equal(1, await past.Site.InDatabaseAsync(db => db.Subscribers().CountAsync()));
        var newest = await past.Site.InDatabaseAsync(db => db.Subscribers().Select(s => s.Id).SingleAsync());

        // The rows of before come back beside those of today.
        await using var site = past.Restored("Manual", past.WithTable("Subscribers", isAdded: true));
        Assert.Equal(HttpStatusCode.OK, (await site.Visitor().GetAsync("/privacy")).Status);

        Assert.Equal([newest], await site.InDatabaseAsync(db => db.Subscribers().Select(s => s.Id).ToListAsync()));
    }

    [Fact]
    public async Task Lists_that_came_later_stay_although_the_clock_had_gone_back()
    {
        await using var past = new Past();
        var account = await past.Site.OpenAsync("owner@example.com", people: 3);
        var terms = await past.Site.CancelAsync(account);
        past.Site.Time.SetUtcNow(terms.UndoListsUntil);
        await past.Site.RunRetentionAsync();
        await past.Site.InScopeAsync(services => services.GetRequiredService<Cancellation>().UndoAsync(account, CancellationToken.None));
        var (data, vault) = (past.CopyOf("data"), past.CopyOf("vault"));

        // A site whose clock shows the day on which the account was opened.
        for (var start = 0; start < 2; start++)
        {
            await using var site = new TestSite().With("Data:Folder", data).With("Vault:Folder", vault).With("Erasures:Replay", "Manual");
            site.DataFolder = data;
            Assert.Equal(HttpStatusCode.OK, (await site.Visitor().GetAsync("/privacy")).Status);
            if (start == 0)
            {
                await site.UploadAsync(account, people: 1);
            }

            Assert.True(site.Time.GetUtcNow() < terms.UndoListsUntil);
            Assert.Equal(1, await site.InDatabaseAsync(db => db.Subscribers().CountAsync()));
        }
    }

    [Fact]
    public async Task Where_nothing_was_put_back_nothing_is_told_again()
    {
        await using var past = new Past();
        var world = new ToldWorld(past.Site);
        await ToldActs.OneListAsync(world);
        await world.Owner.SubmitAsync(
            await world.Owner.GetAsync(PrivacyRoutes.AccountDataErase), "#erase-form", new Dictionary<string, string> { ["Password"] = RequestSteps.Password });
        await past.Site.WorkAsync();
        await past.Site.RegisterAsync(ToldActs.Owner);
        past.Backup();

        await using var site = past.Restored("Manual");
        await site.Visitor().GetAsync("/health/ready");

        Assert.Empty(await ToldAgainAsync(site));
        Assert.Equal(1, await site.InDatabaseAsync(db => db.Accounts().CountAsync()));
    }

    /// <summary>Tables in which an erasure of this account takes rows.</summary>
    private static Task<List<string>> TablesOfAsync(TestSite site, Guid account) => site.InScopeAsync(async services =>
    {
        var model = services.GetRequiredService<IGSendMailContext>().Model;
        var tables = new List<string>();
        foreach (var store in services.GetRequiredService<DataMap>().Stores)
        {
            if (await store.LeftAsync(SubjectOf(account), CancellationToken.None) > 0
                && model.GetEntityTypes().SingleOrDefault(e => e.ClrType.Name == store.Description.Key)?.GetTableName() is { } table)
            {
                tables.Add(table);
            }
        }

        return tables;
    });

    /// <summary>What an erasure would still take, in every place.</summary>
    private static Task<long> LeftAsync(TestSite site, Guid account) => site.InScopeAsync(async services =>
    {
        var left = 0L;
        foreach (var store in services.GetRequiredService<DataMap>().Stores)
        {
            left += await store.LeftAsync(SubjectOf(account), CancellationToken.None);
        }

        return left;
    });

    private static DataSubject SubjectOf(Guid account) => DataSubject.Of(new Identifier(IdentifierKind.Account, account));

    private static Task<List<string>> ToldAgainAsync(TestSite site) =>
        site.InDatabaseAsync(db => db.AuditEntries().Where(e => e.Act == RecoveryActs.ToldAgain.Name).Select(e => e.Facts).ToListAsync());
}
