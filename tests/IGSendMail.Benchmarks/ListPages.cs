using System.Globalization;
using System.Net;
using AngleSharp.Html.Parser;
using IGSendMail.Platform.Accounts;
using IGSendMail.Platform.Audience;
using IGSendMail.Privacy.Policy;
using IGSendMail.Storage;
using IGSendMail.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Benchmarks;

/// <summary>The pages of a very long list, at any depth and with each filter, and the search for one person on it, over HTTP.</summary>
internal sealed class ListPages : IBenchmark
{
    private const int Times = 300;
    private const double MostForPage = 200;
    private const double MostForSearch = 20;
    private const string Address = "holder@example.org";
    private const string Password = "a long walk by the river";
    private static readonly TimeProvider Clock = TimeProvider.System;

    public string Name => "list-pages";

    public string Measures => "pages of a long list and the search on it, against a plain reading of as many rows; size is people";

    public int StandardSize => 5_000_000;

    public async Task RunAsync(int size, TextWriter output, CancellationToken cancellation)
    {
        await using var site = new TestSite();
        site.WithServices(services => services.AddSingleton(Clock));
        var account = await site.InScopeAsync(async services => (await services.GetRequiredService<Registration>().RegisterAsync(
            new NewAccount("A Person", EmailAddress.Of(Address), "A Company", Password, services.GetRequiredService<PolicyShelf>().Snapshot().InForce.Version) { NeedsNoProof = true },
            cancellation))!.AccountId!.Value);
        var people = new ListPagesPeople(site, account);
        await people.FillAsync(size, cancellation);
        await site.InScopeAsync(services => services.GetRequiredService<ListCounts>().RefreshAsync(people.List, cancellation));
        var visitor = await SignInAsync(site);

        await PrintAsync("a page, any filter", MostForPage, i => ExpectAsync(
            visitor.Client.GetAsync(new Uri($"/lists/{people.List.List}?show={(PeopleFilter)(i % 3)}&after={people.IdOf(At(i, size))}", UriKind.Relative), cancellation), cancellation));
        await PrintAsync("the first page", MostForPage, i => ExpectAsync(
            visitor.Client.GetAsync(new Uri($"/lists/{people.List.List}?show={(PeopleFilter)(i % 3)}", UriKind.Relative), cancellation), cancellation));
        var token = await TokenAsync(visitor, cancellation);
        await PrintAsync("exact search", MostForSearch, async i =>
        {
            using var form = new FormUrlEncodedContent([new("__RequestVerificationToken", token), new("Email", ListPagesPeople.AddressOf(At(i, size)))]);
            var page = await ExpectAsync(visitor.Client.PostAsync(new Uri("/lists/search", UriKind.Relative), form, cancellation), cancellation);
            return page.Contains("On one list", StringComparison.Ordinal) ? page : throw new InvalidOperationException("The figures mean nothing: nobody was found.");
        });
        await PrintAsync("51 rows by hand", null, async i => (await people.ReadByHandAsync(At(i, size), cancellation)).ToString(CultureInfo.InvariantCulture));

        async Task PrintAsync(string what, double? most, Func<int, Task<string>> act)
        {
            var times = new List<double>(Times);
            for (var i = 0; i < Times; i++)
            {
                var start = Clock.GetTimestamp();
                await act(i);
                times.Add(Clock.GetElapsedTime(start).TotalMilliseconds);
            }

            var first = times[0];
            times.Sort();
            var p95 = times[(int)(Times * .95)];
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"  {what,-19} p50 {times[Times / 2],7:0.0} ms  p95 {p95,7:0.0} ms  first {first,7:0.0} ms  longest {times[^1],7:0.0} ms{(most is { } limit ? $"  ({(p95 <= limit ? "within" : "ABOVE")} {limit} ms)" : "")}"));
        }
    }

    /// <summary>Strewn over the whole list, the same in every run.</summary>
    private static int At(int i, int size) => (int)((((long)i * 2_654_435_761) + 12_345) % size);

    private static async Task<string> ExpectAsync(Task<HttpResponseMessage> answer, CancellationToken cancellation)
    {
        using var response = await answer;
        return response.StatusCode == HttpStatusCode.OK
            ? await response.Content.ReadAsStringAsync(cancellation)
            : throw new InvalidOperationException($"The figures mean nothing: {response.StatusCode}.");
    }

    private static async Task<PageVisitor> SignInAsync(TestSite site)
    {
        var visitor = site.Visitor();
        var page = await visitor.GetAsync("/account/sign-in");
        await visitor.SubmitAsync(page, "#sign-in", new Dictionary<string, string> { ["Email"] = Address, ["Password"] = Password });
        return visitor;
    }

    private static async Task<string> TokenAsync(PageVisitor visitor, CancellationToken cancellation)
    {
        var page = await ExpectAsync(visitor.Client.GetAsync(new Uri("/lists/search", UriKind.Relative), cancellation), cancellation);
        return new HtmlParser().ParseDocument(page).QuerySelector("form#search input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
    }
}
