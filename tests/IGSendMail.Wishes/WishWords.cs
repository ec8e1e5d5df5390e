using IGSendMail.Privacy.Audit;
using IGSendMail.Privacy.Letters;
using IGSendMail.Privacy.PersonalData;

namespace IGSendMail.Wishes;

/// <summary>What this room enters in the trail.</summary>
public static class WishActs
{
    /// <summary>A customer sent a wish.</summary>
    public static readonly AuditAct WishSent = new("WishSent", "Wish sent");
}

/// <summary>How long this room keeps things.</summary>
public static class WishPeriods
{
    /// <summary>Wishes: 12 months.</summary>
    public static readonly RetentionPeriod Wishes = new("Wishes", new(12, 0, "We plan a year ahead; older wishes are no longer looked at"))
    {
        Maximum = new(24, "Our own promise to whoever sends us one"),
    };
}

/// <summary>The letters of this room.</summary>
public static class WishLetters
{
    /// <inheritdoc cref="WishReceivedLetter" />
    public static readonly LetterKind Received = LetterKind.Of<WishReceivedLetter, WishReceivedTemplate>("WishReceivedLetter");
}
