namespace IGSendMail.Storage;

/// <summary>Delivers the outbox again and again.</summary>
internal sealed class OutboxWork(Outbox outbox) : IRepeatedWork
{
    public string Name => Outbox.WorkName;

    public TimeSpan Every => TimeSpan.FromSeconds(5);

    public Task RunAsync(CancellationToken cancellation) => outbox.DeliverDueAsync(cancellation);
}
