using System.Globalization;
using IGSendMail.Privacy.Holds;
using IGSendMail.Privacy.Requests;
using IGSendMail.Privacy.Settings;

namespace IGSendMail.Web.Features.Requests;

/// <summary>States, events and days as the pages say them.</summary>
internal static class RequestWords
{
    private const string Remedies =
        " A privacy officer decided so. You may write to us and ask for another look, complain to your data protection authority, or go to court.";

    public static string Of(RequestState state) => state switch
    {
        RequestState.AwaitingConfirmation => "Waiting for your confirmation",
        RequestState.AwaitingSignIn => "Waiting for you to sign in",
        RequestState.AwaitingFacts => "Waiting for one more fact",
        RequestState.Received => "Received",
        RequestState.InProgress => "In progress",
        RequestState.PartlyDone => "Done in part",
        RequestState.Done => "Done",
        RequestState.Refused => "Refused",
        RequestState.Withdrawn => "Withdrawn",
        RequestState.Expired => "Ended without confirmation",
        _ => state.ToString(),
    };

    /// <summary>How a request stands, once it is known what became of it.</summary>
    public static string Of(DataSubjectRequest request, RequestOutcome outcome) =>
        request.Reason == RequestReason.ErasedMeanwhile ? "Closed, because the data is deleted" : Of(request.State, outcome);

    private static string Of(RequestState state, RequestOutcome outcome) => (state, outcome) switch
    {
        (RequestState.Done, { End: RequestEnd.PassedOn }) => "Passed on",
        (RequestState.Done, { End: RequestEnd.Deleted or RequestEnd.NothingToDelete or RequestEnd.ReceiptGone or RequestEnd.Corrected, Others: > 0 }) => "Done here, passed on to others",
        _ => Of(state),
    };

    /// <summary>The same for an officer.</summary>
    public static string ForOfficer(DataSubjectRequest request, RequestOutcome outcome) =>
        request.State == RequestState.Done || request.Reason == RequestReason.ErasedMeanwhile ? Of(request, outcome) : ForOfficer(request.State);

    /// <summary>How an open one stands for an officer, who is not the one that it waits for.</summary>
    public static string ForOfficer(RequestState state) => state switch
    {
        RequestState.AwaitingConfirmation => "Waiting for the person's confirmation",
        RequestState.AwaitingSignIn => "Waiting for the person to sign in",
        RequestState.AwaitingFacts => "Waiting for one more fact from the person",
        _ => Of(state),
    };

    public static string Of(Regime regime) => regime == Regime.Gdpr ? "GDPR" : "California (CCPA)";

    /// <summary>What somebody asks for, as the form says it.</summary>
    public static string InForm(Right right, RequestFormWords words) => words[right switch
    {
        Right.CcpaKnow => "KnowAs",
        Right.CcpaDelete => nameof(Right.Erasure),
        Right.CcpaCorrect => nameof(Right.Rectification),
        _ => right.ToString(),
    }];

    public static string Of(ExtensionReason reason) => reason switch
    {
        ExtensionReason.Complex => "the request is complex",
        _ => "many requests have to be answered at once",
    };

    /// <summary>Why something was held, within a sentence.</summary>
    public static string Of(HoldReason reason) => reason switch
    {
        HoldReason.LegalClaim => "a legal claim",
        HoldReason.Order => "an order",
        HoldReason.Dispute => "a dispute",
        HoldReason.Restriction => "a restriction",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "This reason has no words."),
    };

    /// <summary>All of them, within a sentence.</summary>
    public static string OnHold(IReadOnlyList<HoldReason> reasons) => string.Join(" and ", reasons.Select(Of));

    public static string? Of(RequestReason? reason) => reason switch
    {
        RequestReason.HeldByLaw => "The law forbids us to delete this data for now, because it is needed for a legal claim or by an order." + Remedies,
        RequestReason.AddressInUse => "Another account signs in with the address that you want us to put in. Sign in there, or ask again with another address." + Remedies.Replace(" A privacy officer decided so.", "", StringComparison.Ordinal),
        RequestReason.NotConfirmedInTime => "The link in our e-mail was not used within 48 hours.",
        RequestReason.NotSignedInInTime => "The address belongs to an account, and nobody signed in to go on. You may ask again, complain to your data protection authority, or go to court.",
        RequestReason.WithdrawnByRequester => "You took it back.",
        RequestReason.IdentityNotShown => "Nothing that we hold let us make sure that you are the person it is about." + Remedies,
        RequestReason.UnfoundedOrExcessive => "It is clearly unfounded, or repeats requests that were answered." + Remedies,
        RequestReason.HarmsOthers => "It cannot be answered without harming the rights of other people." + Remedies,
        RequestReason.ErasedMeanwhile => "The data was deleted while the request was open, so nothing was left to answer with.",
        _ => null,
    };

    public static (string Title, string Text) Of(RequestEvent line, DataSubjectRequest request, RequestOutcome outcome)
    {
        var figure = (line.Figure ?? 0).ToString("N0", CultureInfo.InvariantCulture);
        return line.Kind switch
        {
            RequestEventKind.Received => ("Request received", "The clock counts from here."),
            RequestEventKind.LinkSent => ("E-mail sent", "It holds a link that works once, for 48 hours."),
            RequestEventKind.Confirmed => ("Confirmed by e-mail", "The link in our e-mail was used."),
            RequestEventKind.ConfirmedByCode => ("Confirmed by e-mail", "The code in our e-mail was typed in."),
            RequestEventKind.WaitsBeside => ("Waited for an e-mail sent before", "The mailbox had enough e-mails of ours that nobody had used, so no further one was sent. The pages behind their links offer this request too."),
            RequestEventKind.ConfirmedBeside => ("Confirmed", "On the page of another request from the same mailbox."),
            RequestEventKind.SignInNeeded => ("Sign-in needed", "The address belongs to an account. It goes on after its holder has signed in."),
            RequestEventKind.SignedIn => ("Confirmed while signed in", "The password was entered again."),
            RequestEventKind.AccountGone => ("Goes on without an account", "Nobody can sign in with the address any more. It goes on for the person whose mailbox it is."),
            RequestEventKind.FactsNeeded => ("One more fact needed", "California asks for it before the data itself is handed out."),
            RequestEventKind.FactsMatched => ("Fact shown", "The reference is one of an earlier request, and the declaration was made."),
            RequestEventKind.ScopeNarrowed => ("Answered with categories", "Which kinds of data we hold, not the data itself: that needs one more fact."),
            RequestEventKind.Extended => ("More time", "An e-mail said why, before the first deadline."),
            RequestEventKind.ExtensionLapsed => ("Extension taken back", "Its e-mail did not leave in time, so the first deadline counts."),
            RequestEventKind.OfficersWarned => ("Officers reminded", "Our privacy officers were told that the deadline is near."),
            RequestEventKind.Corrected => ("Corrected", "The new value stands there now."),
            RequestEventKind.PartlyDone => ("Done in part", line.Figure == 1 ? "One place does not answer yet; we keep trying." : $"{figure} places do not answer yet; we keep trying."),
            RequestEventKind.Started => ("Work began", "We are collecting the data, place by place."),
            RequestEventKind.PackageReady => ("Package ready", $"{((long)(line.Figure ?? 0)).Records()} {(line.Figure == 1 ? "is" : "are")} in it."),
            RequestEventKind.Downloaded => ("Package downloaded", "By the person who asked."),
            RequestEventKind.ErasureOrdered => ("Deletion began", "The key that makes the data readable goes first, then the data, place by place."),
            RequestEventKind.PassedOn => ("Passed on", $"{figure} of our customers {(line.Figure == 1 ? "holds" : "hold")} the address and {(line.Figure == 1 ? "decides" : "decide")} about it."),
            RequestEventKind.WroteToCustomer => ("You wrote to a customer of ours", "We passed your words on. They stand on that customer's page, with your e-mail address."),
            RequestEventKind.CustomerAnswered => ("A customer of ours said what they did", "It stands beside their name on this page."),
            RequestEventKind.CustomerTookBack => ("A customer of ours took back what they said", "They said it by mistake, and have not said anything else since unless this page shows it."),
            RequestEventKind.Done => (Of(RequestState.Done, outcome), OutcomeWords.Short(outcome)),
            RequestEventKind.Refused when request.Reason == RequestReason.ErasedMeanwhile => ("Closed", "The data was deleted meanwhile."),
            RequestEventKind.Refused => ("Refused", "With the reason stated on this page."),
            RequestEventKind.Withdrawn => ("Withdrawn", "Taken back; nothing was changed."),
            RequestEventKind.Expired => ("Ended without confirmation", "We deleted the address from the request."),
            RequestEventKind.ContactOpened => ("Contact looked at", "By a privacy officer."),
            _ => (line.Kind.ToString(), ""),
        };
    }

    /// <summary>The days left, in words: nobody has to tell it from a colour.</summary>
    public static string DaysLeft(DateOnly due, DateOnly today) => (due.DayNumber - today.DayNumber) switch
    {
        < -1 and var late => $"Overdue by {-late} days",
        -1 => "Overdue by 1 day",
        0 => "Due today",
        1 => "1 day left",
        var left => $"{left} days left",
    };

    public static string Day(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
}
