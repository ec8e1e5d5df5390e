using IGSendMail.Privacy.PersonalData;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IGSendMail.Platform.Accounts;

/// <summary>What a mailed link is good for. The names are stored.</summary>
public enum UserLinkPurpose
{
    /// <summary>To show that the mailbox of the address is the person's, or that the account is not.</summary>
    Confirm,

    /// <summary>To choose a new password.</summary>
    NewPassword,

    /// <summary>To choose a new password. It went by the operator's hand, so using it shows nothing about the mailbox.</summary>
    NewPasswordByOperator,
}

/// <summary>
/// A link that went to somebody who signs in, by e-mail to their address or by the operator's hand, and works once. Several may be out: whoever
/// has another one sent ends none that lies in the mailbox already.
/// </summary>
public sealed class UserLink
{
    /// <summary>Row key.</summary>
    public required Guid Id { get; init; }

    /// <summary>The person to whom it went.</summary>
    public required Guid UserId { get; init; }

    /// <summary>Their account; null for officers.</summary>
    public required Guid? AccountId { get; init; }

    /// <summary>What it is good for.</summary>
    public required UserLinkPurpose Purpose { get; init; }

    /// <summary>SHA-256 of its secret; see <see cref="KeptSecret"/>.</summary>
    public required byte[] Hash { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>When it stops working.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>A fresh link.</summary>
    /// <param name="user">To whom it goes.</param>
    /// <param name="purpose">What it is good for.</param>
    /// <param name="time">The clock.</param>
    /// <param name="validFor">How long it works.</param>
    /// <param name="secret">What stands in the letter or on the operator's terminal, and nowhere else.</param>
    internal static UserLink New(User user, UserLinkPurpose purpose, TimeProvider time, TimeSpan validFor, out string secret)
    {
        var now = time.GetUtcNow();
        var made = KeptSecret.New();
        secret = made.Text;
        return new UserLink
        {
            Id = RowKeys.New(time),
            UserId = user.Id,
            AccountId = user.AccountId,
            Purpose = purpose,
            Hash = made.Hash,
            MadeAt = now,
            ExpiresAt = now + validFor,
        };
    }

    internal sealed class Mapping : IEntityTypeConfiguration<UserLink>
    {
        public void Configure(EntityTypeBuilder<UserLink> table)
        {
            table.ToTable("UserLinks");
            table.Property(l => l.Hash).HasMaxLength(32);
            table.HasIndex(l => l.Hash).IsUnique();
            table.HasIndex(l => l.UserId);
            table.HasIndex(l => l.AccountId);
            table.HasIndex(l => l.ExpiresAt);
        }
    }
}

internal sealed class UserLinkEntry : DataMapEntry<UserLink>
{
    protected override void Describe(MappedTable<UserLink> table) => table
        .Holds("Links that we sent you to show that a mailbox is yours", DataCategory.Technical, DataOwner.User)
        .AlsoAbout(DataOwner.Officer)
        .UsedFor(LawfulBasis.Contract, Purpose.Security)
        .AnswersTo(IdentifierKind.User, l => l.UserId)
        .AnswersTo(IdentifierKind.Account, l => l.AccountId)
        .NotPersonal(l => l.Id, "row key")
        .Personal(l => l.Purpose, "What the link is good for")
        .Personal(l => l.MadeAt, "When we sent it")
        .Personal(l => l.ExpiresAt, "When it stops working")
        .Withheld(l => l.Hash, "Check value of the link", "a security secret")
        .ExpiresAfter(CommonPeriods.Bookkeeping, l => l.ExpiresAt);
}
