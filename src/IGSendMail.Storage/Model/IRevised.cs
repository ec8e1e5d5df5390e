namespace IGSendMail.Storage;

/// <summary>
/// A row whose concurrent changes must be noticed. The revision is counted by the application, so that it works the
/// same on every engine.
/// </summary>
public interface IRevised
{
    /// <summary>Counts the changes of this row; a save with a stale count fails.</summary>
    int Revision { get; set; }
}
