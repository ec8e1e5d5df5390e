using IGSendMail.Privacy.PersonalData;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IGSendMail.Platform.Accounts;

/// <summary>
/// Somebody is signed in, in one browser. The browser keeps a random key and nothing else; of the key only the hash is kept here, and the
/// row is what the sign-in consists of: once it is gone, no copy of the cookie opens anything.
/// </summary>
public sealed class Session : ISealedRow
{
    /// <summary>Row key.</summary>
    public required Guid Id { get; init; }

    /// <summary>Who is signed in.</summary>
    public required Guid UserId { get; init; }

    /// <summary>Their account; null for officers.</summary>
    public required Guid? AccountId { get; init; }

    /// <summary>SHA-256 of the key in the cookie; see <see cref="KeptSecret"/>.</summary>
    public required byte[] KeyHash { get; init; }

    /// <summary>The sealed <see cref="SessionTicket"/>.</summary>
    public required Sealed Ticket { get; set; }

    /// <summary>Browser and system in plain words; see <see cref="DeviceWords"/>.</summary>
    public required string Device { get; init; }

    /// <summary>When the person signed in.</summary>
    public required DateTimeOffset SignedInAt { get; init; }

    /// <summary>When the session was last used, give or take <see cref="TicketStore.BetweenNotes"/>.</summary>
    public required DateTimeOffset LastUsedAt { get; set; }

    /// <summary>When it ends by itself, unless it is used.</summary>
    public required DateTimeOffset ExpiresAt { get; set; }

    /// <inheritdoc />
    public SealedPlace Place => PlaceOf(AccountId is { } account ? PersonKeys.Account.Of(account) : PersonKeys.Officer.Of(UserId), Id);

    internal static SealedPlace PlaceOf(KeyOwner owner, Guid id) => new("Sessions", owner, id, nameof(Ticket));

    internal sealed class Mapping : IEntityTypeConfiguration<Session>
    {
        public void Configure(EntityTypeBuilder<Session> table)
        {
            table.ToTable("Sessions");
            table.Ignore(s => s.Place);
            table.Property(s => s.KeyHash).HasMaxLength(KeptSecret.HashLength);
            table.Property(s => s.Device).HasMaxLength(DeviceWords.Longest).IsUnicode(false);

            // A request brings the key alone; of one person there are few.
            table.HasIndex(s => s.KeyHash).IsUnique();
            table.HasIndex(s => s.UserId);
            table.HasIndex(s => s.AccountId);
            table.HasIndex(s => s.SignedInAt);
        }
    }
}

/// <summary>Key of a session: never mistaken for whose it is.</summary>
public readonly record struct SessionId(Guid Value);

/// <summary>What the framework has to know again with every request.</summary>
/// <param name="Ticket">Its ticket, as it writes it.</param>
public sealed record SessionTicket(byte[] Ticket);

internal sealed class SessionEntry : DataMapEntry<Session>
{
    protected override void Describe(MappedTable<Session> table) => table
        .Holds("Where you are signed in", DataCategory.Technical, DataOwner.User)
        .AlsoAbout(DataOwner.Officer)
        .UsedFor(LawfulBasis.Contract, Purpose.ProvidePlatform, Purpose.Security)
        .AnswersTo(IdentifierKind.User, s => s.UserId)
        .AnswersTo(IdentifierKind.Account, s => s.AccountId)
        .NotPersonal(s => s.Id, "row key")
        .Personal(s => s.Device, "Kind of browser and system, such as Firefox on Windows")
        .Personal(s => s.SignedInAt, "When you signed in there")
        .Personal(s => s.LastUsedAt, "When you were last there, to five minutes")
        .Personal(s => s.ExpiresAt, "When it ends by itself")
        .Withheld(s => s.KeyHash, "Check value of the key in your browser", "a security secret")
        .Withheld(s => s.Ticket, "What the site has to know of the sign-in with every page: who you are, and since when", "a security secret; it says nothing that does not stand beside it")
        .ExpiresAfter(CommonPeriods.Technical, s => s.SignedInAt);
}
