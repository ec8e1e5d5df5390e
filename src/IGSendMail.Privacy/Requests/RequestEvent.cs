using IGSendMail.Privacy.PersonalData;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IGSendMail.Privacy.Requests;

/// <summary>What can happen to a request, in the order in which it happens. The names are stored.</summary>
public enum RequestEventKind
{
    /// <summary>It reached us.</summary>
    Received,

    /// <summary>A letter with a link went to the address.</summary>
    LinkSent,

    /// <summary>Its mailbox had enough e-mails that nobody used: it waits beside the requests that those are about.</summary>
    WaitsBeside,

    /// <summary>The link was used.</summary>
    Confirmed,

    /// <summary>The code of the same e-mail was typed in.</summary>
    ConfirmedByCode,

    /// <summary>Its person confirmed it on the page of another request from the same mailbox.</summary>
    ConfirmedBeside,

    /// <summary>The address belongs to an account: signing in is needed.</summary>
    SignInNeeded,

    /// <summary>The account holder signed in and entered the password again.</summary>
    SignedIn,

    /// <summary>One more fact is asked for before specific pieces are handed out.</summary>
    FactsNeeded,

    /// <summary>The fact was right and the declaration was made.</summary>
    FactsMatched,

    /// <summary>Not enough was shown for specific pieces, or it was not wanted: categories instead (11 CCR § 7024(a)).</summary>
    ScopeNarrowed,

    /// <summary>The deadline was extended.</summary>
    Extended,

    /// <summary>The notice of the extension did not leave in time, so that it does not count.</summary>
    ExtensionLapsed,

    /// <summary>Officers were warned that the deadline is near; the figure counts the days left.</summary>
    OfficersWarned,

    /// <summary>The work began.</summary>
    Started,

    /// <summary>The package can be downloaded; the figure counts its records.</summary>
    PackageReady,

    /// <summary>The package was downloaded.</summary>
    Downloaded,

    /// <summary>The erasure was ordered.</summary>
    ErasureOrdered,

    /// <summary>It was passed on to customers who hold the address; the figure counts them.</summary>
    PassedOn,

    /// <summary>A value was corrected.</summary>
    Corrected,

    /// <summary>All is done but in places that do not answer; the figure counts them.</summary>
    PartlyDone,

    /// <summary>What we could do is done; what became of it says <see cref="RequestOutcome"/>.</summary>
    Done,

    Refused,

    /// <summary>Taken back.</summary>
    Withdrawn,

    /// <summary>Never confirmed.</summary>
    Expired,

    /// <summary>A privacy officer looked at the contact. Older requests have such lines; now only the audit trail says it.</summary>
    ContactOpened,

    /// <summary>The account that it waited for is gone: it goes on for the person whose mailbox it is.</summary>
    AccountGone,

    /// <summary>The person wrote to a customer to whom it was passed on.</summary>
    WroteToCustomer,

    /// <summary>A customer to whom it was passed on said what they did.</summary>
    CustomerAnswered,

    /// <summary>A customer took back what they had said.</summary>
    CustomerTookBack,
}

/// <summary>One line in the history of a request. It holds nothing about the person.</summary>
public sealed class RequestEvent
{
    public required Guid RequestId { get; init; }

    /// <summary>Row key, in order of time.</summary>
    public required Guid Id { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What.</summary>
    public required RequestEventKind Kind { get; init; }

    /// <summary>A count that belongs to it, if the kind has one.</summary>
    public long? Figure { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<RequestEvent>
    {
        public void Configure(EntityTypeBuilder<RequestEvent> table)
        {
            // A request has a handful of events: unlike an account's rows they may have an index by age.
            table.ToTable("RequestEvents");
            table.HasKey(e => new { e.RequestId, e.Id });
            table.HasIndex(e => e.At);
        }
    }
}

internal sealed class RequestEventEntry : DataMapEntry<RequestEvent>
{
    protected override void Describe(MappedTable<RequestEvent> table) => table
        .Holds("What happened to your requests, step by step", DataCategory.Accountability, DataOwner.Requester)
        .UsedFor(LawfulBasis.LegalObligation, Purpose.LegalObligations)
        .StaysFor("We must be able to show how your request was answered", "11 CCR § 7101 (24 months at least); GDPR Art. 5(2)")
        .AnswersTo(IdentifierKind.Request, e => e.RequestId)
        .NotPersonal(e => e.Id, "row key")
        .Personal(e => e.At, "When it happened")
        .Personal(e => e.Kind, "What happened")
        .Personal(e => e.Figure, "How many records or letters it was about")
        .ExpiresAfter(CommonPeriods.Answers, e => e.At);
}
