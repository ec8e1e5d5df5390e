using IGSendMail.Privacy.Erasure;

namespace IGSendMail.Privacy.Retention;

/// <summary>Why this room has something erased.</summary>
public static class RetentionCauses
{
    /// <summary>A cancelled account's time was up.</summary>
    public static readonly ErasureCause Cancellation = new("Cancellation")
    {
        Opening = "You cancelled your account with us. As promised,",
    };

    /// <summary>What a cancellation makes go, each with an instant of its own, the earliest first.</summary>
    public static IReadOnlyList<ErasureScope> Scopes { get; } = [ErasureScope.SubscriberData, ErasureScope.Everything];
}
