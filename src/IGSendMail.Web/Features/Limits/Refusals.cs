using System.Threading.RateLimiting;
using IGSendMail.Web.Features.Errors;
using Microsoft.AspNetCore.Diagnostics;

namespace IGSendMail.Web.Features.Limits;

/// <summary>
/// Answers what is not taken. Who meets a limit gets the page that says what to do; a program that goes on without pause gets its
/// sentences alone, and late: thousands of quick answers would slow everybody else's pages.
/// </summary>
public sealed class Refusals(Senders senders) : IDisposable
{
    private const int PagesInARow = 5;

    /// <summary>Beyond so many answers that wait, the others are given at once: they cost a processor, these cost connections.</summary>
    private const int MostWaiting = 500;

    private static readonly TimeSpan Late = TimeSpan.FromSeconds(1);

    /// <summary>The real clock, by which the buckets of all limits fill too.</summary>
    private static readonly TimeProvider Clock = TimeProvider.System;

    private readonly PartitionedRateLimiter<Guid> _pages = PartitionedRateLimiter.Create<Guid, Guid>(sender => RateLimitPartition.GetTokenBucketLimiter(
        sender, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = PagesInARow,
            TokensPerPeriod = 1,
            ReplenishmentPeriod = TimeSpan.FromSeconds(5),
            QueueLimit = 0,
        }));

    private int _waiting;

    /// <summary>Answers one request.</summary>
    public async Task AnswerAsync(HttpContext context, TooManyRequests refused, CancellationToken cancellation)
    {
        using var page = _pages.AttemptAcquire(senders.Of(context));
        if (page.IsAcquired)
        {
            refused.Answer(context);
            return;
        }

        await WaitAsync(cancellation);
        refused.Answer(context);

        if (context.Features.Get<IStatusCodePagesFeature>() is { } pages)
        {
            pages.Enabled = false;
        }

        var words = TooManyWords.Now;
        context.Response.ContentType = "text/plain; charset=utf-8";
        await context.Response.WriteAsync($"{words.What(refused)} {words.Remedy(refused)}\n", cancellation);
    }

    private async Task WaitAsync(CancellationToken cancellation)
    {
        try
        {
            if (Interlocked.Increment(ref _waiting) <= MostWaiting)
            {
                await Task.Delay(Late, Clock, cancellation);
            }
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    /// <inheritdoc />
    public void Dispose() => _pages.Dispose();
}
