using IGSendMail.Privacy.PersonalData;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IGSendMail.Platform.Accounts;

/// <summary>
/// The contract with a customer. Users sign in to it, lists belong to it. Its instants say how far it is on its way
/// out: open, cancelled (everything can come back for a while), closed (its data is being erased).
/// </summary>
public sealed class Account : IRevised, ISealedRow
{
    /// <summary>Row key.</summary>
    public required Guid Id { get; init; }

    /// <summary>When it was opened.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The sealed <see cref="AccountContent"/>.</summary>
    public required Sealed Content { get; set; }

    /// <summary>The policy version its holder accepted at sign-up.</summary>
    public required string AcceptedPolicyVersion { get; set; }

    /// <summary>When it was accepted.</summary>
    public required DateTimeOffset AcceptedAt { get; set; }

    /// <summary>When its holder cancelled; null while it runs.</summary>
    public DateTimeOffset? CancelledAt { get; private set; }

    /// <summary>
    /// From this instant the lists are being deleted and cannot come back; null if no deletion of lists is ahead.
    /// It stays set when an account comes back too late for its lists, until these are gone.
    /// </summary>
    public DateTimeOffset? UndoListsUntil { get; private set; }

    /// <summary>By this instant no subscriber data is left; null if no deletion of lists is ahead.</summary>
    public DateTimeOffset? SubscriberDataGoneBy { get; private set; }

    /// <summary>Until this instant the account data is kept and the account can come back; null if not cancelled.</summary>
    public DateTimeOffset? AccountDataKeptUntil { get; private set; }

    /// <summary>Rows of lists counted at the cancellation, to plan their deletion; 0 if none is ahead.</summary>
    public long ListRows { get; private set; }

    /// <summary>The policy version whose periods its instants were last compared with; null if not cancelled.</summary>
    public string? TermsVersion { get; private set; }

    /// <summary>When it was closed for good: nobody signs in, its data is being erased.</summary>
    public DateTimeOffset? ClosedAt { get; private set; }

    /// <inheritdoc />
    public int Revision { get; set; }

    /// <summary>
    /// True if data may be added: neither cancelled nor closed, and no deletion of its lists under way (which would
    /// take new lists with it).
    /// </summary>
    public bool IsOpen => CancelledAt is null && ClosedAt is null && SubscriberDataGoneBy is null;

    /// <inheritdoc />
    public SealedPlace Place => PlaceOf(Id);

    /// <summary>Where the sealed content of an account stands.</summary>
    public static SealedPlace PlaceOf(Guid id) => new("Accounts", PersonKeys.Account.Of(id), id);

    /// <summary>
    /// Cancels on these terms. A cancelled account keeps its first terms; a deletion of lists that is still under way
    /// from an earlier cancellation keeps its earlier instants.
    /// </summary>
    /// <param name="terms">The terms of the policy version.</param>
    /// <param name="version">That version.</param>
    /// <param name="listRows">Rows of lists there are.</param>
    internal void Cancel(CancellationTerms terms, string version, long listRows)
    {
        if (CancelledAt is null && ClosedAt is null)
        {
            CancelledAt = terms.CancelledAt;
            UndoListsUntil = Earlier(UndoListsUntil, terms.UndoListsUntil);
            SubscriberDataGoneBy = Earlier(SubscriberDataGoneBy, terms.SubscriberDataGoneBy);
            AccountDataKeptUntil = terms.AccountDataKeptUntil;
            (TermsVersion, ListRows) = (version, listRows);
        }
    }

    /// <summary>Takes over the shorter periods of a policy version that has come into force since the cancellation.</summary>
    internal void Restate(CancellationTerms binding, string version)
    {
        TermsVersion = version;
        AccountDataKeptUntil = binding.AccountDataKeptUntil;
        if (SubscriberDataGoneBy is not null)
        {
            (UndoListsUntil, SubscriberDataGoneBy) = (binding.UndoListsUntil, binding.SubscriberDataGoneBy);
        }
    }

    /// <summary>Takes a cancellation back together with the lists.</summary>
    internal void ComeBackWithLists()
    {
        (CancelledAt, AccountDataKeptUntil, TermsVersion) = (null, null, null);
        ListsAreGone();
    }

    /// <summary>
    /// Takes a cancellation back while the lists go on being deleted by the terms that bind. The account is open for
    /// new data once <see cref="ListsAreGone"/>.
    /// </summary>
    internal void ComeBackWithoutLists(CancellationTerms binding)
    {
        (CancelledAt, AccountDataKeptUntil, TermsVersion) = (null, null, null);
        if (SubscriberDataGoneBy is not null)
        {
            UndoListsUntil = Earlier(UndoListsUntil, binding.UndoListsUntil);
            SubscriberDataGoneBy = Earlier(SubscriberDataGoneBy, binding.SubscriberDataGoneBy);
        }
    }

    /// <summary>No deletion of lists is ahead any more: they are verified gone, or they came back.</summary>
    public void ListsAreGone()
    {
        UndoListsUntil = null;
        SubscriberDataGoneBy = null;
        ListRows = 0;
    }

    /// <summary>Closes the account for good. Doing it twice keeps the first instant.</summary>
    internal void Close(DateTimeOffset at) => ClosedAt ??= at;

    private static DateTimeOffset Earlier(DateTimeOffset? known, DateTimeOffset other) =>
        known is { } instant && instant < other ? instant : other;

    internal sealed class Mapping : IEntityTypeConfiguration<Account>
    {
        public void Configure(EntityTypeBuilder<Account> table)
        {
            table.ToTable("Accounts");
            table.Ignore(a => a.Place);
            table.Ignore(a => a.IsOpen);
            table.Property(a => a.AcceptedPolicyVersion).HasMaxLength(40).IsUnicode(false);
            table.Property(a => a.TermsVersion).HasMaxLength(40).IsUnicode(false);
            table.HasIndex(a => a.CancelledAt);
            table.HasIndex(a => a.AccountDataKeptUntil);
            table.HasIndex(a => a.UndoListsUntil);
        }
    }
}

/// <summary>The sealed content of an account.</summary>
/// <param name="Company">Name of the company.</param>
public sealed record AccountContent(string Company);
