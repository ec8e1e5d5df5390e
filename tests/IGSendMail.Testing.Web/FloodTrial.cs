using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
using AngleSharp.Html.Parser;

namespace IGSendMail.Testing;

/// <summary>
/// The site on a port, first quiet and then in a flood: guesses of passwords, choices about cookies and uploads without pause, each connection from a network of its
/// own. Meanwhile a bystander reads the policy and signs in. Clients and site share the machine.
/// </summary>
public sealed class FloodTrial(Uri site, string password)
{
    /// <summary>Connections that guess, choose and upload.</summary>
    public const int Guessers = 24, Choosers = 32, Uploaders = 8;

    private static readonly TimeProvider Clock = TimeProvider.System;
    private static readonly byte[] File = Encoding.UTF8.GetBytes(
        "email,name\r\n" + string.Concat(Enumerable.Range(0, 20_000).Select(i => string.Create(CultureInfo.InvariantCulture, $"person{i}@example.org,A person with a name of usual length\r\n"))));

    private readonly ConcurrentDictionary<string, int> _answers = new(StringComparer.Ordinal);

    /// <summary>What the flood was answered, such as "guess 429".</summary>
    public IReadOnlyDictionary<string, int> Answers => _answers;

    /// <summary>Signed in as the bystander, without and in the flood.</summary>
    public int SignIns { get; private set; }

    /// <summary>The address of an uploader's account, which has to be there.</summary>
    public static string UploaderAddress(int number) => string.Create(CultureInfo.InvariantCulture, $"uploader{number}@example.org");

    /// <summary>The address of the bystander's account, which has to be there.</summary>
    public const string BystanderAddress = "bystander@example.org";

    /// <summary>The address at which the guesses aim.</summary>
    public const string VictimAddress = "victim@example.org";

    /// <summary>Measures both for so long each, and prints what it saw.</summary>
    public async Task RunAsync(TimeSpan each, TextWriter output, CancellationToken cancellation)
    {
        using var flood = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var connections = new List<Connection>();
        for (var i = 0; i < Math.Max(Guessers, Math.Max(Choosers, Uploaders)); i++)
        {
            await BeginAsync(connections, i, flood.Token);
        }

        await BystandAsync("warming", TimeSpan.FromSeconds(Math.Min(3, each.TotalSeconds)), TextWriter.Null, cancellation);
        await BystandAsync("alone", each, output, cancellation);
        var floods = Task.WhenAll(connections.Select(c => FloodAsync(c, flood.Token)));
        await BystandAsync("beside", each, output, cancellation);
        await flood.CancelAsync();
        await floods;
        connections.ForEach(c => c.Dispose());
        await output.WriteLineAsync("the flood was answered: " + string.Join(", ", _answers.OrderBy(a => a.Key, StringComparer.Ordinal)
            .Select(a => string.Create(CultureInfo.InvariantCulture, $"{a.Key}: {a.Value:N0}"))));
    }

    private async Task BystandAsync(string title, TimeSpan each, TextWriter output, CancellationToken cancellation)
    {
        using var reader = Client(4, 1);
        var (pages, signIns) = (new List<double>(), new List<double>());
        var start = Clock.GetTimestamp();
        while (Clock.GetElapsedTime(start) < each)
        {
            for (var i = 0; i < 10; i++)
            {
                pages.Add(await TimeAsync(async () =>
                {
                    using var page = await reader.GetAsync(new Uri("/privacy", UriKind.Relative), cancellation);
                    page.EnsureSuccessStatusCode();
                }));
                await Task.Delay(TimeSpan.FromMilliseconds(50), Clock, cancellation);
            }

            // From another network each time: nobody signs in as often as this.
            using var visitor = Client(5 + (SignIns / 250), SignIns % 250);
            var form = await TokenAsync(visitor, "/account/sign-in", cancellation);
            signIns.Add(await TimeAsync(async () =>
            {
                using var answer = await visitor.PostAsync(new Uri("/account/sign-in", UriKind.Relative), SignIn(form, BystanderAddress, password), cancellation);
                SignIns += answer.StatusCode == HttpStatusCode.Redirect
                    ? 1
                    : throw new InvalidOperationException($"The bystander was answered {(int)answer.StatusCode}.");
            }));
        }

        await PrintAsync(title, "/privacy", pages, output);
        await PrintAsync(title, "sign-in", signIns, output);
    }

    private static async Task PrintAsync(string title, string what, List<double> times, TextWriter output)
    {
        times.Sort();
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"{title,-7} {what,-9} {times.Count,5} times  p50 {At(.5),7:0.0} ms  p95 {At(.95),7:0.0} ms  longest {times[^1],7:0.0} ms"));

        double At(double share) => times[(int)Math.Ceiling(share * times.Count) - 1];
    }

    private static async Task<double> TimeAsync(Func<Task> act)
    {
        var start = Clock.GetTimestamp();
        await act();
        return Clock.GetElapsedTime(start).TotalMilliseconds;
    }

    /// <summary>Forms are read and uploaders sign in before anything is measured: the flood is what comes after.</summary>
    private async Task BeginAsync(List<Connection> connections, int number, CancellationToken cancellation)
    {
        async Task AddAsync(bool isOne, string kind, int group, Func<HttpClient, int, CancellationToken, Task<Func<Task<HttpStatusCode>>>> begin)
        {
            if (isOne)
            {
                var client = Client(group, number);
                connections.Add(new(kind, client, await begin(client, number, cancellation)));
            }
        }

        await AddAsync(number < Guessers, "guess", 1, GuessAsync);
        await AddAsync(number < Choosers, "choice", 2, ChooseAsync);
        await AddAsync(number < Uploaders, "upload", 3, UploadAsync);
    }

    /// <summary>One connection that does the same without pause.</summary>
    private async Task FloodAsync(Connection connection, CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            string answer;
            try
            {
                answer = ((int)await connection.OnceAsync()).ToString(CultureInfo.InvariantCulture);
            }
            catch (Exception over) when (over is OperationCanceledException || cancellation.IsCancellationRequested)
            {
                return;
            }
            catch (HttpRequestException)
            {
                // The site hung up on an upload that it does not take: that is an answer too.
                answer = "hung up";
            }

            _answers.AddOrUpdate($"{connection.Kind} {answer}", 1, (_, n) => n + 1);
        }
    }

    private static async Task<Func<Task<HttpStatusCode>>> GuessAsync(HttpClient client, int number, CancellationToken cancellation)
    {
        var token = await TokenAsync(client, "/account/sign-in", cancellation);
        return () => StatusAsync(client, "/account/sign-in", SignIn(token, VictimAddress, "a wrong password " + number), cancellation);
    }

    private static async Task<Func<Task<HttpStatusCode>>> ChooseAsync(HttpClient client, int _, CancellationToken cancellation)
    {
        client.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");
        // The first choice goes through the browser; each one after it is recorded at once.
        await RejectAsync();
        using var kept = await client.GetAsync(new Uri("/privacy/cookies/kept", UriKind.Relative), cancellation);
        return RejectAsync;

        Task<HttpStatusCode> RejectAsync() =>
            StatusAsync(client, "/privacy/cookies", new FormUrlEncodedContent([new("All", "reject")]), cancellation);
    }

    private async Task<Func<Task<HttpStatusCode>>> UploadAsync(HttpClient client, int number, CancellationToken cancellation)
    {
        var form = await TokenAsync(client, "/account/sign-in", cancellation);
        await StatusAsync(client, "/account/sign-in", SignIn(form, UploaderAddress(number), password), cancellation);
        var token = await TokenAsync(client, "/lists/new", cancellation);
        return () =>
        {
            var content = new MultipartFormDataContent
            {
                { new StringContent(token), "__RequestVerificationToken" }, { new StringContent("A list"), "Name" }, { new ByteArrayContent(File), "File", "people.csv" },
            };
            return StatusAsync(client, "/lists/new", content, cancellation);
        };
    }

    private static FormUrlEncodedContent SignIn(string token, string address, string password) =>
        new([new("__RequestVerificationToken", token), new("Email", address), new("Password", password)]);

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string path, HttpContent content, CancellationToken cancellation)
    {
        using (content)
        {
            using var answer = await client.PostAsync(new Uri(path, UriKind.Relative), content, cancellation);
            await answer.Content.CopyToAsync(Stream.Null, cancellation);
            return answer.StatusCode;
        }
    }

    private static async Task<string> TokenAsync(HttpClient client, string path, CancellationToken cancellation)
    {
        var page = new HtmlParser().ParseDocument(await client.GetStringAsync(new Uri(path, UriKind.Relative), cancellation));
        return page.QuerySelector("main input[name=__RequestVerificationToken]")?.GetAttribute("value")
            ?? throw new InvalidOperationException($"No form on {path}.");
    }

    /// <summary>Behind the proxy that the site believes: each connection comes from a network of its own.</summary>
    private HttpClient Client(int group, int number)
    {
        var client = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer(), AllowAutoRedirect = false }) { BaseAddress = site };
        client.DefaultRequestHeaders.Add("X-Forwarded-For", string.Create(CultureInfo.InvariantCulture, $"198.{group}.{number}.1"));
        return client;
    }

    /// <summary>One connection of the flood, and what it does again and again.</summary>
    private sealed record Connection(string Kind, HttpClient Client, Func<Task<HttpStatusCode>> OnceAsync) : IDisposable
    {
        public void Dispose() => Client.Dispose();
    }
}
