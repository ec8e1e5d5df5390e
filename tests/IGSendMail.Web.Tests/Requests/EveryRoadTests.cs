using System.Net;
using IGSendMail.Privacy.Requests;
using IGSendMail.Testing;
using IGSendMail.Web.Features.Shared;
using MimeKit;

namespace IGSendMail.Web.Tests.Requests;

/// <summary>Each kind of request, each way in, each end: what the person sees and what they receive.</summary>
public sealed class EveryRoadTests : IAsyncDisposable
{
    private const string Address = "ada@example.com";
    private readonly TestSite _site = new();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    /// <summary>What is asked for, under which law.</summary>
    public static TheoryData<Right, Regime> Kinds() => new()
    {
        { Right.Access, Regime.Gdpr },
        { Right.Portability, Regime.Gdpr },
        { Right.Erasure, Regime.Gdpr },
        { Right.Rectification, Regime.Gdpr },
        { Right.Access, Regime.Ccpa },
        { Right.Portability, Regime.Ccpa },
        { Right.Erasure, Regime.Ccpa },
        { Right.Rectification, Regime.Ccpa },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task By_mail_and_confirmed_it_is_answered(Right asked, Regime regime)
    {
        var visitor = await AskByMailAsync(asked, regime);
        var reference = await ConfirmAsync(visitor);

        await _site.WorkAsync();

        await AssertAnsweredAsync(visitor, reference, asked.Under(regime), "Please confirm your request");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task By_mail_and_not_confirmed_nobody_sees_anything_and_it_ends_by_itself(Right asked, Regime regime)
    {
        var visitor = await AskByMailAsync(asked, regime);
        await _site.WorkAsync();
        var reference = (await _site.NewestRequestAsync()).Reference;
        Assert.Contains("for the person who asked", (await visitor.GetAsync("/privacy/requests/" + reference)).Text, StringComparison.Ordinal);
        Assert.Equal(RequestState.AwaitingConfirmation, (await _site.ReadAsync(reference)).State);

        _site.Time.Advance(RequestToken.ValidFor);
        await _site.WorkAsync();

        var ended = await _site.ReadAsync(reference);
        Assert.Equal((RequestState.Expired, (Guid?)null), (ended.State, ended.AddressHash));
        Assert.Equal([Line("Please confirm your request", reference)], Subjects());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task By_mail_and_taken_back_nothing_happens_and_a_letter_says_so(Right asked, Regime regime)
    {
        var visitor = await AskByMailAsync(asked, regime);
        var reference = await ConfirmAsync(visitor);

        var page = await visitor.SubmitAsync(await visitor.GetAsync("/privacy/requests/" + reference), "#withdraw-form");
        await _site.WorkAsync();

        Assert.Contains("Withdrawn", page.TextOf(".page-head"), StringComparison.Ordinal);
        Assert.Equal(RequestState.Withdrawn, (await _site.ReadAsync(reference)).State);
        Assert.Equal(
            [Line("Please confirm your request", reference), Line("We have your request", reference), Line("Your request", reference) + " is withdrawn"],
            Subjects());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task By_mail_for_an_account_its_holder_signs_in_and_goes_on(Right asked, Regime regime)
    {
        await _site.RegisterAsync(Address);
        var visitor = await AskByMailAsync(asked, regime);
        var reference = await ConfirmAsync(visitor);
        await _site.WorkAsync();
        Assert.Equal(RequestState.AwaitingSignIn, (await _site.ReadAsync(reference)).State);
        Assert.Contains("Sign in to go on", (await visitor.GetAsync("/privacy/requests/" + reference)).Text, StringComparison.Ordinal);

        var holder = await _site.SignedInAsync(Address);
        var path = asked == Right.Erasure ? $"{PrivacyRoutes.AccountDataErase}?reference={reference}" : PrivacyRoutes.AccountData;
        var form = asked == Right.Erasure ? "#erase-form" : ".continue-form";
        await holder.SubmitAsync(await holder.GetAsync(path), form, new Dictionary<string, string> { ["Password"] = RequestSteps.Password });
        await _site.WorkAsync();

        if (asked == Right.Rectification)
        {
            // What is said in words about an account waits for an officer.
            Assert.Equal(RequestState.Received, (await _site.ReadAsync(reference)).State);
            return;
        }

        await AssertAnsweredAsync(holder, reference, asked.Under(regime), "Please confirm your request");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task By_mail_for_an_account_and_never_signed_in_it_is_refused_with_reason_and_remedies(Right asked, Regime regime)
    {
        await _site.RegisterAsync(Address);
        var visitor = await AskByMailAsync(asked, regime);
        var reference = await ConfirmAsync(visitor);

        _site.Time.Advance(TimeSpan.FromDays(30));
        await _site.WorkAsync();

        var request = await _site.ReadAsync(reference);
        Assert.Equal((RequestState.Refused, RequestReason.NotSignedInInTime), (request.State, request.Reason));
        Assert.Contains(Letters(), l => l.TextBody!.Contains("nobody signed in", StringComparison.Ordinal)
            && l.TextBody.Contains("go to court", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Signed_in_it_is_answered(Right asked, Regime regime)
    {
        await _site.RegisterAsync(Address);
        var holder = await _site.SignedInAsync(Address);
        var page = await AskSignedInAsync(holder, asked, regime, RequestSteps.Password);
        Assert.Equal(HttpStatusCode.OK, page.Status);
        var reference = page.Path.Split('/')[^1];

        await _site.WorkAsync();

        await AssertAnsweredAsync(holder, reference, asked.Under(regime));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Signed_in_without_the_password_nothing_is_asked(Right asked, Regime regime)
    {
        await _site.RegisterAsync(Address);
        var holder = await _site.SignedInAsync(Address);

        var page = await AskSignedInAsync(holder, asked, regime, "not the password");

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains("That is not your password", page.TextOf(".error-summary"), StringComparison.Ordinal);
        Assert.Equal(0, await _site.InDatabaseAsync(db => Task.FromResult(db.DataSubjectRequests().Count())));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Signed_in_and_taken_back_before_the_work_begins_nothing_happens(Right asked, Regime regime)
    {
        await _site.RegisterAsync(Address);
        var holder = await _site.SignedInAsync(Address);
        var page = await AskSignedInAsync(holder, asked, regime, RequestSteps.Password);

        var after = await holder.SubmitAsync(page, "#withdraw-form");
        await _site.WorkAsync();

        Assert.Contains("Withdrawn", after.TextOf(".page-head"), StringComparison.Ordinal);
        Assert.Contains(Letters(), l => l.Subject!.EndsWith("is withdrawn", StringComparison.Ordinal));
        await _site.SignedInAsync(Address);
    }

    private async Task AssertAnsweredAsync(PageVisitor visitor, string reference, Right kept, string? first = null)
    {
        var request = await _site.ReadAsync(reference);
        Assert.Equal((kept, RequestState.Done), (request.Right, request.State));
        var page = await visitor.GetAsync("/privacy/requests/" + reference);
        Assert.Contains("Done", page.TextOf(".page-head"), StringComparison.Ordinal);
        var (offered, last) = kept.FulfilledBy() switch
        {
            Fulfilment.Erasure => ("Download the signed receipt", "Your data is deleted: receipt"),
            Fulfilment.Correction when request.AccountId is null => ("Neither we nor a customer of ours has anything", $"Nothing to correct under your address: {reference}"),
            Fulfilment.Correction => ("What stood with us is corrected", $"We corrected your name: {reference}"),
            _ => ("Download your data", "Your data is ready: " + reference),
        };
        Assert.Contains(offered, page.TextOf("main"), StringComparison.Ordinal);
        var subjects = Subjects();
        Assert.Contains(subjects, s => s.StartsWith(last, StringComparison.Ordinal));
        if (kept.FulfilledBy() == Fulfilment.Erasure)
        {
            // Earlier letters are personal data too: they are gone with everything else.
            Assert.Single(subjects);
            return;
        }

        Assert.Contains(Line("We have your request", reference), subjects);
        Assert.True(first is null || subjects.Contains(Line(first, reference)));
    }

    private async Task<PageVisitor> AskByMailAsync(Right asked, Regime regime)
    {
        var visitor = _site.Visitor();
        var sent = await _site.AskAsync(
            Address, asked, visitor, regime, asked == Right.Rectification ? new Dictionary<string, string> { ["Wish"] = "It is Ånäs." } : null);
        Assert.Equal(PrivacyRoutes.RequestSent, sent.Path);
        return visitor;
    }

    private async Task<string> ConfirmAsync(PageVisitor visitor) =>
        (await _site.ConfirmAsync(Address, visitor)).Path.Split('/')[^1];

    private static async Task<Page> AskSignedInAsync(PageVisitor holder, Right asked, Regime regime, string password)
    {
        var values = new Dictionary<string, string> { ["Password"] = password, ["Region"] = regime.ToString() };
        switch (asked)
        {
            case Right.Erasure:
                return await holder.SubmitAsync(await holder.GetAsync(PrivacyRoutes.AccountDataErase), "#erase-form", values);
            case Right.Rectification:
                (values["Field"], values["Wish"]) = ("Name", "Ada Ånäs");
                return await holder.SubmitAsync(await holder.GetAsync(PrivacyRoutes.AccountDataCorrect), "#correct-form", values);
            default:
                return await holder.SubmitAsync(await holder.GetAsync(PrivacyRoutes.AccountData), "#ask-form", values, $"button[value={asked}]");
        }
    }

    private List<MimeMessage> Letters() => [.. _site.Sent().Select(s => s.Letter)];

    private List<string> Subjects() => [.. Letters().Select(l => l.Subject!).Order(StringComparer.Ordinal)];

    private static string Line(string words, string reference) => $"{words} {reference}";
}
