using System.Globalization;
using System.Resources;
using IGSendMail.Privacy.Holds;
using IGSendMail.Privacy.Requests;
using IGSendMail.Privacy.Settings;
using IGSendMail.Web.Features.Shared;

namespace IGSendMail.Web.Features.Requests;

/// <summary>What the page of a request says in one language: states, events, reasons and ends, never more than the rows say.</summary>
public sealed class RequestPageWords(CultureInfo language) : LanguageWords(Texts, language)
{
    private const int MostNamed = 3;
    private static readonly ResourceManager Texts = new(typeof(RequestPageWords));

    /// <summary>The words in the visitor's language.</summary>
    public static RequestPageWords Now => new(CultureInfo.GetCultureInfo(SiteLanguages.Now));

    /// <summary>The words in the language of the pages for officers.</summary>
    public static RequestPageWords OfSite { get; } = new(CultureInfo.GetCultureInfo(SiteLanguages.OfSite));

    /// <summary>What a request is called, such as "erasure request".</summary>
    public string Of(Right right) => right.In(Culture);

    public string Of(RequestState state) => this[$"State.{state}"];

    public string Of(HoldReason reason) => this[$"Hold.{reason}"];

    public string Of(ExtensionReason reason) => this[$"Extension.{reason}"];

    /// <summary>How a request stands, once it is known what became of it.</summary>
    public string Of(DataSubjectRequest request, RequestOutcome outcome) =>
        request.Reason == RequestReason.ErasedMeanwhile ? this["State.Closed"] : Of(request.State, outcome);

    /// <summary>Why it ended so, with what can be done about it.</summary>
    public string? Of(RequestReason? reason) => reason switch
    {
        null => null,
        RequestReason.HeldByLaw or RequestReason.IdentityNotShown or RequestReason.UnfoundedOrExcessive or RequestReason.HarmsOthers =>
            $"{this[$"Because.{reason}"]} {this["Remedies"]}",
        RequestReason.AddressInUse => $"{this[$"Because.{reason}"]} {this["RemediesAlone"]}",
        _ => this[$"Because.{reason}"],
    };

    /// <summary>All reasons of a hold, within a sentence.</summary>
    public string OnHold(IReadOnlyList<HoldReason> reasons) => Joined([.. reasons.Select(Of)]);

    /// <summary>One line of the history.</summary>
    public (string Title, string Text) Of(RequestEvent line, DataSubjectRequest request, RequestOutcome outcome) => line.Kind switch
    {
        RequestEventKind.Done => (Of(RequestState.Done, outcome), Short(outcome)),
        RequestEventKind.Refused when request.Reason == RequestReason.ErasedMeanwhile => (this["Event.Closed"], this["Event.Closed.Text"]),
        RequestEventKind.PartlyDone or RequestEventKind.PackageReady or RequestEventKind.PassedOn => (
            this[$"Event.{line.Kind}"],
            line.Figure == 1 ? this[$"Event.{line.Kind}.One"] : Of($"Event.{line.Kind}.Text", line.Figure ?? 0)),
        _ => (this[$"Event.{line.Kind}"], this[$"Event.{line.Kind}.Text"]),
    };

    /// <summary>The first sentence of the page, or null while there is no outcome.</summary>
    public string? Ended(RequestOutcome outcome) => outcome.End switch
    {
        RequestEnd.None => null,
        RequestEnd.Deleted when outcome.KeepsSomething => this["End.DeletedKeeps"],
        RequestEnd.PassedOn => outcome.Others == 1 ? this["End.PassedOnOne"] : Of("End.PassedOnMany", outcome.Others),
        _ => Short(outcome),
    };

    /// <summary>What others have, or null if nobody was told. A few are named, many are counted.</summary>
    public string? Others(RequestOutcome outcome, IReadOnlyList<ToldLine> told, SiteOptions site)
    {
        if (outcome is { Others: 0 } or { End: RequestEnd.None or RequestEnd.PassedOn })
        {
            return null;
        }

        List<ToldLine> others = [.. told.Where(t => t.Said != CustomerAnswer.Removed)];
        var who = others.Count is > 0 and <= MostNamed && others.TrueForAll(t => t.Company is not null)
            ? Joined([.. others.Select(t => t.Company!)])
            : WithOthers(outcome.Others);
        var had = Of(outcome.Others == 1 ? "OthersOne" : "OthersMany", who);
        return $"{had} " + (outcome, others) switch
        {
            ({ Waiting: > 0 }, _) => this["OthersWaiting"],
            (_, [var only]) => Of("OthersToldOn", Day(only.At, site)),
            _ => this["OthersTold"],
        };
    }

    /// <summary>How many customers have the address.</summary>
    public string WithOthers(int customers) => customers switch
    {
        0 => this["CustomerNone"],
        1 => this["CustomerOne"],
        _ => Of("CustomerMany", customers),
    };

    /// <summary>What stays, and what became of what is personal in it.</summary>
    public string Kept(long kept, long emptied) => emptied == 0 ? Records(kept) : Of("KeptEmptied", Records(kept), Records(emptied));

    /// <summary>So many records.</summary>
    public string Records(long count) => count == 1 ? this["OneRecord"] : Of("Records", count);

    public string Count(long number) => number.ToString("N0", Culture);

    /// <summary>What a field is called, such as "Your name".</summary>
    public string Of(CorrectionField field) => field.TitleIn(Language) ?? field.Title;

    private string Of(RequestState state, RequestOutcome outcome) => (state, outcome) switch
    {
        (RequestState.Done, { End: RequestEnd.PassedOn }) => this["State.PassedOn"],
        (RequestState.Done, { End: RequestEnd.Deleted or RequestEnd.NothingToDelete or RequestEnd.ReceiptGone or RequestEnd.Corrected, Others: > 0 }) =>
            this["State.DonePassedOn"],
        _ => Of(state),
    };

    private string Short(RequestOutcome outcome) => outcome.End == RequestEnd.None ? "" : this[$"End.{outcome.End}"];

    private string Joined(string[] names) =>
        names is [.. { Length: > 0 } first, var last] ? Of("And", string.Join(", ", first), last) : names[0];
}
