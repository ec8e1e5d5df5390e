namespace IGSendMail.Privacy.Consent;

/// <summary>
/// Keeps opt-outs with the profile of a person who is known, not with one browser alone (11 CCR § 7025). Whoever keeps
/// profiles implements it.
/// </summary>
public interface IProfileOptOuts
{
    /// <summary>Notes that a signed-in person's browser sent Global Privacy Control. Never waits.</summary>
    void Note(Guid userId);

    /// <summary>Since when the person's profile is opted out, or null.</summary>
    Task<DateTimeOffset?> SinceAsync(Guid userId, CancellationToken cancellation);
}
