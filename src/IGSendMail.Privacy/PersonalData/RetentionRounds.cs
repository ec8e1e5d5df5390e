namespace IGSendMail.Privacy.PersonalData;

/// <summary>The rounds that delete what is due.</summary>
public static class RetentionRounds
{
    /// <summary>Name of the work and of its lease. Whoever lets something become due rings for it.</summary>
    public static readonly string Name = "retention";
}
