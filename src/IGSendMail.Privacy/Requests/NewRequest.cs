using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Privacy.Requests;

/// <summary>What somebody asks for.</summary>
/// <param name="Right">The right, as the form names it.</param>
/// <param name="Regime">Whose law counts the days.</param>
public sealed record NewRequest(Right Right, Regime Regime)
{
    /// <summary>How much a request to know wants to know; other rights ignore it.</summary>
    public KnowScope Scope { get; init; } = KnowScope.SpecificPieces;

    /// <summary>True if only the last twelve months are wanted; else everything (11 CCR § 7024(h)).</summary>
    public bool LastTwelveMonths { get; init; }

    /// <summary>What is to be corrected; null for other rights.</summary>
    public CorrectionField? Field { get; init; }

    /// <summary>What tells this page's form from every other, so that sending it twice is one request; null if it is not known.</summary>
    public Guid? Order { get; init; }

    /// <summary>What should stand there, or what is wrong and what is right in the person's words.</summary>
    public string? Wish { get; init; }
}

/// <summary>
/// Tells two presses of one button from two requests of a signed-in person. One deletion of an account is enough, however often it is ordered
/// before it is done; anything else that is asked for again within a minute, word for word, is the same order.
/// </summary>
internal static class RequestOrder
{
    /// <summary>Name of the vault's secret that keys the values: a wish is free text, and a plain hash of it could be guessed.</summary>
    public const string SecretName = "request-orders";

    /// <summary>The key of an order, and behind it those under which the same order may have been taken a moment ago.</summary>
    /// <param name="key">The vault's secret.</param>
    /// <param name="customer">Who orders.</param>
    /// <param name="asked">What.</param>
    /// <param name="now">When.</param>
    public static IReadOnlyList<Guid> KeysOf(byte[] key, CustomerId customer, NewRequest asked, DateTimeOffset now)
    {
        if (asked.Right.FulfilledBy() == Fulfilment.Erasure)
        {
            return [Of(key, $"{customer.Account:N} erasure")];
        }

        var minute = now.UtcTicks / TimeSpan.TicksPerMinute;
        return [.. new[] { minute, minute - 1 }.Select(at => Of(key, string.Create(
            CultureInfo.InvariantCulture,
            $"{customer.Account:N} {customer.User:N} {asked.Right} {asked.Regime} {asked.Scope} {asked.LastTwelveMonths} {asked.Field} {at} {asked.Wish}")))];
    }

    /// <summary>The key of an order by e-mail: the same form, sent for the same address.</summary>
    public static Guid? KeyOf(byte[] key, Guid addressHash, NewRequest asked) =>
        asked.Order is { } form ? Of(key, $"{form:N} {addressHash:N} {asked.Right} {asked.Regime} {asked.Scope} {asked.LastTwelveMonths} {asked.Wish}") : null;

    private static Guid Of(byte[] key, string order) => new(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(order)).AsSpan(0, 16));
}

/// <summary>Links a request with an earlier one of the same person. Neither blocks, cancels or shows the other to a stranger.</summary>
internal static class Duplicates
{
    /// <summary>The earliest open request for the same by the same person, once it is shown whose this one is.</summary>
    public static Task<Guid?> FindAsync(
        IGSendMailContext db, DataSubjectRequest request, IReadOnlyList<Guid> addressHashes, CancellationToken cancellation)
    {
        var open = db.DataSubjectRequests().AsNoTracking().Where(r =>
            r.Right == request.Right && r.Id != request.Id && r.ReceivedAt <= request.ReceivedAt
            && r.ClosedAt == null && r.State != RequestState.AwaitingConfirmation);
        var own = request.AccountId is { } account
            ? open.Where(r => r.AccountId == account)
            : open.Where(r => r.AccountId == null && addressHashes.Contains(r.AddressHash!.Value));
        return own.OrderBy(r => r.ReceivedAt).Select(r => (Guid?)r.Id).FirstOrDefaultAsync(cancellation);
    }
}
