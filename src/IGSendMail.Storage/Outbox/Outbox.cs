using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace IGSendMail.Storage;

/// <summary>Puts messages into the outbox and delivers what is due.</summary>
public sealed class Outbox(
    IDbContextFactory<IGSendMailContext> contexts,
    IEnumerable<IOutboxHandler> handlers,
    IEnumerable<IOutboxFollower> followers,
    Leases leases,
    Sealer sealer,
    TimeProvider time,
    ILogger<Outbox> log)
{
    /// <summary>After this many failures, or one that says there is no hope, a message is set aside and shown to an officer.</summary>
    public const int MostAttempts = 12;

    /// <summary>The name to ring for, and of its lease.</summary>
    public const string WorkName = "outbox";

    private readonly Dictionary<string, IOutboxHandler> _handlers = handlers.ToDictionary(h => h.Kind, StringComparer.Ordinal);

    /// <summary>
    /// Adds a message to the caller's transaction. A message whose key is waiting, or has left the outbox already, is
    /// not added again; a key must therefore name one decision.
    /// </summary>
    public async Task PutAsync<T>(
        IGSendMailContext db, string kind, string key, KeyOwner owner, T payload, CancellationToken cancellation)
    {
        var settled = SettledMessage.IdOf(key);
        if (db.ChangeTracker.Entries<OutboxMessage>().Any(m => m.Entity.Key == key)
            || await db.OutboxMessages().AnyAsync(m => m.Key == key, cancellation)
            || await db.Set<SettledMessage>().AnyAsync(m => m.Id == settled, cancellation))
        {
            return;
        }

        var now = time.GetUtcNow();
        var id = RowKeys.New(time);
        var place = new SealedPlace("OutboxMessages", owner, id, nameof(OutboxMessage.Payload));
        db.Add(new OutboxMessage
        {
            Id = id,
            Key = key,
            Kind = kind,
            OwnerKind = owner.Kind,
            OwnerId = owner.Id,
            Payload = await sealer.SealAsync(place, payload, cancellation),
            CreatedAt = now,
            NotBefore = now,
        });
    }

    /// <summary>Delivers everything that is due, one message at a time. Returns how many were delivered.</summary>
    public async Task<int> DeliverDueAsync(CancellationToken cancellation)
    {
        var delivered = 0;
        await leases.RunAsync(WorkName, async (lease, token) =>
        {
            // A mail server may take minutes to say nothing: what else is due does not wait for every e-mail to find that out.
            var resting = new HashSet<string>(StringComparer.Ordinal);
            while (await NextAsync(resting, token) is { } message)
            {
                switch (await TryDeliverAsync(message, lease, token))
                {
                    case null:
                        delivered++;
                        break;
                    case DeliveryHope.NothingNow:
                        resting.Add(message.Kind);
                        break;
                }
            }
        }, cancellation);
        return delivered;
    }

    private async Task<OutboxMessage?> NextAsync(HashSet<string> resting, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var due = Due(db, time.GetUtcNow());
        return await (resting.Count == 0 ? due : due.Where(m => !resting.Contains(m.Kind))).FirstOrDefaultAsync(cancellation);
    }

    /// <summary>What may be tried by now, the longest waiting first.</summary>
    internal static IQueryable<OutboxMessage> Due(IGSendMailContext db, DateTimeOffset now) => db.OutboxMessages().AsNoTracking()
        .Where(m => m.DeadAt == null && m.NotBefore <= now)
        .OrderBy(m => m.NotBefore);

    /// <summary>Null if it has left; otherwise what its failure says.</summary>
    private async Task<DeliveryHope?> TryDeliverAsync(OutboxMessage message, HeldLease lease, CancellationToken cancellation)
    {
        var outcome = OutboxOutcome.Delivered;
        try
        {
            await leases.ExtendAsync(lease, cancellation);
            await HandlerFor(message).DeliverAsync(message, cancellation);
        }
        catch (KeyDestroyedException)
        {
            // Its owner was erased while it waited: there is nothing left to say, and nobody to say it to.
            log.MessageDropped(message.Id, message.Kind);
            outcome = OutboxOutcome.OwnerErased;
        }
        catch (Exception failure) when (failure is not LeaseLostException
            && (failure is not OperationCanceledException || !cancellation.IsCancellationRequested))
        {
            var known = failure as DeliveryFailedException;
            var (what, hope) = (known?.Message ?? failure.GetType().Name, known?.Hope ?? DeliveryHope.Later);
            log.MessageFailed(message.Id, message.Kind, what);
            await PostponeAsync(message, what, hope, lease, cancellation);
            return hope;
        }

        await SettleAsync(message, outcome);
        return null;

        IOutboxHandler HandlerFor(OutboxMessage m) => _handlers.TryGetValue(m.Kind, out var handler)
            ? handler
            : throw new InvalidOperationException($"No handler delivers outbox messages of kind \"{m.Kind}\".");
    }

    /// <summary>
    /// It has left: that is noted even while the site stops, and even if somebody else holds the lease by now. Whoever
    /// removes the row notes what became of it.
    /// </summary>
    private async Task SettleAsync(OutboxMessage message, OutboxOutcome outcome)
    {
        try
        {
            await SettleAsync(message, outcome, followers);
        }
        catch (Exception failure) when (followers.Any())
        {
            // Tried again with them it would leave a second time.
            log.FollowersFailed(message.Id, message.Kind, failure.GetType().Name);
            await SettleAsync(message, outcome, []);
        }
    }

    private async Task SettleAsync(OutboxMessage message, OutboxOutcome outcome, IEnumerable<IOutboxFollower> told)
    {
        await using var db = await contexts.CreateDbContextAsync(CancellationToken.None);
        await db.WriteAsync(WriteUrgency.Background, async token =>
        {
            if (await db.OutboxMessages().Where(m => m.Id == message.Id).ExecuteDeleteAsync(token) == 1)
            {
                db.Add(new SettledMessage
                {
                    Id = SettledMessage.IdOf(message.Key),
                    Kind = message.Kind,
                    Outcome = outcome,
                    At = time.GetUtcNow(),
                });
                foreach (var follower in told)
                {
                    await follower.SettledAsync(db, message, token);
                }
            }
        }, CancellationToken.None);
    }

    private async Task PostponeAsync(
        OutboxMessage message, string what, DeliveryHope hope, HeldLease lease, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var attempts = message.Attempts + 1;
        var wait = TimeSpan.FromMinutes(Math.Min(Math.Pow(2, attempts - 1), 360));
        DateTimeOffset? dead = hope == DeliveryHope.Never || attempts >= MostAttempts ? now : null;
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await db.WriteAsync(WriteUrgency.Background, async token =>
        {
            await Leases.ExtendAsync(db, lease, token);
            await db.OutboxMessages().Where(m => m.Id == message.Id).ExecuteUpdateAsync(
                set => set
                    .SetProperty(m => m.Attempts, attempts)
                    .SetProperty(m => m.NotBefore, now + wait)
                    .SetProperty(m => m.DeadAt, dead)
                    .SetProperty(m => m.LastFailure, what),
                token);
        }, cancellation);
    }
}

/// <summary>Delivers the outbox again and again.</summary>
internal sealed class OutboxWork(Outbox outbox) : IRepeatedWork
{
    public string Name => Outbox.WorkName;

    public TimeSpan Every => TimeSpan.FromSeconds(5);

    public Task RunAsync(CancellationToken cancellation) => outbox.DeliverDueAsync(cancellation);
}
