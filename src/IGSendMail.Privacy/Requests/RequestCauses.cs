using IGSendMail.Privacy.Erasure;

namespace IGSendMail.Privacy.Requests;

/// <summary>Why this room has something erased.</summary>
public static class RequestCauses
{
    /// <summary>A person asked.</summary>
    public static readonly ErasureCause Request = new("Request");
}
