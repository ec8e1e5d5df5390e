using System.Net;
using IGSendMail.Platform.Accounts;
using IGSendMail.Platform.Audience;
using IGSendMail.Privacy.Erasure;
using IGSendMail.Privacy.Letters;
using IGSendMail.Privacy.Policy;
using IGSendMail.Privacy.Requests;
using IGSendMail.Storage;
using IGSendMail.Testing;
using IGSendMail.Web.Features.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;

namespace IGSendMail.Web.Tests.Requests;

/// <summary>What people and workers do around requests.</summary>
internal static class RequestSteps
{
    public const string Password = "correct horse battery";

    /// <summary>Fills in the public form.</summary>
    public static async Task<Page> AskAsync(
        this TestSite site, string address, Right right = Right.Access, PageVisitor? visitor = null, Regime regime = Regime.Gdpr,
        IReadOnlyDictionary<string, string>? further = null)
    {
        // Keys are ordered by time: the newest request is then the one asked last.
        site.Time.Advance(TimeSpan.FromMilliseconds(1));
        visitor ??= site.Visitor();
        var form = await visitor.GetAsync(PrivacyRoutes.NewRequest);
        var fields = new Dictionary<string, string>(further ?? new Dictionary<string, string>(), StringComparer.Ordinal)
        {
            ["Right"] = right.ToString(),
            ["Region"] = regime.ToString(),
            ["Email"] = address,
        };
        return await visitor.SubmitAsync(form, "#request-form", fields);
    }

    /// <summary>Asks for a package while signed in and returns the reference.</summary>
    public static async Task<string> AskForPackageAsync(PageVisitor visitor, string right)
    {
        var page = await visitor.SubmitAsync(
            await visitor.GetAsync(PrivacyRoutes.AccountData), "#ask-form",
            new Dictionary<string, string> { ["Password"] = RequestSteps.Password }, $"button[value={right}]");
        Assert.Equal(HttpStatusCode.OK, page.Status);
        return page.Url.AbsolutePath.Split('/')[^1];
    }

    /// <summary>Types the code of the newest letter to this address into the page on which its visitor asked.</summary>
    public static async Task<Page> TypeCodeAsync(this PageVisitor visitor, Page sent, string code) =>
        await visitor.SubmitAsync(sent, "#code-form", new Dictionary<string, string> { ["Code"] = code });

    /// <summary>The newest letter with a link to this address.</summary>
    public static async Task<RequestConfirmLetter> LinkLetterAsync(this TestSite site, string address) =>
        (await site.LettersAsync<RequestConfirmLetter>()).Last(l => l.ToAddress == address);

    /// <summary>Opens the link of the newest letter to this address and presses its button.</summary>
    public static async Task<Page> ConfirmAsync(this TestSite site, string address, PageVisitor visitor)
    {
        var letter = await site.LinkLetterAsync(address);
        var page = await visitor.GetAsync(LinkOf(letter));
        return await visitor.SubmitAsync(page, "#confirm-form");
    }

    public static string LinkOf(RequestConfirmLetter letter) => $"/privacy/requests/confirm?token={letter.Token}";

    /// <summary>The letters that wait in the outbox, the oldest first.</summary>
    public static Task<List<T>> LettersAsync<T>(this TestSite site) where T : Letter => site.InScopeAsync(async services =>
    {
        var sealer = services.GetRequiredService<Sealer>();
        var templates = services.GetRequiredService<LetterTemplates>();
        var letters = new List<T>();
        foreach (var message in await services.GetRequiredService<IGSendMailContext>().OutboxMessages()
            .Where(m => m.Kind == LetterBox.Kind).OrderBy(m => m.Id).ToListAsync())
        {
            var packed = await sealer.OpenAsync<SealedLetter>(message, message.Payload, CancellationToken.None);
            if (templates.Open(packed) is T letter)
            {
                letters.Add(letter);
            }
        }

        return letters;
    });

    /// <summary>The e-mails that have left and are still there, the oldest first, with their files.</summary>
    public static IReadOnlyList<(string Path, MimeMessage Letter)> Sent(this TestSite site)
    {
        var folder = Path.Combine(site.DataFolder, "mail");
        return Directory.Exists(folder)
            ? [.. Directory.EnumerateFiles(folder, "*.eml", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(path => (path, MimeMessage.Load(path)))]
            : [];
    }

    public static Task RunRequestsAsync(this TestSite site) =>
        site.InScopeAsync(services => services.GetRequiredService<RequestWork>().RunAsync(CancellationToken.None));

    /// <summary>Everything the workers would do: the queue, the erasures, the letters.</summary>
    public static Task WorkAsync(this TestSite site) => site.InScopeAsync(async services =>
    {
        for (var round = 0; round < 3; round++)
        {
            await services.GetRequiredService<RequestWork>().RunAsync(CancellationToken.None);
            await services.GetRequiredService<ErasureWork>().RunAsync(CancellationToken.None);
            await services.GetRequiredService<Outbox>().DeliverDueAsync(CancellationToken.None);
        }
    });

    public static Task<DataSubjectRequest> NewestRequestAsync(this TestSite site) =>
        site.InDatabaseAsync(db => db.DataSubjectRequests().AsNoTracking().OrderByDescending(r => r.Id).FirstAsync());

    public static Task<DataSubjectRequest> ReadAsync(this TestSite site, string reference) =>
        site.InDatabaseAsync(db => db.DataSubjectRequests().AsNoTracking().SingleAsync(r => r.Reference == reference));

    public static Task<User> RegisterAsync(this TestSite site, string address) => site.InScopeAsync(async services =>
        (await services.GetRequiredService<Registration>().RegisterAsync(
            new NewAccount("Ada Example", EmailAddress.Of(address), "Example Ltd", Password, services.GetRequiredService<PolicyShelf>().Snapshot().InForce.Version)
            {
                NeedsNoProof = true,
            },
            CancellationToken.None))!);

    /// <summary>Opens the link of the newest letter that asks this address to be confirmed, where its person is signed in, and confirms it.</summary>
    public static async Task<Page> ConfirmAddressAsync(this TestSite site, string address, PageVisitor visitor)
    {
        var letter = (await site.LettersAsync<ConfirmAddressLetter>()).Last(l => l.ToAddress == address);
        return await visitor.SubmitAsync(await visitor.GetAsync(LinkOf(letter)), "#confirm-address");
    }

    public static string LinkOf(ConfirmAddressLetter letter) => $"/account/address/confirm?token={letter.Token}";

    /// <summary>A customer whose list holds this address.</summary>
    public static async Task PlantRecipientAsync(this TestSite site, string owner, string address)
    {
        var user = await site.RegisterAsync(owner);
        await site.InScopeAsync(async services =>
        {
            using var file = new MemoryStream(System.Text.Encoding.UTF8.GetBytes($"email,name\r\n{address},Somebody\r\n"));
            await services.UploadAsync(user.AccountId!.Value, "Readers", file);
            await services.GetRequiredService<ImportWork>().RunAsync(CancellationToken.None);
        });
    }

    public static Task AddOfficerAsync(this TestSite site, string address) => site.InScopeAsync(async services => Assert.Empty(
        await services.GetRequiredService<Officers>().AddAsync("Olga Officer", EmailAddress.Of(address), Password, CancellationToken.None)));

    /// <summary>A privacy officer who is signed in.</summary>
    public static async Task<PageVisitor> OfficerAsync(this TestSite site)
    {
        await site.AddOfficerAsync("olga@example.com");
        var officer = await site.SignedInAsync("olga@example.com");

        // The e-mail that told her of her app has left.
        await site.InDatabaseAsync(db => db.OutboxMessages().Where(m => m.Key.StartsWith("second-factor/")).ExecuteDeleteAsync());
        return officer;
    }

    /// <summary>Makes the only request one of a right that only an officer answers, so that it stays open.</summary>
    public static Task LeaveToOfficerAsync(this TestSite site) => site.InDatabaseAsync(async db =>
    {
        await db.WriteAsync(WriteUrgency.Interactive, async token =>
        {
            var request = await db.DataSubjectRequests().SingleAsync(token);
            db.Entry(request).Property(r => r.Right).CurrentValue = Right.Objection;
        }, CancellationToken.None);
        return 0;
    });

    /// <summary>Signs in through the real page, with the code of an app where one is asked for.</summary>
    public static async Task<PageVisitor> SignedInAsync(this TestSite site, string address)
    {
        var visitor = site.Visitor();
        var page = await visitor.GetAsync("/account/sign-in");
        var password = page.Document.QuerySelector("main input[type=password]")!;
        var form = password.Closest("form")!;
        form.Id ??= "sign-in-form";
        var after = await visitor.SubmitAsync(page, "#" + form.Id, new Dictionary<string, string>
        {
            [form.QuerySelector("input[inputmode=email]")!.GetAttribute("name")!] = address,
            [password.GetAttribute("name")!] = Password,
        });
        after = await site.EnterCodeAsync(visitor, after, address, Password);
        Assert.Equal(HttpStatusCode.OK, after.Status);
        return visitor;
    }
}
