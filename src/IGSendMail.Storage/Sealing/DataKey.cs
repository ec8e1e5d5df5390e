using System.Security.Cryptography;

namespace IGSendMail.Storage;

/// <summary>
/// An opened data key. Seals with AES-256-GCM; the envelope is version (1 byte), key id (16), nonce (12), tag (16),
/// cipher text.
/// </summary>
public sealed class DataKey(Guid id, byte[] key)
{
    private const byte Version = 1;
    private const int NonceAt = 17, TagAt = 29, CipherAt = 45;

    /// <summary>Names the key in the envelopes that it made.</summary>
    public Guid Id { get; } = id;

    /// <summary>Seals a value for its place.</summary>
    public Sealed Seal(SealedPlace place, ReadOnlySpan<byte> clear)
    {
        var envelope = new byte[CipherAt + clear.Length];
        envelope[0] = Version;
        Id.TryWriteBytes(envelope.AsSpan(1));
        RandomNumberGenerator.Fill(envelope.AsSpan(NonceAt, 12));
        using var aes = new AesGcm(key, tagSizeInBytes: 16);
        aes.Encrypt(
            envelope.AsSpan(NonceAt, 12), clear, envelope.AsSpan(CipherAt), envelope.AsSpan(TagAt, 16),
            place.AssociatedData(Id));
        return new Sealed(envelope);
    }

    /// <summary>Opens a value at its place.</summary>
    /// <exception cref="UnsealException">The value was changed, cut, moved, or made with another key.</exception>
    public byte[] Open(SealedPlace place, Sealed value)
    {
        var envelope = value.Envelope;
        if (envelope.Length < CipherAt)
        {
            throw new UnsealException(place, "it is too short");
        }

        if (envelope[0] != Version)
        {
            throw new UnsealException(place, $"its version {envelope[0]} is unknown");
        }

        if (new Guid(envelope.AsSpan(1, 16)) != Id)
        {
            throw new UnsealException(place, "it was made with another key");
        }

        var clear = new byte[envelope.Length - CipherAt];
        try
        {
            using var aes = new AesGcm(key, tagSizeInBytes: 16);
            aes.Decrypt(
                envelope.AsSpan(NonceAt, 12), envelope.AsSpan(CipherAt), envelope.AsSpan(TagAt, 16), clear,
                place.AssociatedData(Id));
        }
        catch (AuthenticationTagMismatchException mismatch)
        {
            throw new UnsealException(place, "it was changed or belongs to another row", mismatch);
        }

        return clear;
    }
}

/// <summary>A sealed value could not be opened. The message names the table and the reason, never content.</summary>
public sealed class UnsealException(SealedPlace place, string reason, Exception? cause = null)
    : Exception($"A sealed value in {place.Table} (row {place.Row:N}) cannot be opened: {reason}.", cause);
