using System.Globalization;
using System.Text;
using IGSendMail.Platform.Accounts;
using IGSendMail.Platform.Audience;
using IGSendMail.Privacy.Holds;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Policy;
using IGSendMail.Privacy.Requests;
using IGSendMail.Storage;
using IGSendMail.Testing;
using IGSendMail.Web.Tests.Requests;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit.Abstractions;

namespace IGSendMail.Web.Tests.Addresses;

/// <summary>
/// Generated mailboxes, each in all its spellings, through registration, sign-in, request, import, hold and erasure: one person each.
/// <c>IGSENDMAIL_MAILBOXES</c> says how many.
/// </summary>
public sealed class ThousandMailboxesTests(ITestOutputHelper output) : IAsyncDisposable
{
    private static readonly string[] Parts = ["anna", "öl", "été", "straße", "жук", "日本", "o-x", "łódź", "ångström", "n\u0303o\u0323\u0302"];
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly TestSite _site = new();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task Every_mailbox_is_one_person_on_every_road_in_every_spelling()
    {
        var many = int.Parse(Environment.GetEnvironmentVariable("IGSENDMAIL_MAILBOXES") ?? "8", CultureInfo.InvariantCulture);
        var mailboxes = Enumerable.Range(0, many).Select(SpellingsOf).ToList();
        var owner = await _site.RegisterAsync("owner@lists.example");

        foreach (var spellings in mailboxes)
        {
            var user = await OpensOneAccountAsync(spellings);
            await SignsInAsync(spellings, user);
            await AsksAsOneAsync(spellings, user);
            await IsHeldAsOneAsync(spellings, user);
            await _site.InScopeAsync(async services => await services.GetRequiredService<RequestIntake>().AskSignedInAsync(
                (await services.GetRequiredService<ISubjectDirectory>().HolderOfAsync(user.AccountId!.Value, None))!, new(Right.Erasure, Regime.Gdpr), null, None));
        }

        await ImportAsync(owner, mailboxes);
        Assert.Equal(many, await _site.InDatabaseAsync(db => db.Subscribers().CountAsync()));
        Assert.Equal(many + 1, await _site.InDatabaseAsync(db => db.Users().CountAsync()));

        while (await _site.InDatabaseAsync(db => db.Users().CountAsync()) > 1)
        {
            await _site.WorkAsync();
        }

        foreach (var spellings in mailboxes)
        {
            Assert.NotNull(await OpenAsync(spellings[^1]));
            Assert.Null(await OpenAsync(spellings[0]));
        }

        Assert.Equal(many + 1, await _site.InDatabaseAsync(db => db.Users().CountAsync()));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{many:N0} mailboxes in {mailboxes.Sum(m => m.Count):N0} spellings: one person each"));
    }

    private async Task<User> OpensOneAccountAsync(List<string> spellings)
    {
        var first = await _site.RegisterAsync(spellings[0]);
        foreach (var spelling in spellings.Skip(1))
        {
            Assert.Null(await OpenAsync(spelling));
        }

        return first;
    }

    private async Task SignsInAsync(List<string> spellings, User user)
    {
        foreach (var spelling in spellings)
        {
            await _site.InScopeAsync(async services =>
            {
                services.GetRequiredService<IHttpContextAccessor>().HttpContext = new DefaultHttpContext { RequestServices = services };
                Assert.Equal(user.Id, (await services.GetRequiredService<SignIn>().TryAsync(spelling, RequestSteps.Password))?.User.Id);
            });
        }
    }

    private async Task AsksAsOneAsync(List<string> spellings, User user)
    {
        var asked = new List<Guid>();
        foreach (var spelling in spellings)
        {
            await ForgetLimitsAsync();
            asked.Add(await _site.InScopeAsync(services => services.GetRequiredService<RequestIntake>().AskByMailAsync(
                new(Right.Access, Regime.Gdpr), EmailAddress.Of(spelling), "en", None)));
        }

        var hashes = await _site.InDatabaseAsync(db => db.DataSubjectRequests().Where(r => asked.Contains(r.Id)).Select(r => r.AddressHash).ToListAsync());
        Assert.Equal(spellings.Count, hashes.Count);
        Assert.All(hashes, hash => Assert.Equal(user.AddressHash, hash));
    }

    private async Task IsHeldAsOneAsync(List<string> spellings, User user)
    {
        foreach (var spelling in spellings)
        {
            var placed = await _site.InScopeAsync(async services =>
            {
                var holds = services.GetRequiredService<LegalHolds>();
                Assert.True(await holds.PlaceAsync(
                    new NewHold(EmailAddress.Of(spelling), null, HoldReason.LegalClaim, "2026-1", new DateOnly(2027, 1, 1)), default, None));
                var hold = Assert.Single(await holds.ActiveAsync(None));
                Assert.True(await services.LiftAtOnceAsync(hold.Id));
                return hold;
            });
            Assert.Equal((user.AccountId, (Guid?)user.AddressHash), (placed.AccountId, placed.AddressHash));
        }
    }

    private Task ImportAsync(User owner, List<List<string>> mailboxes) => _site.InScopeAsync(async services =>
    {
        var rows = mailboxes.SelectMany(spellings => spellings).Select((spelling, i) => string.Create(CultureInfo.InvariantCulture, $"{spelling},{i}"));
        using var file = new MemoryStream(Encoding.UTF8.GetBytes("email,number\r\n" + string.Join("\r\n", rows) + "\r\n"));
        await services.UploadAsync(owner.AccountId!.Value, "All spellings", file);
        await services.GetRequiredService<ImportWork>().RunAsync(None);
    });

    private async Task<User?> OpenAsync(string spelling)
    {
        await ForgetLimitsAsync();
        return await _site.InScopeAsync(services => services.GetRequiredService<Registration>().RegisterAsync(
            new NewAccount("Ada Example", EmailAddress.Of(spelling), "Example Ltd", RequestSteps.Password, services.GetRequiredService<PolicyShelf>().Snapshot().InForce.Version), None));
    }

    /// <summary>A mailbox that got its three e-mails would open nothing anyway.</summary>
    private Task ForgetLimitsAsync() => _site.InDatabaseAsync(db => db.WriteAsync(WriteUrgency.Interactive, token => db.Set<Tally>().ExecuteDeleteAsync(token), None));

    /// <summary>What keyboards, browsers and tables make of one mailbox.</summary>
    private static List<string> SpellingsOf(int number)
    {
        var local = string.Create(CultureInfo.InvariantCulture, $"{Parts[number % Parts.Length]}.{number}+tag");
        var domain = string.Create(CultureInfo.InvariantCulture, $"{Parts[number / Parts.Length % Parts.Length]}{number % 7}.example");
        var ascii = EmailAddress.Of("x@" + domain).Domain;
        string[] locals = [local, local.ToUpperInvariant(), local.Normalize(NormalizationForm.FormD)];
        string[] domains = [domain, ascii, ascii.ToUpperInvariant(), domain.Normalize(NormalizationForm.FormD), domain + "."];
        return [.. locals.SelectMany(l => domains.Select(d => $"{l}@{d}")).Append($"\u200B{local}@{domain} ").Distinct(StringComparer.Ordinal)];
    }
}
