using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;

namespace IGSendMail.Privacy.Consent;

/// <summary>
/// Signs and reads the values of the consent and visitor cookies, so that neither a visitor nor a script can make up a
/// grant. Reading needs no database and allocates nothing. Whatever is not exactly a value of ours reads as null.
/// </summary>
/// <remarks>
/// Layout of a choice: version, flags, seconds since 1970 (4 bytes), two fingerprints (4 bytes each), MAC (16 bytes);
/// of a visitor: version, the id (16 bytes), MAC (16 bytes). Lengths are multiples of three, so that base64url has no
/// unused bits and two texts can never mean the same value.
/// </remarks>
public sealed class ConsentSeal : IDisposable
{
    /// <summary>Length of the secret in bytes.</summary>
    public const int KeyLength = 32;

    private const byte ChoiceVersion = 1;
    private const byte VisitorVersion = 129;
    private const int MacLength = 16;
    private const int ChoiceLength = 14 + MacLength;
    private const int VisitorLength = 17 + MacLength;

    private readonly ThreadLocal<IncrementalHash> _macs;

    /// <summary>Signs with the given secret.</summary>
    public ConsentSeal(byte[] key)
    {
        // A keyed hash kept by each thread costs a quarter of a new one per cookie.
        _macs = new(() => IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key), trackAllValues: true);
    }

    /// <summary>The cookie value of a choice, 40 characters.</summary>
    public string Write(ConsentChoice choice)
    {
        Span<byte> bytes = stackalloc byte[ChoiceLength];
        bytes[0] = ChoiceVersion;
        bytes[1] = (byte)((choice.Analytics ? 1 : 0) | (choice.Preference ? 2 : 0) | (choice.DespiteSignal ? 4 : 0));
        BinaryPrimitives.WriteUInt32BigEndian(bytes[2..], checked((uint)choice.At.ToUnixTimeSeconds()));
        BinaryPrimitives.WriteUInt32BigEndian(bytes[6..], choice.Shown.Analytics);
        BinaryPrimitives.WriteUInt32BigEndian(bytes[10..], choice.Shown.Preference);
        return Sign(bytes);
    }

    /// <summary>The cookie value of a visitor, 44 characters.</summary>
    public string Write(Guid visitor)
    {
        Span<byte> bytes = stackalloc byte[VisitorLength];
        bytes[0] = VisitorVersion;
        visitor.TryWriteBytes(bytes[1..]);
        return Sign(bytes);
    }

    /// <summary>The choice in a cookie value, or null for anything else. Its age is judged by <see cref="ConsentState"/>.</summary>
    public ConsentChoice? ReadChoice(ReadOnlySpan<char> value)
    {
        Span<byte> bytes = stackalloc byte[ChoiceLength];
        if (!TryOpen(value, bytes, ChoiceVersion) || bytes[1] > 7)
        {
            return null;
        }

        return new ConsentChoice(
            (bytes[1] & 1) != 0,
            (bytes[1] & 2) != 0,
            DateTimeOffset.FromUnixTimeSeconds(BinaryPrimitives.ReadUInt32BigEndian(bytes[2..])),
            (bytes[1] & 4) != 0,
            new CategoryFingerprints(
                BinaryPrimitives.ReadUInt32BigEndian(bytes[6..]), BinaryPrimitives.ReadUInt32BigEndian(bytes[10..])));
    }

    /// <summary>The visitor in a cookie value, or null for anything else.</summary>
    public Guid? ReadVisitor(ReadOnlySpan<char> value)
    {
        Span<byte> bytes = stackalloc byte[VisitorLength];
        return TryOpen(value, bytes, VisitorVersion) ? new Guid(bytes[1..17]) : null;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var mac in _macs.Values)
        {
            mac.Dispose();
        }

        _macs.Dispose();
    }

    private string Sign(Span<byte> bytes)
    {
        Mac(bytes[..^MacLength], bytes[^MacLength..]);
        return Base64Url.EncodeToString(bytes);
    }

    private bool TryOpen(ReadOnlySpan<char> value, Span<byte> bytes, byte version)
    {
        // The exact length comes first: the decoder would skip white space and padding inside a longer text.
        if (value.Length != Base64Url.GetEncodedLength(bytes.Length)
            // The Try… form throws on characters outside the alphabet.
            || Base64Url.DecodeFromChars(value, bytes, out _, out var written) != OperationStatus.Done
            || written != bytes.Length
            || bytes[0] != version)
        {
            return false;
        }

        Span<byte> mac = stackalloc byte[MacLength];
        Mac(bytes[..^MacLength], mac);
        return CryptographicOperations.FixedTimeEquals(mac, bytes[^MacLength..]);
    }

    private void Mac(ReadOnlySpan<byte> content, Span<byte> mac)
    {
        Span<byte> whole = stackalloc byte[SHA256.HashSizeInBytes];
        var hash = _macs.Value!;
        hash.AppendData(content);
        hash.GetHashAndReset(whole);
        whole[..MacLength].CopyTo(mac);
    }
}
