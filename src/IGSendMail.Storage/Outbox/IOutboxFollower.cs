namespace IGSendMail.Storage;

/// <summary>A room that waits until a message has left the outbox: delivered, dropped with its erased owner, or given up.</summary>
public interface IOutboxFollower
{
    /// <summary>
    /// Called inside the transaction that notes it. Should it fail after a delivery, the message is noted without it: what has left must
    /// not leave again. So whoever follows also finds by work of its own what it was not told.
    /// </summary>
    Task SettledAsync(IGSendMailContext db, OutboxMessage message, CancellationToken cancellation);
}
