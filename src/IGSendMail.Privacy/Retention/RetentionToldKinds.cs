using IGSendMail.Storage;

namespace IGSendMail.Privacy.Retention;

/// <summary>What of this room a restored database is told again.</summary>
public static class RetentionToldKinds
{
    /// <summary>All that is promised to one account: what a cancellation, or its withdrawal, left.</summary>
    public static readonly ToldKind Promise = new("Promise");
}
