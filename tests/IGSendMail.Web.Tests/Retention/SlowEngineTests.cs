using IGSendMail.Platform.Audience;
using IGSendMail.Privacy.Erasure;
using IGSendMail.Privacy.Retention;
using IGSendMail.Testing;
using IGSendMail.Web.Tests.Requests;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Web.Tests.Retention;

/// <summary>However slow the database is, nothing of a customer's lists is left when thirty days are over.</summary>
public sealed class SlowEngineTests : IAsyncDisposable
{
    /// <summary>A slice is fifty rows at this pace: fifty rows in an hour and a half.</summary>
    private static readonly TimeSpan PerSlice = TimeSpan.FromMinutes(90);

    private readonly TestSite _site = new();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task A_slow_engine_that_was_measured_makes_the_deletion_begin_earlier_and_nothing_is_left_at_thirty_days()
    {
        _site.With("Erasure:Slice", "50");
        SlowEngine.Under(_site, _ => PerSlice);

        // The first account is small enough for two days; its purge is what is measured.
        var small = await _site.OpenAsync("small@example.com", people: 600);
        var first = await _site.CancelAsync(small);
        Assert.Equal(PurgeMargin.Least, first.Margin);
        await FinishAsync(first);
        Assert.NotEmpty(await _site.InDatabaseAsync(db => db.PurgeMeasures().AsNoTracking().ToListAsync()));

        // This one takes 1,980 / 50 x 1.5 hours = 59 hours: more than two days.
        var large = await _site.OpenAsync("large@example.com", people: 1_980);
        var terms = await _site.CancelAsync(large);
        Assert.True(terms.Margin > TimeSpan.FromHours(59 * 2), $"only {terms.Margin} were set aside");
        await FinishAsync(terms);
    }

    [Fact]
    public async Task The_cancel_page_names_the_earlier_moment()
    {
        await _site.OpenAsync("ada@example.com", people: 30);
        await _site.InDatabaseAsync(db => db.WriteAsync(Storage.WriteUrgency.Interactive, token =>
        {
            // Measured: a row in ten minutes.
            db.Add(new PurgeMeasure { Id = Storage.RowKeys.New(_site.Time), At = _site.Time.GetUtcNow(), Rows = 600, Milliseconds = 360_000_000 });
            return Task.FromResult(0);
        }, CancellationToken.None));

        var page = await (await _site.SignedInAsync("ada@example.com")).GetAsync("/account/cancel");

        // 33 rows (people, list, upload, its file) x 10 minutes x 4 and a day: 46 hours would do, so it is two days; 30 more would not.
        Assert.Contains("We begin two days earlier", page.Text, StringComparison.Ordinal);
        await _site.OpenAsync("ben@example.com", people: 60);
        var larger = await (await _site.SignedInAsync("ben@example.com")).GetAsync("/account/cancel");
        Assert.Contains("We begin 66 hours earlier", larger.Text, StringComparison.Ordinal);
    }

    /// <summary>A round an hour, as the site does it, until the lists must be gone.</summary>
    private async Task FinishAsync(CancellationTerms terms)
    {
        _site.Time.SetUtcNow(terms.UndoListsUntil.AddMinutes(-1));
        await _site.RunRetentionAsync();
        Assert.Empty(await _site.InDatabaseAsync(db => db.ErasureRuns().AsNoTracking().Where(r => r.FinishedAt == null).ToListAsync()));

        while (_site.Time.GetUtcNow() < terms.SubscriberDataGoneBy && await _site.InDatabaseAsync(db => db.Subscribers().AnyAsync()))
        {
            _site.Time.Advance(TimeSpan.FromHours(1));
            await _site.RunRetentionAsync();
        }

        Assert.True(_site.Time.GetUtcNow() <= terms.SubscriberDataGoneBy, $"it is {_site.Time.GetUtcNow():u}, promised by {terms.SubscriberDataGoneBy:u}");
        Assert.Equal(0, await _site.InDatabaseAsync(db => db.Subscribers().CountAsync()));
        var run = await _site.InDatabaseAsync(db => db.ErasureRuns().AsNoTracking()
            .OrderByDescending(r => r.OrderedAt).FirstAsync(r => r.Scope == ErasureScope.SubscriberData));
        Assert.True(run.State >= ErasureState.Verified);
    }
}
