namespace IGSendMail.Storage;

/// <summary>
/// Delivers one kind of outbox message. It may be called again with the same message after a crash and must then
/// repeat recognisably: the same Message-ID, the same idempotency key, the same file name.
/// </summary>
public interface IOutboxHandler
{
    /// <summary>The kind of message it delivers.</summary>
    string Kind { get; }

    /// <summary>
    /// True if an officer may decide that such a message need not be delivered any more. A person can be told in
    /// another way; a deletion somewhere else cannot be dropped without breaking a promise, so the answer is no unless
    /// a handler says otherwise.
    /// </summary>
    bool MayBeGivenUp => false;

    /// <summary>Delivers, or throws; a failure is tried again later.</summary>
    Task DeliverAsync(OutboxMessage message, CancellationToken cancellation);
}
