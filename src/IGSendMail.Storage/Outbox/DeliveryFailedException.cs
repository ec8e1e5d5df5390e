namespace IGSendMail.Storage;

/// <summary>What a failed delivery says about the next attempt.</summary>
public enum DeliveryHope
{
    /// <summary>This message may get through later.</summary>
    Later,

    /// <summary>Nothing of its kind gets through at the moment: the others are not tried in this round, and hold up nobody else.</summary>
    NothingNow,

    /// <summary>It will never be taken as it is: it is not tried again, and an officer sees it at once.</summary>
    Never,
}

/// <summary>A delivery failed, and the handler knows why.</summary>
/// <param name="what">
/// What is kept of it: the type of the failure, or codes of an answer. Never its text, which may name people. Up to 200 characters.
/// </param>
/// <param name="hope">What it says about the next attempt.</param>
/// <param name="cause">The failure itself.</param>
public sealed class DeliveryFailedException(string what, DeliveryHope hope, Exception? cause = null) : Exception(what, cause)
{
    /// <inheritdoc cref="DeliveryHope" />
    public DeliveryHope Hope => hope;
}
