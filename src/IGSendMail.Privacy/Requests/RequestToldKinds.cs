using IGSendMail.Storage;

namespace IGSendMail.Privacy.Requests;

/// <summary>What of this room a restored database is told again.</summary>
public static class RequestToldKinds
{
    /// <summary>A request, as it stands.</summary>
    public static readonly ToldKind Request = new("Request");

    /// <summary>A line in the history of a request.</summary>
    public static readonly ToldKind Event = new("RequestEvent");

    /// <summary>What is to be corrected, and what was.</summary>
    public static readonly ToldKind Correction = new("Correction");
}
