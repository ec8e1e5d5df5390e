using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace IGSendMail.Privacy.Audit;

/// <summary>
/// The bytes of an entry that are hashed: a version, then every column in a fixed order, each with its length or a mark
/// that it is empty, so that no two different entries have the same bytes.
/// </summary>
internal static class CanonicalEntry
{
    private const byte Version = 1;

    public static byte[] LeafHash(AuditEntry entry)
    {
        var bytes = new ArrayBufferWriter<byte>(256);
        bytes.Write([Version]);
        Write(bytes, entry.At);
        Write(bytes, entry.Id);
        Write(bytes, entry.Act);
        Write(bytes, entry.Role);
        Write(bytes, entry.Actor);
        Write(bytes, entry.Subject);
        Write(bytes, entry.Outcome);
        Write(bytes, entry.Facts);
        Write(bytes, entry.Commitment);
        return MerkleFrontier.LeafHash(bytes.WrittenSpan);
    }

    public static void Write(ArrayBufferWriter<byte> bytes, DateTimeOffset at) => Write(bytes, at.UtcTicks);

    public static void Write(ArrayBufferWriter<byte> bytes, long figure)
    {
        BinaryPrimitives.WriteInt64BigEndian(bytes.GetSpan(8), figure);
        bytes.Advance(8);
    }

    public static void Write(ArrayBufferWriter<byte> bytes, ReadOnlySpan<byte> content)
    {
        BinaryPrimitives.WriteInt32BigEndian(bytes.GetSpan(4), content.Length);
        bytes.Advance(4);
        bytes.Write(content);
    }

    private static void Write(ArrayBufferWriter<byte> bytes, Guid key)
    {
        key.TryWriteBytes(bytes.GetSpan(16), bigEndian: true, out _);
        bytes.Advance(16);
    }

    private static void Write(ArrayBufferWriter<byte> bytes, Guid? key)
    {
        bytes.Write([key is null ? (byte)0 : (byte)1]);
        Write(bytes, key ?? Guid.Empty);
    }

    private static void Write(ArrayBufferWriter<byte> bytes, string text)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        BinaryPrimitives.WriteInt32BigEndian(bytes.GetSpan(4), length);
        bytes.Advance(4);
        bytes.Advance(Encoding.UTF8.GetBytes(text, bytes.GetSpan(length)));
    }

    private static void Write(ArrayBufferWriter<byte> bytes, byte[]? content)
    {
        bytes.Write([content is null ? (byte)0 : (byte)1]);
        Write(bytes, content.AsSpan());
    }
}
