using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace IGSendMail.Testing;

/// <summary>What a remote place does with the next question.</summary>
public enum PlaceBehaviour
{
    /// <summary>Answers it.</summary>
    Answer,

    /// <summary>Says nothing until the caller gives up.</summary>
    Silence,

    /// <summary>429 with Retry-After: 120.</summary>
    Busy,

    /// <summary>500.</summary>
    Fault,

    /// <summary>200 with something that is no answer.</summary>
    Garbage,

    /// <summary>An answer without end.</summary>
    Flood,

    /// <summary>302 to another path of its own.</summary>
    Redirect,

    /// <summary>Acts, then cuts the connection instead of saying so.</summary>
    LostAnswer,

    /// <summary>Says that it erased all and erased nothing.</summary>
    Lie,
}

/// <summary>
/// Another system with personal data, on a free loopback port: it speaks the protocol of remote stores as
/// docs/operations.md describes it, with code of its own on this side: it checks signatures, remembers idempotency keys,
/// counts what it did, and has faults on demand.
/// </summary>
public sealed class RemotePlace : IAsyncDisposable
{
    /// <summary>What both sides know.</summary>
    public const string Secret = "a secret of forty characters, both know";

    private readonly WebApplication _app;
    private readonly Lock _lock = new();
    private readonly List<(string Owner, JsonObject Record)> _records = [];
    private readonly Dictionary<string, string> _answered = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<PlaceBehaviour> _next = new();
    private readonly ConcurrentQueue<(string Operation, string? Key)> _questions = new();

    private RemotePlace(WebApplication app) => _app = app;

    /// <summary>Where it answers.</summary>
    public Uri Url { get; private set; } = null!;

    /// <summary>What it does with every question once those of <see cref="Next"/> are used up.</summary>
    public PlaceBehaviour Always { get; set; }

    /// <summary>Only questions of this operation meet a fault; null: all.</summary>
    public string? FaultsOnlyAt { get; set; }

    /// <summary>Most records it removes in one step.</summary>
    public int MostAtOnce { get; set; } = 1_000;

    /// <summary>What was asked, in order, with the idempotency key.</summary>
    public IReadOnlyList<(string Operation, string? Key)> Questions => [.. _questions];

    /// <summary>What it was told to correct, in order.</summary>
    public ConcurrentQueue<(string Field, string Value)> Corrected { get; } = new();

    /// <summary>How often each idempotency key had an effect.</summary>
    public ConcurrentDictionary<string, int> Effects { get; } = new(StringComparer.Ordinal);

    /// <summary>How many questions it refused because of their signature.</summary>
    public int Forged { get; private set; }

    /// <summary>Followed redirects: nobody may do that.</summary>
    public int Astray { get; private set; }

    /// <summary>How many records it holds.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _records.Count;
            }
        }
    }

    /// <summary>Everything it holds, as text.</summary>
    public string AllText()
    {
        lock (_lock)
        {
            return string.Join('\n', _records.Select(r => r.Record.ToJsonString()));
        }
    }

    /// <summary>Starts one.</summary>
    public static async Task<RemotePlace> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var place = new RemotePlace(app);
        app.MapPost("/privacy/{operation}", place.AnswerAsync);
        app.Map("/astray", () => place.Astray++);
        await app.StartAsync();
        var address = app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First();
        place.Url = new Uri(address + "/privacy");
        return place;
    }

    /// <summary>The settings of a site that knows this place.</summary>
    public IReadOnlyList<(string Key, string Value)> Settings(string key = "crm", string category = "Account", int number = 0) =>
    [
        ($"RemoteStores:{number}:Key", key), ($"RemoteStores:{number}:Title", "Notes of our sales people"),
        ($"RemoteStores:{number}:Category", category), ($"RemoteStores:{number}:Url", Url.AbsoluteUri),
        ($"RemoteStores:{number}:Secret", Secret), ($"RemoteStores:{number}:TimeoutSeconds", "3"),
    ];

    /// <summary>Lets it hold records of an owner (an account, user, request or address hash).</summary>
    public void Hold(Guid owner, params IEnumerable<JsonObject> records)
    {
        lock (_lock)
        {
            _records.AddRange(records.Select(r => (owner.ToString("N"), r)));
        }
    }

    /// <summary>Says what happens to the next questions, in order.</summary>
    public void Next(params PlaceBehaviour[] behaviours) => Array.ForEach(behaviours, _next.Enqueue);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        Always = PlaceBehaviour.Answer;
        await _app.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context, string operation)
    {
        using var content = new MemoryStream();
        await context.Request.Body.CopyToAsync(content, context.RequestAborted);
        var body = content.ToArray();
        if (!IsSigned(context.Request.Headers, body))
        {
            Forged++;
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        var question = JsonNode.Parse(body)!.AsObject();
        if ((string?)question["operation"] != operation)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        var key = (string?)context.Request.Headers["Idempotency-Key"];
        _questions.Enqueue((operation, key));
        await BehaveAsync(context, question, operation, key, BehaviourFor(operation));
    }

    private PlaceBehaviour BehaviourFor(string operation) =>
        FaultsOnlyAt is { } only && only != operation ? PlaceBehaviour.Answer
        : _next.TryDequeue(out var next) ? next
        : Always;

    private async Task BehaveAsync(HttpContext context, JsonObject question, string operation, string? key, PlaceBehaviour behaviour)
    {
        var response = context.Response;
        switch (behaviour)
        {
            case PlaceBehaviour.Silence:
                await Task.Delay(TimeSpan.FromSeconds(30), TimeProvider.System, context.RequestAborted)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                return;
            case PlaceBehaviour.Busy:
                response.StatusCode = StatusCodes.Status429TooManyRequests;
                response.Headers.RetryAfter = "120";
                return;
            case PlaceBehaviour.Fault:
                response.StatusCode = StatusCodes.Status500InternalServerError;
                return;
            case PlaceBehaviour.Garbage:
                await response.WriteAsync("<html>It works!</html>");
                return;
            case PlaceBehaviour.Flood:
                await FloodAsync(context);
                return;
            case PlaceBehaviour.Redirect:
                response.Redirect("/astray");
                return;
            case PlaceBehaviour.LostAnswer:
                Act(question, operation, key);
                context.Abort();
                return;
            case PlaceBehaviour.Lie when operation == "erase":
                await response.WriteAsync("""{"removed":0,"done":true,"next":null}""");
                return;
            default:
                response.ContentType = "application/json";
                await response.WriteAsync(Act(question, operation, key));
                return;
        }
    }

    private static async Task FloodAsync(HttpContext context)
    {
        var much = new byte[64 * 1024];
        Array.Fill(much, (byte)' ');
        while (!context.RequestAborted.IsCancellationRequested)
        {
            await context.Response.Body.WriteAsync(much, context.RequestAborted).AsTask().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private string Act(JsonObject question, string operation, string? key)
    {
        var owners = question["subject"]!.AsArray().Select(i => (string)i!["value"]!).ToHashSet(StringComparer.Ordinal);
        lock (_lock)
        {
            return operation switch
            {
                "count" => $$"""{"rows":{{_records.Count(r => owners.Contains(r.Owner))}},"kept":[]}""",
                "read" => Read(owners, (int)question["most"]!, (string?)question["cursor"]),
                "rectify" => Rectify((string)question["field"]!, (string)question["value"]!, key!),
                _ => Erase(owners, (int)question["most"]!, key!),
            };
        }
    }

    private string Read(HashSet<string> owners, int most, string? cursor)
    {
        var from = cursor is null ? 0 : int.Parse(cursor, NumberStyles.None, CultureInfo.InvariantCulture);
        var page = _records.Where(r => owners.Contains(r.Owner)).Skip(from).Take(most + 1).Select(r => r.Record.DeepClone()).ToList();
        return new JsonObject
        {
            ["records"] = new JsonArray([.. page.Take(most)]),
            ["next"] = page.Count > most ? (from + most).ToString(CultureInfo.InvariantCulture) : null,
        }.ToJsonString();
    }

    private string Rectify(string field, string value, string key)
    {
        if (_answered.TryAdd(key, """{"changed":1}"""))
        {
            Effects.AddOrUpdate(key, 1, (_, times) => times + 1);
            Corrected.Enqueue((field, value));
        }

        return _answered[key];
    }

    private string Erase(HashSet<string> owners, int most, string key)
    {
        if (_answered.TryGetValue(key, out var before))
        {
            return before;
        }

        var gone = _records.Where(r => owners.Contains(r.Owner)).Take(Math.Min(most, MostAtOnce)).ToList();
        gone.ForEach(r => _records.Remove(r));
        Effects.AddOrUpdate(key, 1, (_, times) => times + 1);
        var isDone = !_records.Exists(r => owners.Contains(r.Owner));
        var next = isDone ? "null" : $"\"{Effects.Count}-{gone.Count}\"";
        return _answered[key] = $$"""{"removed":{{gone.Count}},"done":{{(isDone ? "true" : "false")}},"next":{{next}}}""";
    }

    private static bool IsSigned(IHeaderDictionary headers, byte[] body)
    {
        byte[] signed = [.. Encoding.ASCII.GetBytes(headers["IGSendMail-Timestamp"] + "."), .. body];
        var expected = "v1=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), signed));
        return CryptographicOperations.FixedTimeEquals(
            Encoding.ASCII.GetBytes(expected), Encoding.ASCII.GetBytes(headers["IGSendMail-Signature"].ToString()));
    }
}
