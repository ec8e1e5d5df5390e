using System.Net;
using IGSendMail.Testing;
using IGSendMail.Web.Features.Shared;

namespace IGSendMail.Web.Tests.Policy;

public sealed class ClauseLeadTests : IAsyncDisposable
{
    private readonly TestSite _site = new();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task Clauses_that_one_can_act_on_lead_to_where()
    {
        var visitor = _site.Visitor();
        var page = await visitor.GetAsync(PrivacyRoutes.Policy);

        var led = page.Document.QuerySelectorAll(".clause:has(.clause__lead)")
            .Select(clause => (Number: clause.QuerySelector(".clause__number")!.TextContent, Path: clause.QuerySelector(".clause__lead a")!.GetAttribute("href")!))
            .ToList();

        Assert.Equal(["2", "4", "5", "6", "7", "8", "12"], led.Select(l => l.Number));
        foreach (var (_, path) in led)
        {
            var there = await visitor.GetAsync(path);
            Assert.Equal(HttpStatusCode.OK, there.Status);
            Assert.NotNull(there.Document.QuerySelector(path.Contains('#', StringComparison.Ordinal) ? path[path.IndexOf('#', StringComparison.Ordinal)..] : "main"));
        }
    }
}
