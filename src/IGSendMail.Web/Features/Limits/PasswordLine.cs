using System.Threading.RateLimiting;
using IGSendMail.Web.Features.Errors;
using IGSendMail.Web.Features.Shared;

namespace IGSendMail.Web.Features.Limits;

/// <summary>
/// Hashing a password takes a processor for a moment, on purpose. Here one stands in line for it, so that the pages of others stay quick. Whoever has just
/// entered wrong passwords stands in a line of its own, which moves one at a time: a flood of guesses holds up guesses. So do guesses from everywhere at one
/// account: they come one at a time, and whoever came last goes first, so that its owner waits for one of them and not for all.
/// </summary>
public sealed class PasswordLine(RequestDelegate next, FloodOptions options, Senders senders, Refusals refusals) : IDisposable
{
    private const int WrongBeforeOwnLine = 2;

    /// <summary>While one is hashed others read and write what stands around it, so more are let in than are hashed (<c>PasswordTurns</c>).</summary>
    private const int PerTurn = 4;

    private const int MostWaiting = 200;

    private static readonly TimeSpan BusyWait = TimeSpan.FromSeconds(5);

    private readonly ConcurrencyLimiter _line = Line(options.PasswordsAtOnce * PerTurn, MostWaiting);
    private readonly ConcurrencyLimiter _guessers = Line(1, 8);
    private readonly PartitionedRateLimiter<Guid> _targets = PartitionedRateLimiter.Create<Guid, Guid>(target => RateLimitPartition.GetConcurrencyLimiter(
        target, _ => new ConcurrencyLimiterOptions
        {
            PermitLimit = 1,
            QueueLimit = MostWaiting,
            QueueProcessingOrder = QueueProcessingOrder.NewestFirst,
        }));
    private readonly PartitionedRateLimiter<Guid> _wrong = PartitionedRateLimiter.Create<Guid, Guid>(sender => RateLimitPartition.GetTokenBucketLimiter(
        sender, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = WrongBeforeOwnLine,
            TokensPerPeriod = 1,
            ReplenishmentPeriod = TimeSpan.FromMinutes(5),
            QueueLimit = 0,
        }));

    /// <summary>Waits for its turn, or answers 429 if the line is too long.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<HashesPasswordAttribute>() is null)
        {
            await next(context);
            return;
        }

        var isSignedIn = Senders.IsSignedIn(context);
        var sender = senders.Of(context);
        var isGuesser = !isSignedIn && IsGuesser(sender);
        using var atTarget = !isSignedIn && !isGuesser && FloodLimiter.TargetOf(context) is { } target
            ? await _targets.AcquireAsync(senders.Target(target), 1, context.RequestAborted)
            : null;
        if (atTarget is { IsAcquired: false })
        {
            await refusals.AnswerAsync(context, new(TooManyReason.Busy, BusyWait), context.RequestAborted);
            return;
        }

        using var turn = await (isGuesser ? _guessers : _line).AcquireAsync(1, context.RequestAborted);
        if (!turn.IsAcquired)
        {
            // The answer may come late: nobody else at this target waits for it.
            atTarget?.Dispose();
            await refusals.AnswerAsync(context, new(TooManyReason.Busy, BusyWait), context.RequestAborted);
            return;
        }

        await next(context);
        if (!isSignedIn && context.Response.StatusCode == StatusCodes.Status400BadRequest)
        {
            using var wrong = _wrong.AttemptAcquire(sender);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _line.Dispose();
        _guessers.Dispose();
        _targets.Dispose();
        _wrong.Dispose();
    }

    private bool IsGuesser(Guid sender)
    {
        using var look = _wrong.AttemptAcquire(sender, 0);
        return !look.IsAcquired;
    }

    private static ConcurrencyLimiter Line(int atOnce, int longest) =>
        new(new ConcurrencyLimiterOptions { PermitLimit = atOnce, QueueLimit = longest, QueueProcessingOrder = QueueProcessingOrder.OldestFirst });
}
