namespace IGSendMail.Storage;

/// <summary>
/// Delivers one kind of outbox message. It may be called again with the same message after a crash and must then
/// repeat recognisably: the same Message-ID, the same idempotency key, the same file name.
/// </summary>
public interface IOutboxHandler
{
    /// <summary>The kind of message it delivers.</summary>
    string Kind { get; }

    /// <summary>Delivers, or throws; a failure is tried again later.</summary>
    Task DeliverAsync(OutboxMessage message, CancellationToken cancellation);
}
