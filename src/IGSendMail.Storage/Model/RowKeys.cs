using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace IGSendMail.Storage;

/// <summary>
/// Keys made by the application: in the order in which this process made them, so that new rows go to the end of their account and
/// come back in the order in which they came.
/// </summary>
public static class RowKeys
{
    // One for each clock: tests have several.
    private static readonly ConditionalWeakTable<TimeProvider, Counter> Counters = [];

    /// <summary>A new key (UUID version 7) dated by <paramref name="time"/>; those of one millisecond are counted (RFC 9562, 6.2).</summary>
    public static Guid New(TimeProvider time)
    {
        var now = time.GetUtcNow();
        var count = Counters.GetOrCreateValue(time).Next(now.ToUnixTimeMilliseconds());
        Span<byte> key = stackalloc byte[16];
        Guid.CreateVersion7(now).TryWriteBytes(key, bigEndian: true, out _);

        // 26 bits count, around the bits of version and variant; 48 random ones are left to tell processes apart.
        key[6] = (byte)(0x70 | ((count >> 22) & 0x0F));
        key[7] = (byte)(count >> 14);
        key[8] = (byte)(0x80 | ((count >> 8) & 0x3F));
        key[9] = (byte)count;
        return new Guid(key, bigEndian: true);
    }

    /// <summary>No key of an earlier millisecond is greater, none of this one or a later one is smaller.</summary>
    public static Guid FirstOf(DateTimeOffset instant)
    {
        Span<byte> key = stackalloc byte[16];
        key.Clear();
        BinaryPrimitives.WriteInt64BigEndian(key, instant.ToUnixTimeMilliseconds() << 16);
        return new Guid(key, bigEndian: true);
    }

    private sealed class Counter
    {
        private readonly Lock _lock = new();
        private long _millisecond;
        private int _count;

        public int Next(long millisecond)
        {
            lock (_lock)
            {
                _count = millisecond == _millisecond ? _count + 1 : 0;
                _millisecond = millisecond;
                return _count;
            }
        }
    }
}
