using System.Net;
using IGSendMail.Privacy.Audit;
using IGSendMail.Privacy.Policy;
using IGSendMail.Testing;
using IGSendMail.Web.Features.Shared;
using IGSendMail.Web.Features.Site;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Web.Tests.Policy;

/// <summary>What an operator and a visitor see when the policy is exchanged while the site runs.</summary>
public sealed class PolicyExchangeTests : IDisposable
{
    private readonly NumberedPolicies _policies = new();
    private readonly TestSite _site;
    private readonly RequestInTheMiddle _middle = new();

    public PolicyExchangeTests() =>
        _site = new TestSite().With("Policy:Folder", _policies.Folder).WithServices(s => s.AddSingleton<IStartupFilter>(_middle));

    public void Dispose()
    {
        _site.Dispose();
        _policies.Dispose();
    }

    [Theory]
    [InlineData(PrivacyRoutes.Policy)]
    [InlineData(SiteRoutes.Home)]
    [InlineData(PrivacyRoutes.PersonalData)]
    [InlineData(PrivacyRoutes.Subprocessors)]
    public async Task A_request_that_is_under_way_ends_with_the_policy_it_began_with(string path)
    {
        var visitor = _site.Visitor();
        await visitor.GetAsync(path);
        var slow = _site.Visitor();
        slow.Headers[RequestInTheMiddle.Header] = "yes";
        var underWay = slow.GetAsync(path);
        await _middle.Reached;

        _policies.Add();
        await ExchangeAsync();
        Assert.Equal([1], Numbers(await visitor.GetAsync(path)));
        _middle.GoOn();

        Assert.Equal([0], Numbers(await underWay));
    }

    [Fact]
    public async Task A_wrong_folder_changes_nothing_and_the_operator_reads_why()
    {
        var visitor = _site.Visitor();
        await visitor.GetAsync(PrivacyRoutes.Policy);
        _policies.Add();
        var (file, line) = _policies.Spoil();

        var refused = await Assert.ThrowsAsync<PolicyFileException>(ExchangeAsync);

        Assert.StartsWith($"{file}, line {line}: \"answer\" is \"soon\"", refused.Message, StringComparison.Ordinal);
        Assert.Equal([0], Numbers(await visitor.GetAsync(PrivacyRoutes.Policy)));
        Assert.Equal([0], Numbers(await visitor.GetAsync(PrivacyRoutes.Subprocessors)));
        Assert.Equal([NumberedPolicies.NameOf(0)], await LoadsAsync());

        _policies.Mend();
        await ExchangeAsync();
        Assert.Equal([1], Numbers(await visitor.GetAsync(PrivacyRoutes.Policy)));
    }

    [Fact]
    public async Task A_text_that_people_were_shown_cannot_be_rewritten_under_its_name()
    {
        var visitor = _site.Visitor();
        await visitor.GetAsync(PrivacyRoutes.Policy);
        _policies.Rewrite("We are IGSendMail LLC", "We were IGSendMail LLC");

        var refused = await Assert.ThrowsAsync<PolicyFileException>(ExchangeAsync);

        Assert.Equal(
            "policy version v000: was shown with another text of clause 1. Put it back as it was and publish the change as a new version.", refused.Message);
        Assert.Contains("We are IGSendMail LLC", (await visitor.GetAsync(PrivacyRoutes.Policy)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_its_first_load_cannot_be_recorded_nobody_is_shown_a_version()
    {
        var visitor = _site.Visitor();
        await visitor.GetAsync(PrivacyRoutes.Policy);
        _policies.Add();
        await RenameAsync("PolicyLoads", "Elsewhere");

        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(ExchangeAsync);
        Assert.Equal([0], Numbers(await visitor.GetAsync(PrivacyRoutes.Policy)));

        await RenameAsync("Elsewhere", "PolicyLoads");
        await ExchangeAsync();
        Assert.Equal([1], Numbers(await visitor.GetAsync(PrivacyRoutes.Policy)));
    }

    [Fact]
    public async Task The_notice_of_a_material_change_counts_from_the_exchange_that_showed_it()
    {
        var visitor = _site.Visitor();
        await visitor.GetAsync(PrivacyRoutes.Policy);
        _policies.Announce("next", new DateOnly(2026, 11, 10));
        _site.Time.Advance(TimeSpan.FromDays(3));

        await ExchangeAsync();

        // Noon UTC on 13 November, 600 days of notice, then the next midnight in New York.
        var page = await visitor.GetAsync(PrivacyRoutes.Policy);
        Assert.Contains("Version v000 · In force since", page.Text, StringComparison.Ordinal);
        Assert.Contains("takes effect on 6 July 2028", page.TextOf("main .notice"), StringComparison.Ordinal);
        var loaded = await _site.InDatabaseAsync(db => db.PolicyLoads().SingleAsync(l => l.Version == "next"));
        Assert.Equal(_site.Time.GetUtcNow(), loaded.FirstLoadedAt);
    }

    [Fact]
    public async Task Exchanging_what_stands_there_already_records_nothing_new()
    {
        await _site.Visitor().GetAsync(PrivacyRoutes.Policy);
        _policies.Add();

        await ExchangeAsync();
        await ExchangeAsync();

        Assert.Equal(["v000", "v001"], await LoadsAsync());
        Assert.Equal(2, await _site.InDatabaseAsync(db => db.AuditEntries().CountAsync(e => e.Act == PolicyActs.Loaded.Name)));
    }

    private Task<PolicySnapshot> ExchangeAsync() =>
        _site.Services.GetRequiredService<PolicyExchange>().ExchangeAsync(CancellationToken.None);

    private Task<List<string>> LoadsAsync() =>
        _site.InDatabaseAsync(db => db.PolicyLoads().OrderBy(l => l.Version).Select(l => l.Version).ToListAsync());

    private Task RenameAsync(string from, string to) => _site.InDatabaseAsync(async db =>
    {
        var command = $"ALTER TABLE \"{from}\" RENAME TO \"{to}\"";
        await db.Database.ExecuteSqlRawAsync(command);
        return 0;
    });

    private static IEnumerable<int> Numbers(Page page)
    {
        Assert.Equal(HttpStatusCode.OK, page.Status);
        return NumberedPolicies.NumbersIn(page.Text).Distinct();
    }

    /// <summary>Stops a request once it has looked at the policy, and before its page is made.</summary>
    private sealed class RequestInTheMiddle : IStartupFilter
    {
        public const string Header = "X-Stop-In-The-Middle";

        private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _goOn = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Reached => _reached.Task.SoonAsync();

        public void GoOn() => _goOn.SetResult();

        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use(async (context, rest) =>
            {
                if (context.Request.Headers.ContainsKey(Header))
                {
                    Assert.Equal("v000", context.RequestServices.GetRequiredService<PolicySnapshot>().InForce.Version);
                    _reached.TrySetResult();
                    await _goOn.Task;
                }

                await rest(context);
            });
            next(app);
        };
    }
}
