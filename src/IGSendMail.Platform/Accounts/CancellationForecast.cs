using IGSendMail.Privacy.Erasure;

namespace IGSendMail.Platform.Accounts;

/// <summary>What a cancellation makes go, and what stays.</summary>
/// <param name="Lists">Goes with the lists.</param>
/// <param name="Account">Goes with the account.</param>
/// <param name="Stays">Stays for a stated reason, without what is personal in it where the line says so.</param>
public sealed record Forecast(IReadOnlyList<PlaceLine> Lists, IReadOnlyList<PlaceLine> Account, IReadOnlyList<PlaceLine> Stays)
{
    /// <summary>Other systems that do not answer now, so that nobody knows how much is there. It goes all the same.</summary>
    public IReadOnlyList<PlaceLine> Unanswered { get; init; } = [];
}

/// <summary>
/// Tells what goes with which step of a cancellation, by the count that the pages before an erasure show: this room need not know what other
/// rooms hold, and what it shows is what the erasure will do.
/// </summary>
public sealed class CancellationForecast(ErasureForecast forecast)
{
    /// <summary>What a cancellation of this account would make go now.</summary>
    public async Task<Forecast> OfAsync(Guid accountId, CancellationToken cancellation)
    {
        var lines = await forecast.OfAccountAsync(accountId, cancellation);
        var goes = lines.Where(l => l.Deleted > 0).ToLookup(l => ErasureScope.SubscriberData.Covers(l.Place));
        return new Forecast([.. goes[true]], [.. goes[false]], [.. lines.Where(l => l.Kept > 0)])
        {
            Unanswered = [.. lines.Where(l => l.IsUnanswered)],
        };
    }
}
