using System.Net;
using IGSendMail.Platform.Accounts;
using IGSendMail.Privacy.Policy;
using IGSendMail.Storage;
using IGSendMail.Testing;
using IGSendMail.Wishes;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;

namespace IGSendMail.Extension.Tests;

/// <summary>The site as it is, with one feature more in an assembly of its own, and a customer.</summary>
internal sealed class WishSite : IAsyncDisposable
{
    public const string Password = "correct horse battery";
    public const string Address = "ada@example.com";

    private WishSite(TestSite site) => Site = site;

    public TestSite Site { get; }

    public Guid AccountId { get; private set; }

    public Guid UserId { get; private set; }

    /// <summary>Adds the feature to a site that was not started yet.</summary>
    public static TestSite WithWishes(TestSite site) => site.WithServices(services =>
    {
        services.AddWishes();
        // The application's migrations do not know the new tables: they are made right after the others.
        services.ConfigureDbContext<IGSendMailContext>(options => options
            .ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.PendingModelChangesWarning))
            .UseAsyncSeeding((db, _, cancellation) => NewTables.MakeAsync(db, cancellation)));
    });

    public static Task<WishSite> StartAsync() => StartAsync(new TestSite());

    public static async Task<WishSite> StartAsync(TestSite site)
    {
        var started = new WishSite(WithWishes(site));
        (started.AccountId, started.UserId) = await site.InScopeAsync(async services =>
        {
            var version = services.GetRequiredService<PolicyShelf>().Snapshot().InForce.Version;
            var user = await services.GetRequiredService<Registration>().RegisterAsync(
                new NewAccount("Ada Example", EmailAddress.Of(Address), "Example Ltd", Password, version) { NeedsNoProof = true }, CancellationToken.None);
            return (user!.AccountId!.Value, user.Id);
        });
        return started;
    }

    public Task WishAsync(string text) => Site.InScopeAsync(services =>
        services.GetRequiredService<WishBox>().SendAsync(AccountId, UserId, text, CancellationToken.None));

    public Task<List<Wish>> WishesAsync() => Site.InDatabaseAsync(db => db.Wishes().AsNoTracking().ToListAsync());

    /// <summary>Lets every room do its background work until all is quiet.</summary>
    public Task WorkAsync() => Site.InScopeAsync(async services =>
    {
        for (var round = 0; round < 3; round++)
        {
            foreach (var work in services.GetServices<IRepeatedWork>())
            {
                await work.RunAsync(CancellationToken.None);
            }
        }
    });

    /// <summary>Signs in through the real page.</summary>
    public async Task<PageVisitor> SignedInAsync()
    {
        var visitor = Site.Visitor();
        var page = await visitor.GetAsync("/account/sign-in");
        var password = page.Document.QuerySelector("main input[type=password]")!;
        var form = password.Closest("form")!;
        form.Id ??= "sign-in-form";
        var after = await visitor.SubmitAsync(page, "#" + form.Id, new Dictionary<string, string>
        {
            [form.QuerySelector("input[inputmode=email]")!.GetAttribute("name")!] = Address,
            [password.GetAttribute("name")!] = Password,
        });
        Assert.Equal(HttpStatusCode.OK, after.Status);
        return visitor;
    }

    /// <summary>The e-mails that lie in the pickup folder.</summary>
    public IReadOnlyList<MimeMessage> Mails() =>
        [.. Directory.GetFiles(Path.Combine(Site.DataFolder, "mail"), "*.eml", SearchOption.AllDirectories).Select(file => MimeMessage.Load(file))];

    public ValueTask DisposeAsync() => Site.DisposeAsync();
}
