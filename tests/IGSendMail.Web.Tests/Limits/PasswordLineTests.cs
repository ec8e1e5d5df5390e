using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using IGSendMail.Testing;
using IGSendMail.Web.Features.Limits;
using IGSendMail.Web.Features.Shared;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace IGSendMail.Web.Tests.Limits;

/// <summary>Hashing passwords is bounded, and who guesses holds up guesses only.</summary>
public sealed class PasswordLineTests
{
    private readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentQueue<string> _letIn = new();
    private int _running;
    private int _most;

    [Fact]
    public async Task No_more_are_let_in_than_four_for_each_that_is_hashed()
    {
        using var line = Line(atOnce: 2);
        var all = Enumerable.Range(0, 40).Select(i => EnterAsync(line, $"198.51.{i}.1")).ToList();
        await Wait.UntilAsync(() => Task.FromResult(_running == 8), "eight to be let in");

        _end.SetResult();
        await Task.WhenAll(all);

        Assert.Equal(8, _most);
        Assert.All(all, context => Assert.Equal(200, context.Result.Response.StatusCode));
    }

    [Fact]
    public async Task Whoever_guessed_wrong_waits_behind_guessers_and_a_stranger_to_them_does_not()
    {
        using var line = Line(atOnce: 2);
        for (var i = 0; i < 2; i++)
        {
            // The first two of a network are looked at like anybody's.
            await EnterAsync(line, "192.0.2.1", wrong: true);
        }

        var guesses = Enumerable.Range(0, 10).Select(_ => EnterAsync(line, "192.0.2.1")).ToList();
        await Wait.UntilAsync(() => Task.FromResult(_running == 1 && guesses.Count(g => g.IsCompleted) == 1), "one guess to be hashed");
        var bystander = EnterAsync(line, "203.0.113.9");
        await Wait.UntilAsync(() => Task.FromResult(_running == 2), "the bystander to be let in");

        var refused = (await guesses.Single(g => g.IsCompleted)).Response;
        Assert.Equal((int)HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Equal("5", refused.Headers.RetryAfter.ToString());
        _end.SetResult();
        await Task.WhenAll([.. guesses, bystander]);
    }

    [Fact]
    public async Task Guesses_from_everywhere_at_one_account_come_one_at_a_time_and_hold_up_nobody_at_another()
    {
        using var line = Line(atOnce: 2);
        var guesses = Enumerable.Range(0, 24).Select(i => EnterAsync(line, $"198.51.{i}.1", target: "Victim@example.com")).ToList();
        await Wait.UntilAsync(() => Task.FromResult(_running == 1), "one to be let in");

        var bystander = EnterAsync(line, "203.0.113.9", target: "bystander@example.com");
        await Wait.UntilAsync(() => Task.FromResult(_running == 2), "the bystander to be let in");

        Assert.DoesNotContain(guesses, g => g.IsCompleted);
        _end.SetResult();
        await Task.WhenAll([.. guesses, bystander]);
        Assert.Equal(2, _most);
        Assert.All(guesses, g => Assert.Equal(200, g.Result.Response.StatusCode));
    }

    [Fact]
    public async Task The_owner_of_an_account_that_many_guess_at_waits_for_one_of_them_only()
    {
        using var line = Line(atOnce: 2);
        var guesses = Enumerable.Range(0, 10).Select(i => EnterAsync(line, $"198.51.{i}.1", target: "victim@example.com")).ToList();
        await Wait.UntilAsync(() => Task.FromResult(_running == 1), "one guess to be let in");
        var owner = EnterAsync(line, "203.0.113.9", target: "victim@example.com");

        _end.SetResult();
        await Task.WhenAll([.. guesses, owner]);

        Assert.Equal("203.0.113.9", _letIn.ElementAt(1));
        Assert.Equal(11, _letIn.Count);
    }

    private PasswordLine Line(int atOnce)
    {
        var senders = new Senders();
        return new(HashAsync, FloodOptions.Read(Settings(atOnce)), senders, new Refusals(senders));
    }

    private async Task HashAsync(HttpContext context)
    {
        if (context.Items.ContainsKey("wrong"))
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        _letIn.Enqueue(context.Connection.RemoteIpAddress!.ToString());
        _most = Math.Max(_most, Interlocked.Increment(ref _running));
        await _end.Task;
        Interlocked.Decrement(ref _running);
    }

    private static async Task<HttpContext> EnterAsync(PasswordLine line, string sender, bool wrong = false, string? target = null)
    {
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = IPAddress.Parse(sender);
        context.SetEndpoint(new Endpoint(
            null, new EndpointMetadataCollection(new HashesPasswordAttribute(), new LimitedAttribute(LimitedAct.SignIn) { Target = "Email" }), "password"));
        if (target is not null)
        {
            context.Request.ContentType = "application/x-www-form-urlencoded";
            context.Request.Form = new FormCollection(new Dictionary<string, Microsoft.Extensions.Primitives.StringValues> { ["Email"] = target });
        }

        if (wrong)
        {
            context.Items["wrong"] = true;
        }

        await line.InvokeAsync(context);
        return context;
    }

    private static IConfiguration Settings(int atOnce) => new ConfigurationBuilder().AddInMemoryCollection(
        new Dictionary<string, string?> { ["Limits:PasswordsAtOnce"] = atOnce.ToString(CultureInfo.InvariantCulture) }).Build();
}
