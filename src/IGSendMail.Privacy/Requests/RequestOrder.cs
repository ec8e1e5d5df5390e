using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using IGSendMail.Privacy.PersonalData;

namespace IGSendMail.Privacy.Requests;

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
