using IGSendMail.Storage;

namespace IGSendMail.Privacy.Holds;

/// <summary>What of this room a restored database is told again.</summary>
public static class HoldToldKinds
{
    /// <summary>A legal hold, as it stands.</summary>
    public static readonly ToldKind Hold = new("Hold");

    /// <summary>Before anything that a hold may keep from being deleted.</summary>
    internal const int First = 10;
}
