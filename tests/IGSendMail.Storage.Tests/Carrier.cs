using System.Collections.Concurrent;

namespace IGSendMail.Storage.Tests;

/// <summary>Delivers messages by noting their keys, with faults and pauses on demand.</summary>
internal sealed class Carrier : IOutboxHandler
{
    public const string KindName = "test";

    public string Kind => KindName;

    public ConcurrentQueue<string> Delivered { get; } = new();

    public int Attempts { get; private set; }

    public TimeSpan Pause { get; init; }

    public bool OpensWith { get; init; }

    public Sealer? Sealer { get; set; }

    public Func<OutboxMessage, bool> Fails { get; init; } = _ => false;

    public Func<CancellationToken, Task>? During { get; set; }

    public async Task DeliverAsync(OutboxMessage message, CancellationToken cancellation)
    {
        Attempts++;
        await Task.Delay(Pause, TimeProvider.System, cancellation);
        if (During is { } during)
        {
            await during(cancellation);
        }

        if (OpensWith)
        {
            await Sealer!.OpenAsync<string>(message, message.Payload, cancellation);
        }

        if (Fails(message))
        {
            throw new TimeoutException();
        }

        Delivered.Enqueue(message.Key);
    }
}
