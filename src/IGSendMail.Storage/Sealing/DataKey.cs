using System.Security.Cryptography;

namespace IGSendMail.Storage;

/// <summary>
/// An opened data key. Seals with AES-256-GCM; the envelope is version (1 byte), key id (16), nonce (12), tag (16),
/// cipher text.
/// </summary>
public sealed class DataKey(Guid id, byte[] key)
{
    internal const int KeyIdAt = 1, NonceAt = 17;
    private const byte Version = 1;
    private const int TagAt = 29, CipherAt = 45;

    /// <summary>Names the key in the envelopes that it made.</summary>
    public Guid Id { get; } = id;

    /// <summary>Seals a value for its place. Seals are counted where the key is handed out: take a key anew for each.</summary>
    internal Sealed Seal(SealedPlace place, ReadOnlySpan<byte> clear)
    {
        var envelope = new byte[CipherAt + clear.Length];
        envelope[0] = Version;
        Id.TryWriteBytes(envelope.AsSpan(KeyIdAt));
        RandomNumberGenerator.Fill(envelope.AsSpan(NonceAt, 12));
        using var aes = new AesGcm(key, tagSizeInBytes: 16);
        aes.Encrypt(
            envelope.AsSpan(NonceAt, 12), clear, envelope.AsSpan(CipherAt), envelope.AsSpan(TagAt, 16),
            place.AssociatedData(Id));
        return new Sealed(envelope);
    }

    /// <summary>Opens a value at its place.</summary>
    /// <exception cref="UnsealException">The value was changed, cut, moved, or made with another key.</exception>
    internal byte[] Open(SealedPlace place, Sealed value)
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

        if (value.KeyId != Id)
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

    /// <summary>A key for one file alone, bound to what <paramref name="boundTo"/> says.</summary>
    internal byte[] ForFile(ReadOnlySpan<byte> salt, ReadOnlySpan<byte> boundTo)
    {
        var derived = new byte[32];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, key, derived, salt, boundTo);
        return derived;
    }
}

/// <summary>
/// A sealed value or file could not be opened. The message names where it stands (table, column and row; folder and
/// file) and the reason, never content.
/// </summary>
public sealed class UnsealException(string what, string reason, Exception? cause = null)
    : Exception($"{what} cannot be opened: {reason}.", cause)
{
    /// <summary>A column value could not be opened.</summary>
    public UnsealException(SealedPlace place, string reason, Exception? cause = null)
        : this($"The sealed value {place.Table}.{place.Column} of row {place.Row:N} ({place.Owner.Kind} {place.Owner.Id:N})", reason, cause)
    {
    }

    /// <summary>A file could not be opened.</summary>
    public UnsealException(SealedFilePlace place, string reason, Exception? cause = null)
        : this($"The sealed file {place.Folder}/{place.Owner.Id:N}/{place.Name} ({place.Owner.Kind})", reason, cause)
    {
    }
}
