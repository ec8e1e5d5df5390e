using IGSendMail.Privacy.PersonalData;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IGSendMail.Platform.Accounts;

/// <summary>
/// A person who signs in: to an account, or as a privacy officer without one. Name and address are sealed; the person
/// is found by a keyed hash of the address.
/// </summary>
public sealed class User : IRevised, ISealedRow
{
    /// <summary>Row key.</summary>
    public required Guid Id { get; init; }

    /// <summary>The account; null for officers.</summary>
    public required Guid? AccountId { get; init; }

    /// <summary>Keyed hash of the e-mail address; unique.</summary>
    public required Guid AddressHash { get; set; }

    /// <summary>The sealed <see cref="UserContent"/>.</summary>
    public required Sealed Content { get; set; }

    /// <summary>Salted hash of the password.</summary>
    public string? PasswordHash { get; set; }

    /// <summary>Changes with the password and when the account is closed: older sign-ins end at once.</summary>
    public required string SecurityStamp { get; set; }

    /// <summary>Wrong passwords since the last right one.</summary>
    public int AccessFailedCount { get; set; }

    /// <summary>Until when no password is accepted; null or past if not locked.</summary>
    public DateTimeOffset? LockoutEnd { get; set; }

    /// <summary>
    /// When the person showed that the mailbox of the address is theirs; null while nobody has. Until then the account counts for nothing
    /// where an address counts: requests by e-mail, what customers are told about their lists.
    /// </summary>
    public DateTimeOffset? AddressConfirmedAt { get; set; }

    /// <summary>
    /// Since when a new account waits for its address to be confirmed; it uploads nothing and goes after a while. Null once it is, and for
    /// accounts that were opened before addresses were confirmed: those never go for it.
    /// </summary>
    public DateTimeOffset? UnconfirmedSince { get; set; }

    /// <summary>When the person was last told that somebody tried to register with their address.</summary>
    public DateTimeOffset? ToldOfRegistrationAt { get; set; }

    /// <summary>When the person was last told that somebody guesses at their password.</summary>
    public DateTimeOffset? ToldOfGuessesAt { get; set; }

    /// <summary>When a link to confirm the address was last sent. It is the turn of whoever sends the next: see <see cref="AddressProofs"/>.</summary>
    public DateTimeOffset? ConfirmLinkSentAt { get; set; }

    /// <summary>Since when Global Privacy Control counts for this person's profile; null if it was never seen.</summary>
    public DateTimeOffset? OptedOutAt { get; set; }

    /// <summary>When the user was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <inheritdoc />
    public int Revision { get; set; }

    /// <summary>Officers are exactly the users without an account.</summary>
    public bool IsOfficer => AccountId is null;

    /// <summary>True if the person has shown that the mailbox of the address is theirs.</summary>
    public bool IsProved => AddressConfirmedAt is not null;

    /// <summary>
    /// What e-mail to this person may repeat. Who has not shown the mailbox may have typed anything for a name, and whoever reads the mailbox
    /// did not.
    /// </summary>
    internal UserContent ForLetters(UserContent content) => IsProved ? content : content with { Name = "" };

    /// <summary>The mailbox of the address was shown.</summary>
    internal void Prove(DateTimeOffset at) => (AddressConfirmedAt, UnconfirmedSince) = (AddressConfirmedAt ?? at, null);

    /// <summary>Whose data key seals what belongs to this person.</summary>
    public KeyOwner KeyOwner => Place.Owner;

    /// <inheritdoc />
    public SealedPlace Place => PlaceOf(AccountId is { } account ? PersonKeys.Account.Of(account) : PersonKeys.Officer.Of(Id), Id);

    /// <summary>Where the sealed content of a user stands: under the account's key, an officer's under their own.</summary>
    public static SealedPlace PlaceOf(KeyOwner owner, Guid id) => new("Users", owner, id);

    internal sealed class Mapping : IEntityTypeConfiguration<User>
    {
        public void Configure(EntityTypeBuilder<User> table)
        {
            table.ToTable("Users");
            table.Ignore(u => u.Place);
            table.Ignore(u => u.KeyOwner);
            table.Ignore(u => u.IsOfficer);
            table.Ignore(u => u.IsProved);
            table.Property(u => u.PasswordHash).HasMaxLength(200).IsUnicode(false);
            table.Property(u => u.SecurityStamp).HasMaxLength(64).IsUnicode(false);

            // The key does not start with the account: officers have none, and a sign-in knows the address only.
            // There are a few users an account, so scattered rows cost an erasure nothing.
            table.HasIndex(u => u.AddressHash).IsUnique();
            table.HasIndex(u => u.AccountId);
            table.HasIndex(u => u.UnconfirmedSince);
        }
    }
}

/// <summary>The sealed content of a user.</summary>
/// <param name="Name">The person's name.</param>
/// <param name="Address">E-mail address as the person wrote it, trimmed.</param>
public sealed record UserContent(string Name, string Address)
{
    /// <summary>
    /// In which language to write to them: that of the page on which they opened the account, cancelled it or took that back, such as <c>de</c>; null if
    /// none of them had one. E-mails come from workers and from strangers' guesses too, and those have no page to go by.
    /// </summary>
    public string? Locale { get; init; }
}
