namespace IGSendMail.Storage;

/// <summary>Delivers the outbox again and again.</summary>
internal sealed class OutboxWork(Outbox outbox) : IRepeatedWork
{
    public const string WorkName = "outbox";

    public string Name => WorkName;

    public TimeSpan Every => TimeSpan.FromSeconds(5);

    public Task RunAsync(CancellationToken cancellation) => outbox.DeliverDueAsync(cancellation);
}
