using IGSendMail.Privacy.PersonalData;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IGSendMail.Platform.Accounts;

/// <summary>
/// Somebody's app makes a code every half minute, which is asked for beside the password: the secret that both share, and what was used of it.
/// Without a row a person signs in with the password alone.
/// </summary>
public sealed class SecondFactor : ISealedRow, IRevised
{
    /// <summary>Whose it is, and row key: everybody has one at most.</summary>
    public required Guid UserId { get; init; }

    /// <summary>Their account; null for officers.</summary>
    public required Guid? AccountId { get; init; }

    /// <summary>The sealed <see cref="SecondFactorContent"/>.</summary>
    public required Sealed Content { get; set; }

    /// <summary>When it was set up.</summary>
    public required DateTimeOffset SetUpAt { get; init; }

    /// <summary>The time step (half minutes since 1970) of the newest code that was used. It and all before it work no more.</summary>
    public required long LastStep { get; set; }

    /// <summary>Wrong codes since the last right one.</summary>
    public int WrongCodes { get; set; }

    /// <summary>When the person was last told that somebody who has the password tried wrong codes; null if never.</summary>
    public DateTimeOffset? ToldOfGuessesAt { get; set; }

    /// <summary>Until when no code of the app is taken, after too many wrong ones; null or past if it is.</summary>
    public DateTimeOffset? PausedUntil { get; set; }

    /// <inheritdoc />
    public int Revision { get; set; }

    /// <inheritdoc />
    public SealedPlace Place => PlaceOf(AccountId is { } account ? PersonKeys.Account.Of(account) : PersonKeys.Officer.Of(UserId), UserId);

    internal static SealedPlace PlaceOf(KeyOwner owner, Guid userId) => new("SecondFactors", owner, userId);

    internal sealed class Mapping : IEntityTypeConfiguration<SecondFactor>
    {
        public void Configure(EntityTypeBuilder<SecondFactor> table)
        {
            table.ToTable("SecondFactors");
            table.Ignore(f => f.Place);

            // A sign-in knows the person only; there is one row of each.
            table.HasKey(f => f.UserId);
            table.HasIndex(f => f.AccountId);
        }
    }
}

/// <summary>What only the site and the person's app know.</summary>
/// <param name="Secret">What codes are made from.</param>
/// <param name="RecoveryHashes">SHA-256 of the recovery codes that were not used yet; see <see cref="RecoveryCode"/>.</param>
public sealed record SecondFactorContent(byte[] Secret, IReadOnlyList<string> RecoveryHashes);

internal sealed class SecondFactorEntry : DataMapEntry<SecondFactor>
{
    protected override void Describe(MappedTable<SecondFactor> table) => table
        .Holds("The codes of your app that you sign in with", DataCategory.Account, DataOwner.User)
        .AlsoAbout(DataOwner.Officer)
        .UsedFor(LawfulBasis.Contract, Purpose.ProvidePlatform, Purpose.Security)
        .AnswersTo(IdentifierKind.User, f => f.UserId)
        .AnswersTo(IdentifierKind.Account, f => f.AccountId)
        .Withheld(f => f.Content, "The secret that your app makes codes from, and check values of your recovery codes", "a security secret")
        .Personal(f => f.SetUpAt, "When you set it up")
        .Personal(f => f.LastStep, "In which half minute since 1970 you last used a code, so that none works twice")
        .Personal(f => f.WrongCodes, "Wrong codes since the last right one, to stop people who guess")
        .Personal(f => f.PausedUntil, "Until when codes are not taken after too many wrong ones")
        .Personal(f => f.ToldOfGuessesAt, "When we last wrote to you that somebody tried wrong codes")
        .NotPersonal(f => f.Revision, "counts changes of the row");
}
