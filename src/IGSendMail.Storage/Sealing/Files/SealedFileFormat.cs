using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace IGSendMail.Storage;

/// <summary>
/// The form of a sealed file. A header of 72 bytes (mark, version, kind and key of the owner, key id, random salt), then
/// chunks of 64 KiB, each with its tag. Every file has a key of its own, derived from the owner's data key and the salt
/// and bound to header and place; the nonce of a chunk is its number and whether it is the last. So nothing can be cut,
/// lengthened, reordered or exchanged, and no nonce comes twice under a key.
/// </summary>
internal static class SealedFileFormat
{
    public const int HeaderLength = 72;
    public const int ChunkLength = 64 * 1024;
    public const int TagLength = 16;
    public const int SealedChunkLength = ChunkLength + TagLength;

    private const byte Version = 1;
    private const int VersionAt = 4, KindAt = 5, OwnerAt = 8, KeyIdAt = 24, SaltAt = 40;

    private static ReadOnlySpan<byte> Mark => "IGSF"u8;

    /// <summary>A header for a new file.</summary>
    public static byte[] NewHeader(KeyOwner owner, Guid keyId)
    {
        var header = new byte[HeaderLength];
        Mark.CopyTo(header);
        header[VersionAt] = Version;
        header[KindAt] = owner.Kind.BoundNumber;
        owner.Id.TryWriteBytes(header.AsSpan(OwnerAt));
        keyId.TryWriteBytes(header.AsSpan(KeyIdAt));
        RandomNumberGenerator.Fill(header.AsSpan(SaltAt));
        return header;
    }

    /// <summary>Whose file it says it is and which key it names, or null if it is no sealed file of this version.</summary>
    public static SealedFileHeader? Read(ReadOnlySpan<byte> header) =>
        header.Length == HeaderLength && header.StartsWith(Mark) && header[VersionAt] == Version
            ? new SealedFileHeader(header[KindAt], new Guid(header.Slice(OwnerAt, 16)), new Guid(header.Slice(KeyIdAt, 16)))
            : null;

    /// <summary>The cipher of one file.</summary>
    public static AesGcm CipherOf(DataKey key, byte[] header, SealedFilePlace place) => new(
        key.ForFile(header.AsSpan(SaltAt), [.. header, .. Encoding.UTF8.GetBytes($"{place.Folder}\0{place.Name}")]), TagLength);

    /// <summary>The nonce of a chunk.</summary>
    public static void Nonce(Span<byte> nonce, long chunk, bool isLast)
    {
        nonce.Clear();
        BinaryPrimitives.WriteInt64BigEndian(nonce, chunk);
        nonce[11] = isLast ? (byte)1 : (byte)0;
    }
}

/// <summary>Whose file it says it is and which key it names.</summary>
/// <param name="Kind">Number of the kind of owner.</param>
/// <param name="OwnerId">The owner.</param>
/// <param name="KeyId">The key.</param>
internal sealed record SealedFileHeader(byte Kind, Guid OwnerId, Guid KeyId);
