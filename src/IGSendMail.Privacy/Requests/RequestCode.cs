using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace IGSendMail.Privacy.Requests;

/// <summary>
/// Eight digits in the letter, for people who would rather type than follow a link. Few digits can be guessed by
/// trying: they work for ten minutes and five tries, only in the browser that asked, and only their keyed hash is kept.
/// </summary>
public sealed class RequestCode
{
    /// <summary>How long a code works.</summary>
    public static readonly TimeSpan ValidFor = TimeSpan.FromMinutes(10);

    /// <summary>After so many wrong codes it is dead; the link still works.</summary>
    public const int MostAttempts = 5;

    /// <summary>Name of the vault's secret that keys the hashes.</summary>
    public const string SecretName = "request-codes";

    private const int Digits = 8;

    private readonly string _digits;

    private RequestCode(string digits) => _digits = digits;

    /// <summary>A fresh code.</summary>
    public static RequestCode New() =>
        new(RandomNumberGenerator.GetInt32(100_000_000).ToString("D8", CultureInfo.InvariantCulture));

    /// <summary>Reads what somebody typed, with or without spaces, or returns null if it is no code.</summary>
    public static RequestCode? Parse(string? text)
    {
        if (text is not { Length: <= 40 })
        {
            return null;
        }

        var digits = string.Concat(text.Where(c => !char.IsWhiteSpace(c) && c != '-'));
        return digits.Length == Digits && digits.All(char.IsAsciiDigit) ? new RequestCode(digits) : null;
    }

    /// <summary>What is kept of it: bound to its request, keyed, so that a stolen database does not tell it.</summary>
    public byte[] HashFor(Guid requestId, byte[] key)
    {
        byte[] bound = [.. requestId.ToByteArray(), .. Encoding.ASCII.GetBytes(_digits)];
        return HMACSHA256.HashData(key, bound);
    }

    /// <summary>True if the kept hash is this code's; takes the same time for every wrong one.</summary>
    public bool Matches(Guid requestId, byte[] key, byte[]? hash) =>
        CryptographicOperations.FixedTimeEquals(HashFor(requestId, key), hash ?? []);

    /// <summary>In two groups, as people read it.</summary>
    public override string ToString() => $"{_digits[..4]} {_digits[4..]}";
}
