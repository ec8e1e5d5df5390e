using System.IO.Compression;
using System.Net;
using IGSendMail.Privacy.Requests;
using IGSendMail.Testing;

namespace IGSendMail.Web.Tests.Requests;

/// <summary>California's third rung: one more fact and a declaration before specific pieces are handed out.</summary>
public sealed class KnownFactsTests : IAsyncDisposable
{
    private const string Address = "guest@example.com";
    private readonly TestSite _site = new();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task Who_has_never_asked_before_is_asked_for_nothing_and_gets_categories()
    {
        var person = _site.Visitor();
        await AskToKnowAsync(person);

        var request = await _site.NewestRequestAsync();
        Assert.Equal((RequestState.Received, KnowScope.Categories), (request.State, request.Scope));
        Assert.Contains("Answered with categories", (await PageAsync(person)).TextOf(".timeline"), StringComparison.Ordinal);
        await _site.RunRequestsAsync();
        Assert.Equal(RequestState.Done, (await _site.NewestRequestAsync()).State);
    }

    [Fact]
    public async Task The_reference_of_an_earlier_request_and_the_declaration_open_the_data_itself()
    {
        var earlier = await EarlierAsync();
        var person = _site.Visitor();
        await AskToKnowAsync(person);
        Assert.Equal(RequestState.AwaitingFacts, (await _site.NewestRequestAsync()).State);

        var page = await ShowAsync(person, " " + earlier.ToLowerInvariant() + " ", declared: true);

        Assert.Equal(HttpStatusCode.OK, page.Status);
        var request = await _site.NewestRequestAsync();
        Assert.Equal((RequestState.Received, KnowScope.SpecificPieces), (request.State, request.Scope));
        Assert.Contains("Fact shown", page.TextOf(".timeline"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_declaration_nothing_is_compared_and_nothing_typed_is_lost()
    {
        var earlier = await EarlierAsync();
        var person = _site.Visitor();
        await AskToKnowAsync(person);

        var page = await ShowAsync(person, earlier, declared: false);

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains("Tick the declaration", page.TextOf(".error-summary"), StringComparison.Ordinal);
        Assert.Equal(earlier, page.Document.QuerySelector("#facts-form input[name=Earlier]")!.GetAttribute("value"));
        Assert.Equal((RequestState.AwaitingFacts, 0), await StateAsync());
    }

    [Fact]
    public async Task A_declaration_that_cannot_be_read_is_told_in_the_language_of_the_page()
    {
        var earlier = await EarlierAsync();
        var person = _site.Visitor();
        await AskToKnowAsync(person);
        var german = await person.GetAsync($"/privacy/requests/{(await _site.NewestRequestAsync()).Reference}?lang=de");
        german.Document.QuerySelector("#facts-form input[name=Declared]")!.SetAttribute("value", "vielleicht");

        var page = await person.SubmitAsync(
            german, "#facts-form", new Dictionary<string, string> { ["Earlier"] = earlier, ["Declared"] = "vielleicht" });

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains("Kreuzen Sie die Erklärung an", page.TextOf(".error-summary"), StringComparison.Ordinal);
        Assert.Single(page.Document.QuerySelectorAll(".error-summary li"));
        Assert.Equal((RequestState.AwaitingFacts, 0), await StateAsync());
    }

    [Fact]
    public async Task Three_wrong_references_bring_categories_and_a_fourth_changes_nothing()
    {
        await EarlierAsync();
        var person = _site.Visitor();
        await AskToKnowAsync(person);
        var form = await PageAsync(person);

        for (var i = 1; i < KnownFacts.MostAttempts; i++)
        {
            Assert.Equal(HttpStatusCode.BadRequest, (await ShowAsync(person, "AC-2222-2222", declared: true)).Status);
            Assert.Equal((RequestState.AwaitingFacts, i), await StateAsync());
        }

        var last = await ShowAsync(person, "AC-2222-2222", declared: true);
        Assert.Contains("We answer with the categories", last.Text, StringComparison.Ordinal);
        var late = await SubmitAsync(person, form, "AC-2222-2222", declared: true);
        Assert.Contains("settled already", late.Text, StringComparison.Ordinal);
        Assert.Equal(KnowScope.Categories, (await _site.NewestRequestAsync()).Scope);
    }

    [Fact]
    public async Task The_reference_of_another_person_does_not_help()
    {
        await EarlierAsync();
        var foreign = await EarlierAsync("other@example.com");
        var person = _site.Visitor();
        await AskToKnowAsync(person);

        Assert.Equal(HttpStatusCode.BadRequest, (await ShowAsync(person, foreign, declared: true)).Status);
    }

    [Fact]
    public async Task One_button_is_enough_for_the_categories()
    {
        await EarlierAsync();
        var person = _site.Visitor();
        await AskToKnowAsync(person);

        await person.SubmitAsync(await PageAsync(person), "#categories-form");

        Assert.Equal(KnowScope.Categories, (await _site.NewestRequestAsync()).Scope);
    }

    [Fact]
    public async Task After_a_week_of_silence_the_categories_are_sent()
    {
        await EarlierAsync();
        await AskToKnowAsync(_site.Visitor());
        _site.Time.Advance(KnownFacts.WaitFor);

        await _site.RunRequestsAsync();

        var request = await _site.NewestRequestAsync();
        Assert.Equal((RequestState.Done, KnowScope.Categories), (request.State, request.Scope));
    }

    [Fact]
    public async Task Who_asks_for_categories_and_who_asks_under_the_gdpr_is_asked_for_nothing_more()
    {
        await EarlierAsync();
        var person = _site.Visitor();
        await _site.AskAsync(Address, Right.Access, person, Regime.Ccpa, new Dictionary<string, string> { ["Scope"] = nameof(KnowScope.Categories) });
        await _site.ConfirmAsync(Address, person);
        Assert.Equal(RequestState.Received, (await _site.NewestRequestAsync()).State);

        await _site.AskAsync(Address, Right.Access, person);
        await _site.ConfirmAsync(Address, person);
        Assert.Equal((RequestState.Received, 0), await StateAsync());
    }

    [Fact]
    public async Task Categories_tell_the_kinds_and_hand_out_no_record()
    {
        var person = _site.Visitor();
        await AskToKnowAsync(person);
        await _site.RunRequestsAsync();

        using var zip = await PackageAsync(person);

        Assert.DoesNotContain(zip.Entries, e => e.FullName.StartsWith("data/", StringComparison.Ordinal));
        var index = await TextAsync(zip, "index.html");
        Assert.Contains("Which kinds of data we hold about you", index, StringComparison.Ordinal);
        Assert.Contains("Requests you made about your data", index, StringComparison.Ordinal);
        Assert.Contains("Why we have it and how long we keep it", index, StringComparison.Ordinal);
        Assert.DoesNotContain((await _site.NewestRequestAsync()).AnswerDue.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), index, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("TwelveMonths", false)]
    [InlineData("Everything", true)]
    public async Task The_last_twelve_months_leave_older_records_out(string period, bool withOld)
    {
        var old = await EarlierAsync();
        _site.Time.Advance(TimeSpan.FromDays(400));
        var recent = await EarlierAsync();
        var person = _site.Visitor();
        await _site.AskAsync(Address, Right.Access, person, Regime.Ccpa, new Dictionary<string, string> { ["Period"] = period });
        await _site.ConfirmAsync(Address, person);
        await ShowAsync(person, recent, declared: true);
        await _site.RunRequestsAsync();

        using var zip = await PackageAsync(person);

        var requests = await TextAsync(zip, "data/DataSubjectRequest.json");
        Assert.Contains(recent, requests, StringComparison.Ordinal);
        Assert.Equal(withOld, requests.Contains(old, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Strangers_cannot_try()
    {
        var earlier = await EarlierAsync();
        var person = _site.Visitor();
        await AskToKnowAsync(person);
        var form = await PageAsync(person);

        var stranger = _site.Visitor();
        await stranger.GetAsync("/privacy/requests/new");
        var answer = await SubmitAsync(stranger, form, earlier, declared: true);

        Assert.Contains(answer.Status, new[] { HttpStatusCode.NotFound, HttpStatusCode.BadRequest });
        Assert.Equal((RequestState.AwaitingFacts, 0), await StateAsync());
    }

    private async Task<ZipArchive> PackageAsync(PageVisitor person)
    {
        var download = await person.GetAsync($"/privacy/requests/{(await _site.NewestRequestAsync()).Reference}/download");
        Assert.Equal(HttpStatusCode.OK, download.Status);
        return new ZipArchive(new MemoryStream(download.Body));
    }

    private static async Task<string> TextAsync(ZipArchive zip, string name)
    {
        using var reader = new StreamReader(await zip.GetEntry(name)!.OpenAsync());
        return await reader.ReadToEndAsync();
    }

    private async Task<string> EarlierAsync(string address = Address)
    {
        await _site.AskAsync(address);
        await _site.ConfirmAsync(address, _site.Visitor());
        await _site.RunRequestsAsync();
        return (await _site.NewestRequestAsync()).Reference;
    }

    private async Task AskToKnowAsync(PageVisitor person)
    {
        await _site.AskAsync(Address, Right.Access, person, Regime.Ccpa);
        await _site.ConfirmAsync(Address, person);
    }

    private async Task<Page> PageAsync(PageVisitor person) =>
        await person.GetAsync("/privacy/requests/" + (await _site.NewestRequestAsync()).Reference);

    private async Task<Page> ShowAsync(PageVisitor person, string reference, bool declared) =>
        await SubmitAsync(person, await PageAsync(person), reference, declared);

    private static Task<Page> SubmitAsync(PageVisitor person, Page form, string reference, bool declared)
    {
        var values = new Dictionary<string, string> { ["Earlier"] = reference };
        if (declared)
        {
            values["Declared"] = "true";
        }

        return person.SubmitAsync(form, "#facts-form", values);
    }

    private async Task<(RequestState, int)> StateAsync()
    {
        var request = await _site.NewestRequestAsync();
        return (request.State, request.CodeAttempts);
    }
}
