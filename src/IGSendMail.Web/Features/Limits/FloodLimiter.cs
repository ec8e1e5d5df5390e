using System.Threading.RateLimiting;
using IGSendMail.Web.Features.Errors;
using IGSendMail.Web.Features.Shared;

namespace IGSendMail.Web.Features.Limits;

/// <summary>
/// All limits by sender in one, for ASP.NET Core's rate limiting: a bucket for the pair of sender and target, one for the sender, and for uploads how many run at
/// a time. Actions without <see cref="LimitedAttribute"/> are never held up.
/// </summary>
public sealed class FloodLimiter : PartitionedRateLimiter<HttpContext>
{
    private static readonly TimeSpan UploadsWait = TimeSpan.FromSeconds(10);
    private readonly Senders _senders;
    private readonly int _uploadsAtOnce;
    private readonly Dictionary<LimitedAct, (PartitionedRateLimiter<Guid> ByPair, PartitionedRateLimiter<Guid> BySender)> _buckets;
    private readonly PartitionedRateLimiter<Guid> _uploads;

    /// <summary>Makes the buckets, all of them full.</summary>
    public FloodLimiter(FloodOptions options, Senders senders)
    {
        (_senders, _uploadsAtOnce) = (senders, options.UploadsAtOnce);
        _buckets = options.Acts.ToDictionary(
            act => act.Key, act => (Buckets(act.Value.PerTarget, act.Value.Window), Buckets(act.Value.PerSender, act.Value.Window)));
        _uploads = PartitionedRateLimiter.Create<Guid, Guid>(sender => RateLimitPartition.GetConcurrencyLimiter(
            sender, _ => new ConcurrencyLimiterOptions { PermitLimit = options.UploadsAtOnce, QueueLimit = 0 }));
    }

    /// <inheritdoc />
    public override RateLimiterStatistics? GetStatistics(HttpContext resource) => null;

    /// <inheritdoc />
    protected override RateLimitLease AttemptAcquireCore(HttpContext resource, int permitCount)
    {
        var lease = Take(resource);
        resource.Features.Set(lease);
        return lease;
    }

    /// <summary>The framework asks again whether it may wait. Nobody waits here, and nothing is counted twice.</summary>
    protected override ValueTask<RateLimitLease> AcquireAsyncCore(HttpContext resource, int permitCount, CancellationToken cancellationToken) =>
        ValueTask.FromResult<RateLimitLease>(resource.Features.Get<FloodLease>() ?? Take(resource));

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _uploads.Dispose();
            foreach (var (pair, sender) in _buckets.Values)
            {
                pair.Dispose();
                sender.Dispose();
            }
        }

        base.Dispose(disposing);
    }

    private FloodLease Take(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<LimitedAttribute>() is not { } limited)
        {
            return FloodLease.Free;
        }

        var sender = _senders.Of(context);
        var running = limited.Act == LimitedAct.Upload ? _uploads.AttemptAcquire(sender) : null;
        if (running is { IsAcquired: false })
        {
            return new FloodLease(running, new(TooManyReason.UploadsAtOnce, UploadsWait) { AtOnce = _uploadsAtOnce });
        }

        var (byPair, bySender) = _buckets[limited.Act];
        return Drop(byPair, TargetOf(context) is { } target ? _senders.Pair(sender, target) : null)
            ?? Drop(bySender, sender)
            ?? new FloodLease(running, null);

        FloodLease? Drop(PartitionedRateLimiter<Guid> buckets, Guid? whose)
        {
            if (whose is not { } key)
            {
                return null;
            }

            using var drop = buckets.AttemptAcquire(key);
            if (drop.IsAcquired)
            {
                return null;
            }

            running?.Dispose();
            return new FloodLease(null, new(TooManyReason.Often, drop.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : UploadsWait));
        }
    }

    /// <summary>
    /// At whom an action is aimed, as it was typed; null for one that has no target. The form was read before, save one with files, which has none.
    /// </summary>
    internal static string? TargetOf(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<LimitedAttribute>()?.Target is { } field && context.Request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) == true
            && context.Request.Form[field].ToString() is { Length: > 0 } typed
            ? typed
            : null;

    private static PartitionedRateLimiter<Guid> Buckets(int size, TimeSpan window) =>
        PartitionedRateLimiter.Create<Guid, Guid>(whose => RateLimitPartition.GetTokenBucketLimiter(whose, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = size,
            TokensPerPeriod = 1,
            ReplenishmentPeriod = window / size,
            QueueLimit = 0,
        }));
}

/// <summary>That a request may go on, or why it may not.</summary>
internal sealed class FloodLease(RateLimitLease? held, TooManyRequests? refused) : RateLimitLease
{
    /// <summary>For what is not limited.</summary>
    public static readonly FloodLease Free = new(null, null);

    /// <summary>Why it may not go on.</summary>
    public TooManyRequests? Refused => refused;

    /// <inheritdoc />
    public override bool IsAcquired => refused is null;

    /// <inheritdoc />
    public override IEnumerable<string> MetadataNames => refused is null ? [] : [MetadataName.RetryAfter.Name];

    /// <inheritdoc />
    public override bool TryGetMetadata(string metadataName, out object? metadata)
    {
        metadata = refused?.Wait;
        return refused is not null && metadataName == MetadataName.RetryAfter.Name;
    }

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            held?.Dispose();
        }

        base.Dispose(disposing);
    }
}
