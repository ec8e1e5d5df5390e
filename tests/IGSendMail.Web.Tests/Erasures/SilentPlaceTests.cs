using System.IO.Compression;
using IGSendMail.Privacy.Requests;
using IGSendMail.Testing;
using IGSendMail.Web.Tests.Requests;

namespace IGSendMail.Web.Tests.Erasures;

/// <summary>A place that does not answer delays only its own part of a copy.</summary>
public sealed class SilentPlaceTests : IAsyncLifetime
{
    private ErasureCase _case = null!;

    public async Task InitializeAsync() => _case = await ErasureCase.StartAsync();

    public async Task DisposeAsync() => await _case.DisposeAsync();

    [Fact]
    public async Task After_an_hour_the_person_gets_what_there_is_and_the_rest_follows()
    {
        _case.Place.Always = PlaceBehaviour.Fault;
        var visitor = await _case.Site.SignedInAsync("ada@example.com");
        var reference = await RequestSteps.AskForPackageAsync(visitor, "Access");
        await _case.Site.RunRequestsAsync();
        Assert.Equal(RequestState.InProgress, (await _case.Site.ReadAsync(reference)).State);

        _case.Site.Time.Advance(TimeSpan.FromHours(1));
        await _case.Site.RunRequestsAsync();

        Assert.Equal(RequestState.PartlyDone, (await _case.Site.ReadAsync(reference)).State);
        var page = await visitor.GetAsync("/privacy/requests/" + reference);
        Assert.Contains("do not answer at the moment", page.TextOf("main"), StringComparison.Ordinal);
        Assert.Contains("This place does not answer at the moment.", await IndexAsync(visitor, reference), StringComparison.Ordinal);
        Assert.Equal(1, Assert.Single(await _case.Site.LettersAsync<RequestPartlyDoneLetter>()).Places);

        _case.Place.Always = PlaceBehaviour.Answer;
        _case.Site.Time.Advance(TimeSpan.FromMinutes(1));
        await _case.Site.RunRequestsAsync();
        await _case.Site.RunRequestsAsync();

        Assert.Equal(RequestState.Done, (await _case.Site.ReadAsync(reference)).State);
        var index = await IndexAsync(visitor, reference);
        Assert.DoesNotContain("This place does not answer at the moment.", index, StringComparison.Ordinal);
        Assert.Contains("rang us 3 times", index, StringComparison.Ordinal);
        Assert.Equal(2, (await _case.Site.LettersAsync<PackageReadyLetter>()).Count);
    }

    [Fact]
    public async Task A_portable_copy_holds_nothing_of_such_a_place_and_waits_for_none()
    {
        _case.Place.Always = PlaceBehaviour.Fault;
        var visitor = await _case.Site.SignedInAsync("ada@example.com");
        var reference = await RequestSteps.AskForPackageAsync(visitor, "Portability");

        await _case.Site.RunRequestsAsync();

        Assert.Equal(RequestState.Done, (await _case.Site.ReadAsync(reference)).State);
    }

    private static async Task<string> IndexAsync(PageVisitor visitor, string reference)
    {
        var download = await visitor.GetAsync($"/privacy/requests/{reference}/download");
        await using var zip = new ZipArchive(new MemoryStream(download.Body));
        using var reader = new StreamReader(await zip.GetEntry("index.html")!.OpenAsync());
        return await reader.ReadToEndAsync();
    }
}
