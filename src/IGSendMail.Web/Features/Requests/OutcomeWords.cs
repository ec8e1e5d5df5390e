using IGSendMail.Privacy.Requests;
using IGSendMail.Privacy.Settings;
using IGSendMail.Web.Features.Shared;

namespace IGSendMail.Web.Features.Requests;

/// <summary>How a request ended, in words: never more than its rows say.</summary>
internal static class OutcomeWords
{
    private const int MostNamed = 3;

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
        RequestEnd.ReceiptGone => "The deletion ended. Its receipt is deleted too, so we cannot say here any more what went.",
        RequestEnd.Corrected => "What stood with us is corrected.",
        RequestEnd.PassedOn => "What is corrected on their lists is for them to decide.",
        RequestEnd.NothingToCorrect => "Neither we nor a customer of ours has anything under this address that could be corrected.",
        RequestEnd.Copied => "Your copy was made.",
        RequestEnd.Answered => "A privacy officer did what you asked for.",
        _ => "",
    };

    /// <summary>What others have, or null if nobody was told. A few are named, many are counted.</summary>
    public static string? Others(RequestOutcome outcome, IReadOnlyList<ToldLine> told, SiteOptions site)
    {
        if (outcome is { Others: 0 } or { End: RequestEnd.None or RequestEnd.PassedOn })
        {
            return null;
        }

        List<ToldLine> others = [.. told.Where(t => t.Said != CustomerAnswer.Removed)];
        var who = others.Count <= MostNamed && others.TrueForAll(t => t.Company is not null)
            ? Names([.. others.Select(t => t.Company!)])
            : Customers(outcome.Others).Sentence();
        var had = $"{who} had your e-mail address on a list when you asked, and {(outcome.Others == 1 ? "decides" : "decide")} about it. ";
        return had + (outcome, others) switch
        {
            ({ Waiting: > 0 }, _) => "Below you see who was told, and who is still to be.",
            (_, [var only]) => $"We passed your request on on {only.At.Day(site)}.",
            _ => "We passed your request on: see below to whom, and when.",
        };
    }

    /// <summary>What stays, and what becomes of what is personal in it.</summary>
    public static string Kept(long kept, long emptied, string was) =>
        kept.Records() + (emptied == 0 ? "" : $"; what is personal {was} taken out of {emptied.Records()}");

    /// <summary>How many customers have the address.</summary>
    public static string WithOthers(int customers) => customers == 0 ? "No customer of ours" : Customers(customers).Sentence();

    private static string Names(string[] names) =>
        names is [.. { Length: > 0 } first, var last] ? $"{string.Join(", ", first)} and {last}" : names[0];

    private static string Customers(int count) => count == 1 ? "one customer of ours" : $"{count} customers of ours";
}
