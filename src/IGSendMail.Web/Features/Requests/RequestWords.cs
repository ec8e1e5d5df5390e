using System.Globalization;
using IGSendMail.Privacy.Requests;

namespace IGSendMail.Web.Features.Requests;

/// <summary>Requests in the words of pages that have one language: for officers, and for customers who were told.</summary>
internal static class RequestWords
{
    /// <summary>How it stands for an officer, once it is known what became of it.</summary>
    public static string ForOfficer(DataSubjectRequest request, RequestOutcome outcome) =>
        request.State == RequestState.Done || request.Reason == RequestReason.ErasedMeanwhile
            ? RequestPageWords.OfSite.Of(request, outcome)
            : ForOfficer(request.State);

    /// <summary>How an open one stands for an officer, who is not the one that it waits for.</summary>
    public static string ForOfficer(RequestState state) => state switch
    {
        RequestState.AwaitingConfirmation => "Waiting for the person's confirmation",
        RequestState.AwaitingSignIn => "Waiting for the person to sign in",
        RequestState.AwaitingFacts => "Waiting for one more fact from the person",
        _ => RequestPageWords.OfSite.Of(state),
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
