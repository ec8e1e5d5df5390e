using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Remote;
using IGSendMail.Storage;

namespace IGSendMail.Platform.Accounts;

/// <summary>One kind of data that a cancellation makes go, or that stays.</summary>
/// <param name="Title">What it is, in words for people.</param>
/// <param name="Rows">How many there are now.</param>
/// <param name="Kept">Why it stays and until when; null if it goes.</param>
public sealed record ForecastLine(string Title, long Rows, KeptReason? Kept);

/// <summary>What a cancellation would make go, and what stays.</summary>
/// <param name="Lists">Goes with the subscriber data.</param>
/// <param name="Account">Goes with the account data.</param>
/// <param name="Stays">Stays for a stated reason.</param>
public sealed record Forecast(
    IReadOnlyList<ForecastLine> Lists, IReadOnlyList<ForecastLine> Account, IReadOnlyList<ForecastLine> Stays);

/// <summary>
/// Counts an account's data place by place, from the data map: this room need not know what other rooms hold, and what
/// it shows is what the erasure will do.
/// </summary>
public sealed class CancellationForecast(IGSendMailContext db, DataMap map)
{
    /// <summary>What a cancellation of this account would make go now.</summary>
    public async Task<Forecast> OfAsync(Guid accountId, CancellationToken cancellation)
    {
        var subject = await AccountPeople.OfAsync(db, accountId, cancellation);
        List<ForecastLine> lists = [], account = [], stays = [];
        foreach (var store in map.Stores)
        {
            foreach (var count in await store.TryCountAsync(subject, cancellation) ?? [])
            {
                if (count.Rows == 0)
                {
                    continue;
                }

                var where = count.Disposition == DispositionKind.KeepUntil ? stays
                    : store.Description.Category == DataCategory.Subscriber ? lists
                    : account;
                where.Add(new ForecastLine(store.Description.Title, count.Rows, count.Kept));
            }
        }

        return new Forecast(lists, account, stays);
    }
}
