using IGSendMail.Privacy.Holds;
using IGSendMail.Privacy.Requests;
using IGSendMail.Testing;
using IGSendMail.Web.Features.Officer;
using IGSendMail.Web.Features.Shared;
using IGSendMail.Web.Tests.Requests;

namespace IGSendMail.Web.Tests.WhatPeopleAreTold;

/// <summary>People walk their roads, and at each step every sentence of every page and e-mail is compared with the rows.</summary>
public sealed class EverySentenceTests : IAsyncDisposable
{
    private readonly ToldCase _case = new(new TestSite());
    private readonly List<string> _wrong = [];

    private TestSite Site => _case.Site;

    public ValueTask DisposeAsync() => _case.DisposeAsync();

    [Fact]
    public async Task An_account_holder_on_three_lists_asks_for_a_copy_a_correction_a_deletion_and_again_before_that_ended()
    {
        await _case.PlantAsync("Harbour Books");
        await _case.PlantAsync("Kontor Nord");
        await _case.PlantAsync("Wolle & Garn");
        var user = await Site.RegisterAsync(ToldCase.Address);
        await _case.UploadAsync(user.AccountId!.Value);
        var holder = await Site.SignedInAsync(ToldCase.Address);

        var copy = await RequestSteps.AskForPackageAsync(holder, nameof(Right.Access));
        await TrueAsync(holder, copy);
        await _case.WorkAsync();
        await TrueAsync(holder, copy);

        _case.Words.UnionWith(["Ada Example", "Ada Ånäs", "My name: Ada Ånäs"]);
        var correction = ReferenceOf(await holder.SubmitAsync(await holder.GetAsync(PrivacyRoutes.AccountDataCorrect), "#correct-form", new Dictionary<string, string>
        {
            ["Field"] = "Name",
            ["Wish"] = "Ada Ånäs",
            ["Password"] = RequestSteps.Password,
        }));
        await TrueAsync(holder, correction);
        await _case.WorkAsync();
        await TrueAsync(holder, copy, correction);

        _wrong.AddRange(await _case.WrongOnReviewAsync(holder));
        var deletion = ReferenceOf(await holder.SubmitAsync(
            await holder.GetAsync(PrivacyRoutes.AccountDataErase), "#erase-form", new Dictionary<string, string> { ["Password"] = RequestSteps.Password }));
        await TrueAsync(holder, deletion);
        var mailbox = Site.Visitor();
        await Site.AskAsync(ToldCase.Address, Right.Erasure, mailbox);
        var again = ReferenceOf(await Site.ConfirmAsync(ToldCase.Address, mailbox));
        await TrueAsync(mailbox, again);

        await _case.WorkAsync();

        await TrueAsync(holder, deletion);
        await TrueAsync(mailbox, again);
        var rows = await _case.RowsAsync();
        Assert.Equal(["Harbour Books", "Kontor Nord", "Wolle & Garn"], rows.Lists.Order(StringComparer.Ordinal));
        Assert.False(rows.HasAccount);
        NothingWrong();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_customer_with_a_hold_asks_for_deletion_and_it_is_lifted(bool hasAccount)
    {
        await _case.PlantAsync("Harbour Books");
        var officer = await Site.OfficerAsync();
        await officer.SubmitAsync(await officer.GetAsync(PrivacyRoutes.OfficerHolds), "#hold-form", new Dictionary<string, string>
        {
            ["About"] = HoldForm.Person,
            ["Address"] = ToldCase.Address,
            ["Reason"] = nameof(HoldReason.LegalClaim),
            ["CaseNumber"] = "C-1",
            ["ReviewOn"] = "2026-12-01",
        });
        var (visitor, deletion) = await AskDeletionAsync(hasAccount);
        await TrueAsync(visitor, deletion);
        await _case.WorkAsync();
        await TrueAsync(visitor, deletion);

        await officer.OrderLiftAsync();
        await TrueAsync(visitor, deletion);
        await TrueForOfficerAsync(officer, deletion);
        Site.Time.Advance(HoldLifts.ThinkAgain);
        await Site.RunHoldLiftsAsync();
        await _case.WorkAsync();

        // The hour has closed the page of the person, who has the e-mail.
        await TrueAsync(visitor);
        await TrueForOfficerAsync(officer, deletion);
        Assert.Equal(RequestState.Done, (await Site.ReadAsync(deletion)).State);
        NothingWrong();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_Californian_asks_to_know_to_correct_and_to_delete(bool isOnAList)
    {
        if (isOnAList)
        {
            await _case.PlantAsync("Harbour Books");
        }

        var mailbox = Site.Visitor();
        foreach (var right in new[] { Right.Access, Right.Access, Right.Rectification, Right.Erasure })
        {
            var reference = await AskByMailAsync(mailbox, right, Regime.Ccpa);
            await _case.WorkAsync();
            await TrueAsync(mailbox, reference);
            var page = await mailbox.GetAsync("/privacy/requests/" + reference);
            if (page.Document.QuerySelector("#categories-form") is not null)
            {
                await mailbox.SubmitAsync(page, "#categories-form");
                await _case.WorkAsync();
                await TrueAsync(mailbox, reference);
            }

            Assert.Equal(RequestState.Done, (await Site.ReadAsync(reference)).State);
        }

        NothingWrong();
    }

    [Theory]
    [InlineData(Right.Access)]
    [InlineData(Right.Portability)]
    [InlineData(Right.Rectification)]
    [InlineData(Right.Erasure)]
    public async Task Somebody_unknown_to_us_asks(Right right)
    {
        var mailbox = Site.Visitor();
        var reference = await AskByMailAsync(mailbox, right, Regime.Gdpr);

        await _case.WorkAsync();

        await TrueAsync(mailbox, reference);
        Assert.Equal(RequestState.Done, (await Site.ReadAsync(reference)).State);
        NothingWrong();
    }

    [Fact]
    public async Task A_remote_place_is_silent_and_answers_later()
    {
        await using var place = await RemotePlace.StartAsync();
        foreach (var (key, value) in place.Settings())
        {
            Site.With(key, value);
        }

        await _case.PlantAsync("Harbour Books");
        var officer = await Site.OfficerAsync();
        place.Always = PlaceBehaviour.Fault;
        var (holder, deletion) = await AskDeletionAsync(hasAccount: true);
        await TrueAsync(holder, deletion);
        for (var times = 0; times < 3; times++)
        {
            await _case.WorkAsync();
            await TrueAsync(holder, deletion);
            await TrueForOfficerAsync(officer, deletion);
            Site.Time.Advance(TimeSpan.FromMinutes(9));
        }

        // After half an hour the page is closed to its person, who gets an e-mail once an hour is over.
        Site.Time.Advance(TimeSpan.FromHours(1));
        await _case.WorkAsync();
        await TrueAsync(holder);
        officer = await Site.SignedInAsync("olga@example.com");
        await TrueForOfficerAsync(officer, deletion);
        Assert.Equal(RequestState.PartlyDone, (await Site.ReadAsync(deletion)).State);
        place.Always = PlaceBehaviour.Answer;
        Site.Time.Advance(TimeSpan.FromHours(24));
        await _case.WorkAsync();

        await TrueAsync(holder);
        await TrueForOfficerAsync(await Site.SignedInAsync("olga@example.com"), deletion);
        Assert.Equal(RequestState.Done, (await Site.ReadAsync(deletion)).State);
        NothingWrong();
    }

    private async Task<(PageVisitor Visitor, string Reference)> AskDeletionAsync(bool hasAccount)
    {
        if (!hasAccount)
        {
            var mailbox = Site.Visitor();
            return (mailbox, await AskByMailAsync(mailbox, Right.Erasure, Regime.Gdpr));
        }

        await Site.RegisterAsync(ToldCase.Address);
        var holder = await Site.SignedInAsync(ToldCase.Address);
        _wrong.AddRange(await _case.WrongOnReviewAsync(holder));
        return (holder, ReferenceOf(await holder.SubmitAsync(
            await holder.GetAsync(PrivacyRoutes.AccountDataErase), "#erase-form", new Dictionary<string, string> { ["Password"] = RequestSteps.Password })));
    }

    private async Task<string> AskByMailAsync(PageVisitor mailbox, Right right, Regime regime)
    {
        _case.Words.Add("It is Ånäs.");
        await Site.AskAsync(
            ToldCase.Address, right, mailbox, regime, right == Right.Rectification ? new Dictionary<string, string> { ["Wish"] = "It is Ånäs." } : null);
        return ReferenceOf(await Site.ConfirmAsync(ToldCase.Address, mailbox));
    }

    private async Task TrueForOfficerAsync(PageVisitor officer, string reference) =>
        _wrong.AddRange(await _case.WrongForOfficerAsync(officer, reference));

    private void NothingWrong() => Assert.True(_wrong.Count == 0, string.Join('\n', _wrong.Distinct()));

    private static string ReferenceOf(Page page) => page.Path.Split('/')[^1];

    private async Task TrueAsync(PageVisitor visitor, params string[] references)
    {
        _wrong.AddRange(await _case.WrongInLettersAsync());
        foreach (var reference in references)
        {
            _wrong.AddRange(await _case.WrongOnPageAsync(visitor, reference));
        }
    }
}
