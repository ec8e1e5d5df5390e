using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace IGSendMail.Storage.SqlServer;

/// <summary>
/// Keys as SQL Server orders them by time. It compares a uniqueidentifier by its last six bytes first, where our keys are
/// random: new rows would be strewn all over a table and "the newest keys" would be any. The bytes are stored in the
/// order of their weight instead. Whoever reads the tables by other means sees them in that order.
/// </summary>
internal sealed class GuidOrder() : ValueConverter<Guid, Guid>(key => ToServer(key), stored => FromServer(stored))
{
    /// <summary>Places of the bytes of a uniqueidentifier, the one that weighs most first.</summary>
    private static ReadOnlySpan<byte> ByWeight => [10, 11, 12, 13, 14, 15, 8, 9, 6, 7, 4, 5, 0, 1, 2, 3];

    /// <summary>As it is stored.</summary>
    public static Guid ToServer(Guid key)
    {
        Span<byte> ours = stackalloc byte[16];
        Span<byte> theirs = stackalloc byte[16];
        key.TryWriteBytes(ours, bigEndian: true, out _);
        for (var i = 0; i < theirs.Length; i++)
        {
            theirs[ByWeight[i]] = ours[i];
        }

        return new Guid(theirs);
    }

    /// <summary>As the program knows it.</summary>
    public static Guid FromServer(Guid stored)
    {
        Span<byte> ours = stackalloc byte[16];
        Span<byte> theirs = stackalloc byte[16];
        stored.TryWriteBytes(theirs);
        for (var i = 0; i < ours.Length; i++)
        {
            ours[i] = theirs[ByWeight[i]];
        }

        return new Guid(ours, bigEndian: true);
    }
}
