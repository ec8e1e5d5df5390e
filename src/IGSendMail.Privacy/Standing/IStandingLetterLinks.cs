namespace IGSendMail.Privacy.Standing;

/// <summary>Where the links of this room's letters lead. Whoever has the pages implements it.</summary>
public interface IStandingLetterLinks
{
    /// <summary>Where officers see how promised deletions stand.</summary>
    Uri OfficerRetention { get; }
}
