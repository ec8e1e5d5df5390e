using IGSendMail.Privacy.PersonalData;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IGSendMail.Privacy.Requests;

/// <summary>One person's request. The row outlives an erasure (11 CCR § 7101); who asked does not.</summary>
public sealed class DataSubjectRequest : ISealedRow, IRevised
{
    /// <summary>Row key.</summary>
    public required Guid Id { get; init; }

    /// <summary>What people call it by; see <see cref="RequestReference"/>.</summary>
    public required string Reference { get; init; }

    /// <summary>What is asked for.</summary>
    public required Right Right { get; init; }

    /// <summary>Whose law counts the days.</summary>
    public required Regime Regime { get; init; }

    /// <summary>Where it stands. Changed by <see cref="Become"/> only.</summary>
    public RequestState State { get; private set; }

    /// <summary>Why it ended without being done.</summary>
    public RequestReason? Reason { get; private set; }

    /// <summary>When it reached us; the clock counts from here, whatever verification takes.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>The latest lawful day of the answer, in <c>Site:TimeZone</c>, due at its end; after an extension the extended one.</summary>
    public required DateOnly AnswerDue { get; set; }

    /// <summary>The first deadline, once it was extended; see <see cref="RequestExtension"/>.</summary>
    public DateOnly? ExtendedFrom { get; set; }

    /// <summary>Why it was extended.</summary>
    public ExtensionReason? ExtensionReason { get; set; }

    /// <summary>How much a request to know wants to know; null for other rights.</summary>
    public KnowScope? Scope { get; set; }

    /// <summary>Only what was collected on or after this day; null for everything (11 CCR § 7024(h)).</summary>
    public DateOnly? Since { get; init; }

    /// <summary>An open request of the same person for the same, made earlier. It changes nothing about either.</summary>
    public Guid? EarlierId { get; set; }

    /// <summary>How far officers were warned of the deadline; see <see cref="RequestAlarms"/>.</summary>
    public int AlarmsSent { get; set; }

    /// <summary>When it ended; null while it is open.</summary>
    public DateTimeOffset? ClosedAt { get; private set; }

    /// <summary>The account, once its holder has signed in.</summary>
    public Guid? AccountId { get; set; }

    /// <summary>The user who asked while signed in.</summary>
    public Guid? UserId { get; set; }

    /// <summary>
    /// Keyed hash of the address that asked by e-mail; null once the request is an account's. What an account asked is found by the account
    /// alone: the address that stands in it may be another person's.
    /// </summary>
    public Guid? AddressHash { get; set; }

    /// <summary>The same for two presses of one button; see <see cref="RequestOrder"/>. Unique, null where it does not count.</summary>
    public Guid? OrderKey { get; set; }

    /// <summary>The sealed <see cref="RequestContact"/>; empty once erased.</summary>
    public Sealed? Contact { get; set; }

    /// <summary>SHA-256 of the link's secret while one is out.</summary>
    public byte[]? TokenHash { get; set; }

    /// <summary>When that link stops working.</summary>
    public DateTimeOffset? TokenExpiresAt { get; set; }

    /// <summary>Wrong secrets tried since the link was sent.</summary>
    public int TokenAttempts { get; set; }

    /// <summary>Keyed hash of the code in the same letter while it can be typed in; see <see cref="RequestCode"/>.</summary>
    public byte[]? CodeHash { get; set; }

    /// <summary>When that code stops working.</summary>
    public DateTimeOffset? CodeExpiresAt { get; set; }

    /// <summary>Wrong codes, or wrong facts while facts are asked for, tried so far.</summary>
    public int CodeAttempts { get; set; }

    /// <inheritdoc />
    public int Revision { get; set; }

    /// <summary>The contact stands under the account's key once there is an account, under the request's own before.</summary>
    public KeyOwner KeyOwner => AccountId is { } account ? PersonKeys.Account.Of(account) : PersonKeys.Request.Of(Id);

    /// <inheritdoc />
    public SealedPlace Place => new("DataSubjectRequests", KeyOwner, Id, nameof(Contact));

    /// <summary>Moves to the next state.</summary>
    /// <exception cref="InvalidOperationException">There is no such move; see <see cref="RequestStates.MayBecome"/>.</exception>
    public void Become(RequestState next, DateTimeOffset now, RequestReason? reason = null)
    {
        if (!State.MayBecome(next))
        {
            throw new InvalidOperationException($"A request cannot go from {State} to {next}.");
        }

        (State, Reason) = (next, reason);
        ClosedAt = next.IsFinal() ? now : null;
        if (next.IsFinal())
        {
            // What came to nothing may be ordered again.
            OrderKey = next == RequestState.Done ? OrderKey : null;
            ForgetSecrets();
        }
    }

    /// <summary>Neither link nor code works any more.</summary>
    public void ForgetSecrets() =>
        (TokenHash, TokenExpiresAt, CodeHash, CodeExpiresAt, CodeAttempts) = (null, null, null, null, 0);

    /// <summary>Who asked is not kept.</summary>
    public void ForgetContact() => (Contact, AddressHash) = (null, null);

    /// <summary>A request by a signed-in person needs no confirmation by letter.</summary>
    public DataSubjectRequest AskedSignedIn()
    {
        State = RequestState.Received;
        return this;
    }

    /// <summary>The work on it was lost with a database: it is begun once more.</summary>
    internal void BeginAgain() => (State, ClosedAt) = (RequestState.Received, null);

    internal sealed class Mapping : IEntityTypeConfiguration<DataSubjectRequest>
    {
        public void Configure(EntityTypeBuilder<DataSubjectRequest> table)
        {
            table.ToTable("DataSubjectRequests");
            table.Ignore(r => r.Place);
            table.Ignore(r => r.KeyOwner);
            table.Property(r => r.Reference).HasMaxLength(RequestReference.Length).IsUnicode(false);
            table.Property(r => r.TokenHash).HasMaxLength(32);
            table.Property(r => r.CodeHash).HasMaxLength(32);
            table.HasIndex(r => r.Reference).IsUnique();
            table.HasIndex(r => r.OrderKey).IsUnique().HasFilter("\"OrderKey\" IS NOT NULL");
            table.HasIndex(r => r.AccountId);
            table.HasIndex(r => r.UserId);
            table.HasIndex(r => r.ReceivedAt);
            // People without an account are found by their address alone.
            table.HasIndex(r => r.AddressHash);
            table.HasIndex(r => new { r.ClosedAt, r.AnswerDue, r.Id });
        }
    }
}

/// <summary>How to reach the person who asked.</summary>
/// <param name="Address">E-mail address.</param>
/// <param name="Name">Name, if an account told us.</param>
/// <param name="Locale">Language of the page the request came from, such as <c>en</c>.</param>
public sealed record RequestContact(string Address, string? Name, string? Locale);

internal sealed class DataSubjectRequestEntry : DataMapEntry<DataSubjectRequest>
{
    protected override void Describe(MappedTable<DataSubjectRequest> table) => table
        .Holds("Requests you made about your data", DataCategory.Accountability, DataOwner.Requester)
        .UsedFor(LawfulBasis.LegalObligation, Purpose.LegalObligations)
        .StaysFor(
            "We must be able to show that your request was answered, and when. Your name and address are removed",
            "11 CCR § 7101 (24 months at least); GDPR Art. 5(2)")
        .PersonalUntilErased(r => r.Contact, "E-mail address, and name if we know it, to answer you at")
        .PersonalUntilErased(r => r.AddressHash, "A scrambled form of the e-mail address, to find your requests by it")
        .AnswersTo(IdentifierKind.Account, r => r.AccountId)
        .AnswersTo(IdentifierKind.User, r => r.UserId)
        .AnswersTo(IdentifierKind.Address, r => r.AddressHash)
        .AnswersTo(IdentifierKind.Request, r => r.Id)
        .Personal(r => r.Reference, "Reference of the request")
        .Personal(r => r.Right, "What you asked for", right => right.Words())
        .Personal(r => r.Regime, "The law that counts the days")
        .Personal(r => r.State, "Where the request stands")
        .Personal(r => r.Reason, "Why it ended without being done")
        .Personal(r => r.ReceivedAt, "When you asked")
        .Personal(r => r.AnswerDue, "The latest day of our answer")
        .Personal(r => r.ClosedAt, "When it was answered")
        .Personal(r => r.ExtendedFrom, "The first deadline, if it was extended")
        .Personal(r => r.ExtensionReason, "Why it was extended")
        .Personal(r => r.Scope, "How much you wanted to know")
        .Personal(r => r.Since, "From which day on")
        .Withheld(r => r.CodeHash, "Check value of the code we sent you", "a security secret")
        .NotPersonal(r => r.OrderKey, "tells two presses of one button from two requests")
        .NotPersonal(r => r.CodeExpiresAt, "validity of a code")
        .NotPersonal(r => r.CodeAttempts, "counter against guessing")
        .NotPersonal(r => r.EarlierId, "links two requests")
        .NotPersonal(r => r.AlarmsSent, "how far officers were warned of the deadline")
        .Withheld(r => r.TokenHash, "Check value of the link we sent you", "a security secret")
        .NotPersonal(r => r.TokenExpiresAt, "validity of a link")
        .NotPersonal(r => r.TokenAttempts, "counter against guessing")
        .NotPersonal(r => r.Revision, "counter of changes")
        .ExpiresAfter(CommonPeriods.Answers, r => r.ReceivedAt)
        .ErasedAt(900);
}
