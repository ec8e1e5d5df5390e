using System.Buffers.Text;
using System.Security.Cryptography;

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
