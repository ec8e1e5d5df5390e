using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace IGSendMail.Privacy.Requests;

/// <summary>
/// The secret of an e-mailed link: it names its request and carries 32 random bytes. Only their hash is kept, and a
/// wrong secret is counted against the request that it names.
/// </summary>
public sealed class RequestToken
{
    /// <summary>How long a link works.</summary>
    public static readonly TimeSpan ValidFor = TimeSpan.FromHours(48);

    /// <summary>After so many wrong secrets the link is dead.</summary>
    public const int MostAttempts = 10;

    private const int SecretLength = 32, TokenLength = 16 + SecretLength;
    private readonly byte[] _secret;

    private RequestToken(Guid requestId, byte[] secret) => (RequestId, _secret) = (requestId, secret);

    /// <summary>The request that the link is for.</summary>
    public Guid RequestId { get; }

    /// <summary>What is kept of it.</summary>
    public byte[] Hash => SHA256.HashData(_secret);

    /// <summary>A fresh secret for a request.</summary>
    public static RequestToken New(Guid requestId) => new(requestId, RandomNumberGenerator.GetBytes(SecretLength));

    /// <summary>Reads a token, or returns null if it is none.</summary>
    public static RequestToken? Parse(string? text)
    {
        Span<byte> bytes = stackalloc byte[TokenLength];
        return text is { Length: < 100 }
            && Base64Url.IsValid(text, out var length) && length == TokenLength
            && Base64Url.TryDecodeFromChars(text, bytes, out _)
            ? new RequestToken(new Guid(bytes[..16]), bytes[16..].ToArray())
            : null;
    }

    /// <summary>True if the kept hash is this secret's; takes the same time for every wrong one.</summary>
    public bool Matches(byte[]? hash) => CryptographicOperations.FixedTimeEquals(Hash, hash ?? []);

    /// <summary>The text in the link.</summary>
    public override string ToString() => Base64Url.EncodeToString([.. RequestId.ToByteArray(), .. _secret]);
}

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
