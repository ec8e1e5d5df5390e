using System.Buffers.Text;
using System.Security.Cryptography;

namespace IGSendMail.Storage;

/// <summary>A secret that somebody else keeps, in a link or a cookie: 32 random bytes, of which only the hash is kept here.</summary>
/// <param name="Text">What is given out, and stored nowhere.</param>
/// <param name="Hash">What is kept: SHA-256 of the bytes. They are random, so it needs neither salt nor slowness.</param>
public sealed record KeptSecret(string Text, byte[] Hash)
{
    /// <summary>Length of <see cref="Hash"/> in bytes.</summary>
    public const int HashLength = SHA256.HashSizeInBytes;

    private const int Length = 32;

    /// <summary>A fresh one.</summary>
    public static KeptSecret New()
    {
        var secret = RandomNumberGenerator.GetBytes(Length);
        return new(Base64Url.EncodeToString(secret), SHA256.HashData(secret));
    }

    /// <summary>The hash of a secret as it was given out, or null if the text is none.</summary>
    public static byte[]? HashOf(string? text)
    {
        Span<byte> secret = stackalloc byte[Length];
        return text is { Length: < 100 }
            && Base64Url.IsValid(text, out var length) && length == Length
            && Base64Url.TryDecodeFromChars(text, secret, out _)
            ? SHA256.HashData(secret)
            : null;
    }
}
