using IGSendMail.Privacy.Remote;
using IGSendMail.Privacy.Requests;
using IGSendMail.Storage;
using IGSendMail.Testing;
using IGSendMail.Web.Features.Shared;
using IGSendMail.Web.Tests.Requests;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Web.Tests.Erasures;

/// <summary>Other systems of the operator learn of a corrected value.</summary>
public sealed class RemoteCorrectionTests : IAsyncLifetime
{
    private ErasureCase _case = null!;

    public async Task InitializeAsync() => _case = await ErasureCase.StartAsync();

    public async Task DisposeAsync() => await _case.DisposeAsync();

    [Theory]
    [InlineData("Name", "name", "Ada Ånäs")]
    [InlineData("Company", "company", "Example & Daughters")]
    public async Task A_corrected_value_is_told_once(string field, string told, string value)
    {
        await CorrectAsync(field, value);
        await _case.Site.WorkAsync();
        await _case.Site.WorkAsync();

        Assert.Equal((told, value), Assert.Single(_case.Place.Corrected));
        Assert.Equal(0, await WaitingAsync());
    }

    [Theory]
    [InlineData(PlaceBehaviour.Fault)]
    [InlineData(PlaceBehaviour.Garbage)]
    [InlineData(PlaceBehaviour.LostAnswer)]
    public async Task One_that_fails_is_tried_again_and_has_its_effect_once(PlaceBehaviour fault)
    {
        (_case.Place.Always, _case.Place.FaultsOnlyAt) = (fault, "rectify");
        await CorrectAsync("Name", "Ada Ånäs");
        await _case.Site.WorkAsync();
        Assert.Equal(1, await WaitingAsync());
        Assert.Equal(RequestState.Done, (await _case.Site.NewestRequestAsync()).State);

        _case.Place.Always = PlaceBehaviour.Answer;
        _case.Site.Time.Advance(TimeSpan.FromMinutes(5));
        await _case.Site.WorkAsync();

        Assert.Equal(("name", "Ada Ånäs"), Assert.Single(_case.Place.Corrected));
        Assert.All(_case.Place.Effects.Values, times => Assert.Equal(1, times));
        Assert.Equal(0, await WaitingAsync());
    }

    private async Task CorrectAsync(string field, string wish)
    {
        var visitor = await _case.Site.SignedInAsync("ada@example.com");
        await visitor.SubmitAsync(await visitor.GetAsync(PrivacyRoutes.AccountDataCorrect), "#correct-form", new Dictionary<string, string>
        {
            ["Field"] = field,
            ["Wish"] = wish,
            ["Password"] = RequestSteps.Password,
        });
    }

    private Task<int> WaitingAsync() =>
        _case.Site.InDatabaseAsync(db => db.OutboxMessages().CountAsync(m => m.Kind == RemoteCorrections.Kind));
}
