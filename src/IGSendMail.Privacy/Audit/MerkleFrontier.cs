using System.Numerics;
using System.Security.Cryptography;

namespace IGSendMail.Privacy.Audit;

/// <summary>
/// The right edge of a hash tree (RFC 6962, section 2.1): one hash for every complete subtree, the largest first. That
/// is all one needs to add leaves and to know the root; for n leaves it holds at most log₂ n + 1 hashes.
/// </summary>
public sealed class MerkleFrontier
{
    /// <summary>Bytes of a hash.</summary>
    public const int HashLength = 32;

    private readonly List<byte[]> _peaks = [];

    /// <summary>The empty tree.</summary>
    public MerkleFrontier()
    {
    }

    private MerkleFrontier(long size, IEnumerable<byte[]> peaks)
    {
        Size = size;
        _peaks.AddRange(peaks);
    }

    /// <summary>Leaves in the tree.</summary>
    public long Size { get; private set; }

    /// <summary>Reads what <see cref="ToBytes"/> wrote for a tree of this size; null if it does not fit the size.</summary>
    public static MerkleFrontier? Read(long size, ReadOnlySpan<byte> bytes)
    {
        if (size < 0 || bytes.Length != BitOperations.PopCount((ulong)size) * HashLength)
        {
            return null;
        }

        var peaks = new List<byte[]>();
        for (var at = 0; at < bytes.Length; at += HashLength)
        {
            peaks.Add(bytes.Slice(at, HashLength).ToArray());
        }

        return new MerkleFrontier(size, peaks);
    }

    /// <summary>Hash of a leaf: 0x00 before its content.</summary>
    public static byte[] LeafHash(ReadOnlySpan<byte> content)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData([0x00]);
        hash.AppendData(content);
        return hash.GetHashAndReset();
    }

    /// <summary>Hash of an inner node: 0x01 before the hashes of its two subtrees.</summary>
    public static byte[] NodeHash(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        Span<byte> node = stackalloc byte[1 + HashLength + HashLength];
        node[0] = 0x01;
        left.CopyTo(node[1..]);
        right.CopyTo(node[(1 + HashLength)..]);
        return SHA256.HashData(node);
    }

    /// <summary>Adds a leaf by its hash.</summary>
    public void Add(byte[] leafHash)
    {
        var peak = leafHash;
        // Every one bit at the end of the size is a complete subtree that the new leaf completes to one twice as large.
        for (var full = Size; (full & 1) == 1; full >>= 1)
        {
            peak = NodeHash(_peaks[^1], peak);
            _peaks.RemoveAt(_peaks.Count - 1);
        }

        _peaks.Add(peak);
        Size++;
    }

    /// <summary>Root hash; of the empty tree SHA-256 of nothing.</summary>
    public byte[] Root()
    {
        if (_peaks.Count == 0)
        {
            return SHA256.HashData([]);
        }

        var root = _peaks[^1];
        for (var i = _peaks.Count - 2; i >= 0; i--)
        {
            root = NodeHash(_peaks[i], root);
        }

        return root;
    }

    /// <summary>The hashes, the largest subtree first.</summary>
    public byte[] ToBytes() => [.. _peaks.SelectMany(p => p)];
}
