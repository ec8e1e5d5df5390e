using System.Diagnostics.Metrics;
using IGSendMail.Privacy.Guard;
using IGSendMail.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Web.Tests.Consent;

/// <summary>A library in the pipeline that writes cookies it should not, in every way there is.</summary>
public sealed class GuardTests : IAsyncDisposable
{
    private readonly TestSite _site = new TestSite().WithServices(s => s.Configure<MvcOptions>(mvc => mvc.Filters.Add(new Intruder())));

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Theory]
    [InlineData("append", "_tracker")]
    [InlineData("essential", "_tracker")]
    [InlineData("header", "_tracker")]
    [InlineData("starting", "_tracker")]
    [InlineData("header", "garbage without an end; ;;")]
    public async Task A_cookie_of_no_register_does_not_leave_the_site_and_is_reported(string way, string name)
    {
        var visitor = _site.Visitor();
        await visitor.AnswerAsync("accept");

        var response = await AskAsync(visitor, way, name);

        Assert.DoesNotContain(Set(response), c => c.Contains("tracker", StringComparison.Ordinal) || c.Contains("garbage", StringComparison.Ordinal));
        var report = Assert.Single(await ReportsAsync());
        Assert.Equal((CookieProblem.Undeclared, "/privacy", 1), (report.Problem, report.Page, report.Count));
        Assert.StartsWith(name.Split(' ')[0], report.Name, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("append")]
    [InlineData("essential")]
    [InlineData("header")]
    [InlineData("starting")]
    public async Task A_cookie_of_a_category_that_was_not_allowed_does_not_leave_the_site(string way)
    {
        var visitor = _site.Visitor();
        await visitor.ChooseAsync("Preference", "allow");

        var refused = await AskAsync(visitor, way, "visitor");
        var allowed = await AskAsync(visitor, way, "appearance");

        Assert.DoesNotContain(Set(refused), c => c.StartsWith("visitor=", StringComparison.Ordinal));
        Assert.Contains(Set(allowed), c => c.StartsWith("appearance=", StringComparison.Ordinal));
        Assert.Equal(CookieProblem.NotAllowed, Assert.Single(await ReportsAsync()).Problem);
    }

    [Fact]
    public async Task What_is_essential_leaves_the_site_without_a_choice()
    {
        var visitor = _site.Visitor();

        foreach (var name in new[] { "consent", "signin", "signinC1", "antiforgery", "confirmation", "requester" })
        {
            Assert.Contains(Set(await AskAsync(visitor, "append", name)), c => c.StartsWith($"{name}=", StringComparison.Ordinal));
        }

        Assert.Empty(await ReportsAsync());
    }

    [Fact]
    public async Task A_deletion_always_leaves_the_site()
    {
        var response = await AskAsync(_site.Visitor(), "delete", "visitor");

        Assert.Contains(Set(response), c => c.StartsWith("visitor=;", StringComparison.Ordinal));
        Assert.Empty(await ReportsAsync());
    }

    [Theory]
    [InlineData("none", false)]
    [InlineData("reject", false)]
    [InlineData("accept", true)]
    public async Task A_library_that_asks_the_framework_hears_what_the_visitor_chose(string answer, bool canTrack)
    {
        var visitor = _site.Visitor();
        if (answer != "none")
        {
            await visitor.AnswerAsync(answer);
        }

        Assert.Equal(canTrack.ToString(), (await AskAsync(visitor, "ask", "x")).Headers.GetValues("X-Can-Track").Single());
        await AskAsync(visitor, "grant", "x");
        Assert.Equal(canTrack.ToString(), (await AskAsync(visitor, "ask", "x")).Headers.GetValues("X-Can-Track").Single());
    }

    [Fact]
    public async Task Reports_of_one_day_are_added_up_and_old_ones_go()
    {
        var visitor = _site.Visitor();
        await AskAsync(visitor, "append", "_tracker");
        await ReportsAsync();
        await AskAsync(visitor, "append", "_tracker");
        Assert.Equal(2, Assert.Single(await ReportsAsync()).Count);

        _site.Time.Advance(TimeSpan.FromDays(91));
        await AskAsync(visitor, "append", "_other");
        Assert.Equal("_other", Assert.Single(await ReportsAsync()).Name);
    }

    [Fact]
    public async Task What_is_taken_out_is_counted_by_the_meter_for_operators()
    {
        var counted = 0L;
        var reports = _site.Services.GetRequiredService<CookieReports>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, itself) =>
            {
                if (instrument.Name == "igsendmail.consent.cookies.removed")
                {
                    itself.EnableMeasurementEvents(instrument, reports);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, count, tags, _) =>
        {
            // Sites of other tests have meters of the same name.
            if (instrument.Meter.Scope == reports)
            {
                Assert.Equal(nameof(CookieProblem.Undeclared), tags[0].Value);
                Interlocked.Add(ref counted, count);
            }
        });
        listener.Start();

        await AskAsync(_site.Visitor(), "append", "_tracker");

        Assert.Equal(1, Interlocked.Read(ref counted));
    }

    private async Task<List<CookieReport>> ReportsAsync()
    {
        await _site.Services.GetRequiredService<CookieReports>().RunAsync(default);
        return await _site.InDatabaseAsync(db => db.Set<CookieReport>().AsNoTracking().ToListAsync());
    }

    private static async Task<HttpResponseMessage> AskAsync(PageVisitor visitor, string way, string name)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/privacy");
        request.Headers.Add("X-Way", way);
        request.Headers.TryAddWithoutValidation("X-Name", name);
        return await visitor.Client.SendAsync(request);
    }

    private static IEnumerable<string> Set(HttpResponseMessage response) =>
        response.Headers.TryGetValues("Set-Cookie", out var set) ? set : [];

    /// <summary>Does in the middle of a page what the request says, as a library would.</summary>
    private sealed class Intruder : IActionFilter
    {
        public void OnActionExecuting(ActionExecutingContext context)
        {
            var http = context.HttpContext;
            var name = http.Request.Headers["X-Name"].ToString();
            switch (http.Request.Headers["X-Way"].ToString())
            {
                case "append":
                    http.Response.Cookies.Append(name, "value");
                    break;
                case "essential":
                    http.Response.Cookies.Append(name, "value", new CookieOptions { IsEssential = true });
                    break;
                case "header":
                    http.Response.Headers.Append("Set-Cookie", $"{name}=value; path=/");
                    break;
                case "starting":
                    http.Response.OnStarting(() =>
                    {
                        http.Response.Headers.Append("Set-Cookie", $"{name}=value; path=/; max-age=100");
                        return Task.CompletedTask;
                    });
                    break;
                case "delete":
                    http.Response.Cookies.Delete(name);
                    break;
                case "grant":
                    http.Features.GetRequiredFeature<ITrackingConsentFeature>().GrantConsent();
                    break;
                case "ask":
                    var mayTrack = http.Features.GetRequiredFeature<ITrackingConsentFeature>().CanTrack;
                    http.Response.Headers["X-Can-Track"] = mayTrack.ToString();
                    break;
            }
        }

        public void OnActionExecuted(ActionExecutedContext context)
        {
        }
    }
}
