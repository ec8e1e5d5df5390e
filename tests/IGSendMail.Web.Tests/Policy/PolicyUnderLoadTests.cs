using System.Collections.Concurrent;
using System.Globalization;
using System.IO.Compression;
using IGSendMail.Privacy.Audit;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Policy;
using IGSendMail.Privacy.Requests;
using IGSendMail.Privacy.Retention;
using IGSendMail.Testing;
using IGSendMail.Web.Features.Shared;
using IGSendMail.Web.Features.Site;
using IGSendMail.Web.Tests.Requests;
using IGSendMail.Web.Tests.Retention;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Web.Tests.Policy;

/// <summary>People read and rounds of work run while one policy after the other takes effect: nobody sees half of two.</summary>
public sealed class PolicyUnderLoadTests : IDisposable
{
    private const int Versions = 12;
    private const int Readers = 6;
    private const string Package = "package";

    private static readonly string[] Pages =
    [
        PrivacyRoutes.Policy, SiteRoutes.Home, PrivacyRoutes.PersonalData, PrivacyRoutes.Subprocessors, PrivacyRoutes.OfficerRetentionRules,
    ];

    private readonly NumberedPolicies _policies = new();
    private readonly TestSite _site;
    private readonly ConcurrentBag<(string What, int[] Numbers)> _seen = [];

    public PolicyUnderLoadTests() => _site = new TestSite().With("Policy:Folder", _policies.Folder);

    public void Dispose()
    {
        _site.Dispose();
        _policies.Dispose();
    }

    [Fact]
    public async Task Every_page_package_and_round_is_of_one_version_while_versions_are_exchanged()
    {
        var account = await _site.OpenAsync("leaving@example.com", people: 3);
        var terms = await _site.CancelAsync(account);
        var reader = await _site.RegisterAsync("reader@example.com");
        var officer = await _site.OfficerAsync();
        var customer = await _site.SignedInAsync("reader@example.com");
        var leaving = await _site.SignedInAsync("leaving@example.com");
        using var stop = new CancellationTokenSource();
        Task[] under =
        [
            .. Enumerable.Range(0, Readers).Select(n => UntilAsync(i => ReadAsync(officer, Pages[(n + i) % Pages.Length]), stop.Token)),
            UntilAsync(_ => ReadDatesAsync(leaving, terms.CancelledAt), stop.Token),
            UntilAsync(_ => PackAsync(customer, reader.AccountId!.Value), stop.Token),
            UntilAsync(_ => RetainAsync(account), stop.Token),
        ];

        for (var number = 1; number <= Versions; number++)
        {
            await ProgressAsync(under, number / 3);
            _policies.Add();
            if (number == Versions / 2)
            {
                // A folder that cannot follow must not disturb anybody either.
                _policies.Spoil();
                await Assert.ThrowsAsync<PolicyFileException>(ExchangeAsync);
                await ProgressAsync(under, 0);
                _policies.Mend();
            }

            Assert.Equal(NumberedPolicies.NameOf(number), (await ExchangeAsync()).InForce.Version);
        }

        await ProgressAsync(under, 0);
        await stop.CancelAsync();
        await Task.WhenAll(under);

        Assert.All(_seen, seen => Assert.True(seen.Numbers.Distinct().Count() == 1, $"{seen.What}: {string.Join(' ', seen.Numbers)}"));
        foreach (var kind in _seen.GroupBy(s => s.What, StringComparer.Ordinal))
        {
            // Otherwise it was not looked at while versions came and went.
            Assert.True(kind.Select(s => s.Numbers[0]).Distinct().Count() >= 3, $"{kind.Key}: {string.Join(' ', kind.Select(s => s.Numbers[0]).Distinct())}");
        }

        Assert.Equal(
            Enumerable.Range(0, Versions + 1).Select(NumberedPolicies.NameOf),
            await _site.InDatabaseAsync(db => db.PolicyLoads().OrderBy(l => l.Version).Select(l => l.Version).ToListAsync()));
        Assert.Equal(Versions + 1, await _site.InDatabaseAsync(db => db.AuditEntries().CountAsync(e => e.Act == PolicyActs.Loaded.Name)));
    }

    private Task<PolicySnapshot> ExchangeAsync() =>
        _site.Services.GetRequiredService<PolicyExchange>().ExchangeAsync(CancellationToken.None);

    private async Task ReadAsync(PageVisitor visitor, string path) => See(path, (await visitor.GetAsync(path)).Text);

    /// <summary>The dates of a cancelled account: its lists and its account go by figures of one version.</summary>
    private async Task ReadDatesAsync(PageVisitor visitor, DateTimeOffset cancelledAt)
    {
        var page = await visitor.GetAsync(SiteRoutes.Cancel);
        var days = page.Document.QuerySelectorAll("#dates time")
            .Select(t => (int)(DateTimeOffset.Parse(t.GetAttribute("datetime")!, CultureInfo.InvariantCulture) - cancelledAt).TotalDays)
            .ToList();
        Assert.Equal(4, days.Count);
        _seen.Add(("dates", [800 - 2 - days[0], 800 - days[1], 900 - days[2], 900 + 1 - days[3]]));
    }

    /// <summary>A package tells the version in force, its figures and the register.</summary>
    private async Task PackAsync(PageVisitor visitor, Guid account)
    {
        // The same wish within a minute is the same request.
        _site.Time.Advance(TimeSpan.FromMinutes(2));
        var request = await _site.InScopeAsync(async services =>
        {
            var holder = await services.GetRequiredService<ISubjectDirectory>().HolderOfAsync(account, CancellationToken.None);
            return await services.GetRequiredService<RequestIntake>()
                .AskSignedInAsync(holder!, new NewRequest(Right.Access, Regime.Gdpr), null, CancellationToken.None);
        });
        await _site.RunRequestsAsync();
        var download = await visitor.GetAsync($"/privacy/requests/{request.Reference}/download");
        using var zip = new ZipArchive(new MemoryStream(download.Body));
        using var index = new StreamReader(zip.GetEntry("index.html")!.Open());
        var text = await index.ReadToEndAsync();

        // The records below name versions too: those that were in force when something was done.
        var from = text.IndexOf("Why we have it", StringComparison.Ordinal);
        See(Package, text[from..text.IndexOf("Your rights", from, StringComparison.Ordinal)]);
    }

    /// <summary>A round notes for a cancelled account what one version means for it, and which one that was.</summary>
    private async Task RetainAsync(Guid id)
    {
        await _site.Services.GetRequiredService<RetentionJob>().RunAsync(CancellationToken.None);
        var promise = await _site.InDatabaseAsync(db => AccountPromise.ReadAsync(db, id, CancellationToken.None));
        var (lists, whole) = (promise.Lists!, promise.Whole!);
        _seen.Add(("round",
        [
            int.Parse(lists.ComparedWith!.AsSpan(1), CultureInfo.InvariantCulture),
            int.Parse(whole.ComparedWith!.AsSpan(1), CultureInfo.InvariantCulture),
            800 - (int)(lists.PromisedBy - lists.CancelledAt!.Value).TotalDays,
            900 - (int)(whole.DueAt - whole.CancelledAt!.Value).TotalDays,
        ]));
    }

    private void See(string what, string text)
    {
        var numbers = NumberedPolicies.NumbersIn(text);
        Assert.True(numbers.Count > 0, $"{what} tells nothing of the policy: {text}");
        _seen.Add((what, [.. numbers]));
    }

    private static async Task UntilAsync(Func<int, Task> work, CancellationToken stop)
    {
        for (var i = 0; !stop.IsCancellationRequested; i++)
        {
            await work(i);
        }
    }

    /// <summary>Until people have seen pages again, and so many packages were made; the first failure ends the test.</summary>
    private async Task ProgressAsync(Task[] under, int packages)
    {
        for (var enough = _seen.Count + Readers; _seen.Count < enough || _seen.Count(s => s.What == Package) < packages;)
        {
            await Task.WhenAny([.. under, Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System)]);
            await Task.WhenAll(under.Where(t => t.IsCompleted));
        }
    }
}
