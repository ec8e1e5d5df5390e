using System.Text;
using IGSendMail.Platform.Accounts;
using IGSendMail.Platform.Audience;
using IGSendMail.Privacy.Audit;
using IGSendMail.Privacy.Requests;
using IGSendMail.Storage;
using IGSendMail.Testing;
using IGSendMail.Web.Features.Shared;
using IGSendMail.Web.Tests.Audience;
using IGSendMail.Web.Tests.House;
using IGSendMail.Web.Tests.Identity;
using IGSendMail.Web.Tests.Requests;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Web.Tests.Restore;

/// <summary>Whoever opted out stays off: through every door, and through a restore of yesterday's backup.</summary>
public sealed class OptOutRestoreTests
{
    private const string Owner = "owner@example.com", Guest = "guest@example.com";

    [Theory]
    [InlineData("Manual")]
    [InlineData("Automatic")]
    public async Task An_opt_out_after_the_backup_is_there_again_before_the_first_page(string replay)
    {
        await using var past = new Past();
        await past.Site.PlantRecipientAsync(Owner, Guest);
        past.Backup();
        await OptOutAsync(await past.Site.SignedInAsync(Owner), Guest);
        await using var site = past.Restored(replay);

        var owner = await site.SignedInAsync(Owner);

        Assert.Empty(await owner.AddressesAsync());
        Assert.Equal(1, await site.InDatabaseAsync(db => db.Suppressions().CountAsync(s => s.Source == SuppressionSource.Customer)));
        Assert.Equal(1, await site.InDatabaseAsync(db => db.AuditEntries().CountAsync(e => e.Act == AudienceActs.SuppressionsRepeated.Name)));
        await ListSite.NewListAsync(owner, Encoding.UTF8.GetBytes($"email\n{Guest}\n"));
        Assert.Empty(await owner.AddressesAsync());
    }

    [Fact]
    public async Task An_opted_out_person_is_offered_by_every_file_form_merge_undo_erasure_and_restore_and_is_on_no_list_again()
    {
        await using var past = new Past();
        await past.Site.RegisterAsync(Owner);
        var owner = await past.Site.SignedInAsync(Owner);
        past.Backup();
        var shapes = Shapes();
        await OfferAllAsync(past.Site, shapes);
        var people = await OnListsAsync(past.Site);
        Assert.True(people.Count > 20, $"only {people.Count} people came with the files");
        await owner.SubmitAsync(
            await owner.GetAsync("/lists/opted-out"), "form#opt-out-file",
            files: new Dictionary<string, (string, byte[])> { ["File"] = ("out.csv", Encoding.UTF8.GetBytes("email\n" + string.Join('\n', people) + "\n")) });
        Assert.Empty(await OnListsAsync(past.Site));

        // Every shape again, and by hand.
        await OfferAllAsync(past.Site, shapes);
        Assert.Empty(await OnListsAsync(past.Site));
        await ByFormAsync(owner, people[0]);

        // A list with them, had it been there before, merged into another; an upload taken back.
        var import = await ListSite.NewListAsync(owner, Encoding.UTF8.GetBytes($"email\n{people[1]}\nsomebody@else.example\n"), "Undone");
        var (one, other) = (ListSite.ListOf(import), ListSite.ListOf(await ListSite.NewListAsync(owner, Encoding.UTF8.GetBytes($"email\n{people[2]}\nnobody@else.example\n"), "Merged")));
        await owner.SubmitAsync(await owner.GetAsync(other + "/merge"), "form#merge", new Dictionary<string, string> { ["Into"] = one.Split('/')[2] });
        Assert.Equal(["nobody@else.example", "somebody@else.example"], await OnListsAsync(past.Site));
        await owner.SubmitAsync(await owner.GetAsync(import.Path), "form#undo");
        Assert.Equal(["nobody@else.example"], await OnListsAsync(past.Site));

        // The person has their data erased, and is offered again.
        await past.Site.AskAndConfirmAsync(people[3], Right.Erasure, past.Site.Visitor());
        await past.Site.WorkAsync();
        await OfferAllAsync(past.Site, shapes);
        Assert.Equal(["nobody@else.example"], await OnListsAsync(past.Site));

        // Yesterday's backup knows of none of it.
        await using var site = past.Restored("Automatic");
        var again = await site.SignedInAsync(Owner);
        await OfferAllAsync(site, shapes);
        Assert.Empty(await OnListsAsync(site));
        await ListSite.NewListAsync(again, "email\nnew@else.example\n"u8.ToArray());
        await ByFormAsync(again, people[0]);
        Assert.Equal(["new@else.example"], await OnListsAsync(site));
    }

    [Fact]
    public async Task What_a_killed_process_left_and_what_was_there_before_the_journal_is_copied()
    {
        // More than one slice.
        const int before = 1_100;
        await using var past = new Past();
        await past.Site.RegisterAsync(Owner);
        var account = await past.Site.AccountAsync();
        past.Backup();
        await past.Site.InDatabaseAsync(async db =>
        {
            await db.WriteAsync(WriteUrgency.Interactive, token =>
            {
                var left = RowKeys.New(past.Site.Time);
                db.AddRange(Enumerable.Range(0, before).Select(_ => Out(account, RowKeys.New(past.Site.Time), past.Site.Time)).Append(Out(account, left, past.Site.Time)));
                db.Add(new SuppressionNote
                {
                    Id = RowKeys.New(past.Site.Time),
                    AccountId = account,
                    AddressHash = left,
                    At = past.Site.Time.GetUtcNow(),
                    Reason = SuppressionReason.OptedOut,
                    Source = SuppressionSource.Person,
                });
                return Task.CompletedTask;
            }, CancellationToken.None);
            return 0;
        });

        await past.Site.InScopeAsync(services => services.GetRequiredService<SuppressionJournal>().RunAsync(CancellationToken.None));

        Assert.Equal(0, await past.Site.InDatabaseAsync(db => db.SuppressionNotes().CountAsync()));
        await using var site = past.Restored("Manual");
        await site.Visitor().GetAsync("/privacy");
        Assert.Equal(before + 1, await site.InDatabaseAsync(db => db.Suppressions().CountAsync(s => s.AccountId == account)));
    }

    [Fact]
    public async Task The_journal_goes_with_the_account()
    {
        await using var past = new Past();
        await past.Site.PlantRecipientAsync(Owner, Guest);
        var owner = await past.Site.SignedInAsync(Owner);
        await OptOutAsync(owner, Guest);
        Assert.Equal(1, await JournaledAsync(past.Site));

        await owner.SubmitAsync(
            await owner.GetAsync(PrivacyRoutes.AccountDataErase), "#erase-form", new Dictionary<string, string> { ["Password"] = RequestSteps.Password });
        await past.Site.WorkAsync();

        Assert.Equal(0, await past.Site.InDatabaseAsync(db => db.Accounts().CountAsync()));
        Assert.Equal(0, await JournaledAsync(past.Site));
    }

    [Fact]
    public async Task Sixteen_opt_outs_at_once_of_an_account_without_lists_make_one()
    {
        await using var past = new Past();
        await past.Site.RegisterAsync(Owner);
        var owner = await past.Site.SignedInAsync(Owner);
        var page = await owner.GetAsync("/lists/opted-out");

        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ =>
            owner.SubmitAsync(page, "form#opt-out", new Dictionary<string, string> { ["Email"] = Guest })));

        Assert.All(answers, a => Assert.Equal(System.Net.HttpStatusCode.OK, a.Status));
        Assert.Equal(1, await past.Site.InDatabaseAsync(db => db.Suppressions().CountAsync()));
        Assert.Equal(1, await JournaledAsync(past.Site));
    }

    private static Suppression Out(Guid account, Guid hash, TimeProvider time) => new()
    {
        AccountId = account,
        AddressHash = hash,
        Since = time.GetUtcNow(),
        Reason = SuppressionReason.OptedOut,
        Source = SuppressionSource.Person,
    };

    private static List<(string Name, byte[] Content)> Shapes() => [.. Directory
        .EnumerateFiles(Path.Combine(Repository.Root, "tests/uploads/shapes")).Order(StringComparer.Ordinal)
        .Select(f => (Path.GetFileName(f), File.ReadAllBytes(f)))];

    private static Task OfferAllAsync(TestSite site, List<(string Name, byte[] Content)> shapes) => site.InScopeAsync(async services =>
    {
        var account = await services.GetRequiredService<IGSendMailContext>().Accounts().Select(a => a.Id).SingleAsync();
        foreach (var (name, content) in shapes)
        {
            await using var scope = services.CreateAsyncScope();
            var import = await scope.ServiceProvider.UploadAsync(account, name, new MemoryStream(content));
            await scope.ServiceProvider.GetRequiredService<ImportWork>().RunAsync(CancellationToken.None);
            Assert.Equal(ImportState.Done, await site.InDatabaseAsync(db => db.Imports().Where(i => i.Id == import.Id).Select(i => i.State).SingleAsync()));
        }
    });

    private static async Task ByFormAsync(PageVisitor owner, string address)
    {
        var list = (await owner.GetAsync("/lists")).Document.QuerySelector("th a[href^='/lists/']")!.GetAttribute("href")!;
        var said = await owner.SubmitAsync(await owner.GetAsync(list + "/people/new"), "form#new-person", new Dictionary<string, string>
        {
            ["Email"] = address,
            ["Basis"] = nameof(DeclaredBasis.Consent),
            ["Source"] = "They asked me to.",
        });
        Assert.Contains("wants no e-mails from you", said.TextOf(".error-summary"), StringComparison.Ordinal);
    }

    private static async Task OptOutAsync(PageVisitor owner, string address) =>
        await owner.SubmitAsync(await owner.GetAsync("/lists/opted-out"), "form#opt-out", new Dictionary<string, string> { ["Email"] = address });

    /// <summary>Everybody who is on a list, read from the rows.</summary>
    private static Task<List<string>> OnListsAsync(TestSite site) => site.InScopeAsync(async services =>
    {
        var sealer = services.GetRequiredService<Sealer>();
        var found = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var row in await services.GetRequiredService<IGSendMailContext>().Subscribers().AsNoTracking().ToListAsync())
        {
            found.Add((await sealer.OpenAsync<SubscriberContent>(row, row.Content, CancellationToken.None)).Address);
        }

        return found.ToList();
    });

    private static Task<int> JournaledAsync(TestSite site) => site.InScopeAsync(async services =>
    {
        await using var vault = await services.GetRequiredService<IDbContextFactory<VaultContext>>().CreateDbContextAsync();
        return await vault.SuppressionJournal().CountAsync();
    });
}
