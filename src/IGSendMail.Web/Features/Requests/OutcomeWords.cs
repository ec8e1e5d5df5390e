using IGSendMail.Privacy.Requests;

namespace IGSendMail.Web.Features.Requests;

/// <summary>How a request ended, in words: never more than its rows say.</summary>
internal static class OutcomeWords
{
    /// <summary>The first sentence of the page, or null while there is no outcome.</summary>
    public static string? Of(RequestOutcome outcome) => outcome.End switch
    {
        RequestEnd.None => null,
        RequestEnd.Deleted when outcome.KeepsSomething => "We deleted what we held about you. What the law has us keep stands in the receipt below, with the reason.",
        RequestEnd.PassedOn => $"We passed your request on to {Customers(outcome.Others)}, who {(outcome.Others == 1 ? "decides" : "decide")} about it. We ourselves hold nothing that could be corrected.",
        _ => Short(outcome),
    };

    /// <summary>The same as a line of the history.</summary>
    public static string Short(RequestOutcome outcome) => outcome.End switch
    {
        RequestEnd.Deleted => "We deleted what we held about you.",
        RequestEnd.NothingToDelete => "We held nothing about you that had to go.",
        RequestEnd.DeletedLongAgo => "The deletion ended. Its receipt is deleted too, so we cannot say here any more what went.",
        RequestEnd.Corrected => "What stood with us is corrected.",
        RequestEnd.PassedOn => "What is corrected on their lists is for them to decide.",
        RequestEnd.NothingToCorrect => "Neither we nor a customer of ours has anything under this address that could be corrected.",
        RequestEnd.Copied => "Your copy was made.",
        RequestEnd.Answered => "A privacy officer did what you asked for.",
        _ => "",
    };

    /// <summary>What others have, or null if nobody was told.</summary>
    public static string? Others(RequestOutcome outcome) => outcome switch
    {
        { Others: 0 } or { End: RequestEnd.None or RequestEnd.PassedOn } => null,
        { Others: var others, Waiting: 0 } => $"{Upper(Customers(others))} had your e-mail address on a list when you asked, and {(others == 1 ? "decides" : "decide")} about it. We passed your request on: see below to whom, and when.",
        { Others: var others } => $"{Upper(Customers(others))} had your e-mail address on a list when you asked, and {(others == 1 ? "decides" : "decide")} about it. Below you see who was told, and who is still to be.",
    };

    private static string Customers(int count) => count == 1 ? "one customer of ours" : $"{count} customers of ours";

    private static string Upper(string words) => char.ToUpperInvariant(words[0]) + words[1..];
}
