using IGSendMail.Privacy.PersonalData;
using IGSendMail.Testing;
using IGSendMail.Web.Features.Shared;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Web.Tests.Erasures;

public sealed class PlaceTextsTests : IAsyncDisposable
{
    private readonly TestSite _site = new();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task What_can_stand_on_a_receipt_is_said_in_every_language()
    {
        var (map, texts) = await _site.InScopeAsync(services => Task.FromResult(
            (services.GetRequiredService<DataMap>(), services.GetRequiredService<PlaceTexts>())));
        List<string> sentences =
        [
            .. map.Stores.SelectMany(s => new[] { s.Description.Title, s.Description.TitleAtCustomers, s.Description.Kept?.Reason }).OfType<string>().Distinct(),
        ];
        Assert.InRange(sentences.Count, 40, 200);

        Assert.All(SiteLanguages.All.Where(l => l != SiteLanguages.OfSite), language =>
        {
            Assert.Empty(sentences.Where(sentence => texts.Find(sentence, language) is null));
            Assert.Equal(sentences.Count, sentences.Select(sentence => texts.In(sentence, language)).Distinct().Count());
        });
        Assert.Equal("The wishes of another system", texts.In("The wishes of another system", "de"));
    }
}
