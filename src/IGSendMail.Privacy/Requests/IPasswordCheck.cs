namespace IGSendMail.Privacy.Requests;

/// <summary>
/// Asks a signed-in person for their password again, before data is handed out, changed or deleted. Whoever signs people in
/// implements it.
/// </summary>
public interface IPasswordCheck
{
    /// <summary>
    /// True if this is the password of the person. Wrong ones count towards the pause of the sign-in, so a check is never
    /// cancelled.
    /// </summary>
    Task<bool> IsTheirsAsync(Guid userId, string? password);
}
