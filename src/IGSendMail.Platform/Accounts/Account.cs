using IGSendMail.Privacy.PersonalData;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IGSendMail.Platform.Accounts;

/// <summary>
/// The contract with a customer. Users sign in to it, lists belong to it. That it is cancelled, and what goes when, is a
/// promise (<see cref="Privacy.Retention.AccountPromise"/>); closed means that its data is being erased.
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

    /// <summary>When it was closed for good: nobody signs in, its data is being erased.</summary>
    public DateTimeOffset? ClosedAt { get; private set; }

    /// <inheritdoc />
    public int Revision { get; set; }

    /// <inheritdoc />
    public SealedPlace Place => PlaceOf(Id);

    /// <summary>Where the sealed content of an account stands.</summary>
    public static SealedPlace PlaceOf(Guid id) => new("Accounts", PersonKeys.Account.Of(id), id);

    /// <summary>Closes the account for good. Doing it twice keeps the first instant.</summary>
    internal void Close(DateTimeOffset at) => ClosedAt ??= at;

    /// <summary>The erasure for which it was closed was lost with a database before it had begun.</summary>
    internal void Reopen() => ClosedAt = null;

    internal sealed class Mapping : IEntityTypeConfiguration<Account>
    {
        public void Configure(EntityTypeBuilder<Account> table)
        {
            table.ToTable("Accounts");
            table.Ignore(a => a.Place);
            table.Property(a => a.AcceptedPolicyVersion).HasMaxLength(40).IsUnicode(false);
        }
    }
}

/// <summary>The sealed content of an account.</summary>
/// <param name="Company">Name of the company.</param>
public sealed record AccountContent(string Company)
{
    /// <summary>How people on the lists reach the customer; see <see cref="PeopleContacts"/>.</summary>
    public string? PeopleContact { get; init; }
}
