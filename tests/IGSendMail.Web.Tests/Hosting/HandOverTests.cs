using System.Data.Common;
using IGSendMail.Platform.Audience;
using IGSendMail.Privacy.Requests;
using IGSendMail.Storage;
using IGSendMail.Testing;
using IGSendMail.Web.Tests.Consent;
using IGSendMail.Web.Tests.Requests;
using IGSendMail.Web.Tests.Retention;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace IGSendMail.Web.Tests.Hosting;

/// <summary>Whatever work another replica takes over: that is no error, and nothing is lost by it.</summary>
public sealed class HandOverTests : IAsyncDisposable
{
    private readonly SaidLog _said = new();
    private readonly OtherReplica _other = new();
    private readonly TestSite _site;

    public HandOverTests() => _site = new TestSite().WithServices(services => services
        .AddSingleton<ILoggerFactory>(new LoggerFactory([_said]))
        .ConfigureDbContext<IGSendMailContext>(options => options.AddInterceptors(_other)));

    public async ValueTask DisposeAsync()
    {
        await _site.DisposeAsync();
        _said.Dispose();
    }

    [Fact]
    public async Task Each_work_hands_over_without_an_error_and_the_next_round_does_it()
    {
        await FillAsync();
        var handedOver = new List<string>();
        foreach (var work in _site.Services.GetServices<IRepeatedWork>())
        {
            var before = _said.All.Count;
            _other.TakesOver = true;
            await work.RunAsync(CancellationToken.None);
            _other.TakesOver = false;

            var lines = _said.All.Skip(before).ToList();
            Assert.DoesNotContain(lines, IsComplaint);
            handedOver.AddRange(lines.Where(l => l.Category == typeof(Leases).FullName).Select(_ => work.Name));
        }

        string[] withSomethingToDo = ["audit", "erasure", "imports", "list-deletions", "outbox", "requests", "retention"];
        Assert.Empty(withSomethingToDo.Except(handedOver, StringComparer.Ordinal));
        await AllIsDoneAsync();
    }

    /// <summary>Something to do for every work.</summary>
    private async Task FillAsync()
    {
        await _site.OpenAsync("ada@example.com", people: 3);
        var ben = await _site.OpenAsync("ben@example.com", people: 3);
        await _site.CancelAsync(ben);
        await _site.Visitor().AnswerAsync("accept");
        await _site.AskAsync("gone@example.com", Right.Erasure);
        await _site.ConfirmAsync("gone@example.com", _site.Visitor());
        await _site.RunRequestsAsync();
        await _site.AskAsync("guest@example.com");
        await _site.ConfirmAsync("guest@example.com", _site.Visitor());
        _other.TakesOver = true;
        var eve = await _site.OpenAsync("eve@example.com", people: 3);
        _other.TakesOver = false;
        await _site.InScopeAsync(async services =>
        {
            var list = await services.GetRequiredService<IGSendMailContext>().SubscriberLists().AsNoTracking().FirstAsync(l => l.AccountId != ben && l.AccountId != eve);
            await services.GetRequiredService<ListChanges>().DeleteAsync(new ListKey(list.AccountId, list.Id), CancellationToken.None);
        });

        // Whoever took over the import has gone silent meanwhile.
        _site.Time.Advance(Leases.Length + TimeSpan.FromSeconds(1));
    }

    private async Task AllIsDoneAsync()
    {
        for (var round = 0; round < 3; round++)
        {
            _site.Time.Advance(Leases.Length + TimeSpan.FromSeconds(1));
            foreach (var work in _site.Services.GetServices<IRepeatedWork>())
            {
                await work.RunAsync(CancellationToken.None);
            }
        }

        await _site.InDatabaseAsync(async db =>
        {
            Assert.Equal(0, await db.OutboxMessages().CountAsync());
            Assert.Equal(0, await db.Imports().CountAsync(i => i.FinishedAt == null && i.State != ImportState.Asking));
            Assert.Equal(0, await db.SubscriberLists().CountAsync(l => l.DeletedAt != null));
            Assert.Equal(2, await db.DataSubjectRequests().CountAsync(r => r.State == RequestState.Done));
            return true;
        });
        Assert.DoesNotContain(_said.All, IsComplaint);
    }

    /// <summary>Of the program; what the libraries beneath it remark about queries is another matter.</summary>
    private static bool IsComplaint(Said said) =>
        said.Level > LogLevel.Information && said.Category.StartsWith("IGSendMail", StringComparison.Ordinal);

    /// <summary>When it takes over, no extension of a lease finds its row any more.</summary>
    private sealed class OtherReplica : DbCommandInterceptor
    {
        public bool TakesOver { get; set; }

        public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default) =>
            ValueTask.FromResult(TakesOver && command.CommandText.StartsWith("UPDATE \"Leases\"", StringComparison.Ordinal)
                && command.CommandText.Contains("SET \"ExpiresAt\"", StringComparison.Ordinal)
                ? InterceptionResult<int>.SuppressWithResult(0)
                : result);
    }
}
