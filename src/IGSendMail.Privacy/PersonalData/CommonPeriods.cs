namespace IGSendMail.Privacy.PersonalData;

/// <summary>Periods of what many rooms keep, and of what Storage keeps for all of them.</summary>
public static class CommonPeriods
{
    /// <summary>Technical data: 90 days.</summary>
    public static readonly RetentionPeriod Technical = new("Technical", new(0, 90, "Long enough to look into a security incident"))
    {
        Maximum = new(12, "CNIL, recommendation on logging of 14 October 2021"),
    };

    /// <summary>Records of how we answered people, such as requests, corrections, holds and receipts: 3 years.</summary>
    public static readonly RetentionPeriod Answers = new(
        "Requests", new(36, 0, "We must be able to show how we answered (11 CCR § 7101: 24 months at least)"))
    {
        Minimum = LegalLimit.RecordsOfRequests,
    };

    /// <summary>What became of letters (neither content nor owner): 90 days.</summary>
    public static readonly RetentionPeriod Deliveries = new("Deliveries", new(0, 90, "A decision that is repeated must not be told twice"));

    /// <summary>How old a backup may be that is restored: so long what people were told since is known, to be made true again. 90 days.</summary>
    public static readonly RetentionPeriod Backups = new("Backups", new(0, 90, "A backup that is restored must not undo what people were told"));

    /// <summary>Bookkeeping of the program itself: one day.</summary>
    public static readonly RetentionPeriod Bookkeeping = new("Bookkeeping", new(0, 1, "Needed only while the program runs"));
}
