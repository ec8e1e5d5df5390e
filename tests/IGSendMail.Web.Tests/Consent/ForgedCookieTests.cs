using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using IGSendMail.Testing;

namespace IGSendMail.Web.Tests.Consent;

public sealed class ForgedCookieTests(TestSite site) : IClassFixture<TestSite>
{
    /// <summary>300 in a short run; as many as IGSENDMAIL_CASES asks for otherwise.</summary>
    private static int Cases { get; } = int.TryParse(
        Environment.GetEnvironmentVariable("IGSENDMAIL_CASES"), NumberStyles.None, CultureInfo.InvariantCulture, out var cases) ? cases : 300;

    [Fact]
    public async Task A_cookie_that_is_not_ours_counts_as_not_chosen_and_fails_no_page()
    {
        var visitor = site.Visitor();
        await visitor.AnswerAsync("accept");
        var (choice, number) = (visitor.CookieValue("consent")!, visitor.CookieValue("visitor")!);
        var before = (await site.PageViewsAsync()).Count;
        var client = site.CreateClient();

        string[] forged =
        [
            "", "x", "accept", "true", "%00", "%F0%9F%8D%AA", choice[..^1], choice + "A", choice.ToLowerInvariant(),
            number, new string('A', 40), new string('A', 64), new string('_', 4_000),
            .. Enumerable.Range(0, choice.Length).Select(i => choice[..i] + (choice[i] == 'A' ? 'B' : 'A') + choice[(i + 1)..]),
            .. Enumerable.Range(0, choice.Length).Select(i => choice[..i]),
            // Lengths of a refusal and of a grant; the unit test of the seal tries 100,000, this the whole road of a page.
            .. Enumerable.Range(0, Cases).Select(i => Convert.ToBase64String(RandomNumberGenerator.GetBytes(i % 2 == 0 ? 30 : 48)).Replace('+', '-').Replace('/', '_')),
        ];
        foreach (var value in forged)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/");
            request.Headers.TryAddWithoutValidation("Cookie", $"consent={value}; visitor={number}; appearance=dark");
            var response = await client.SendAsync(request);
            var body = await response.Content.ReadAsStringAsync();

            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.Contains("May we use", body, StringComparison.Ordinal);
            Assert.Contains("data-appearance=\"automatic\"", body, StringComparison.Ordinal);
        }

        Assert.Equal(before, (await site.PageViewsAsync()).Count);
    }
}
