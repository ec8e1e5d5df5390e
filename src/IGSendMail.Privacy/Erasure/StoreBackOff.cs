using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace IGSendMail.Privacy.Erasure;

/// <summary>How long a store that failed is left in peace, and when an officer has to look.</summary>
internal static class StoreBackOff
{
    /// <summary>After this many failures nobody tries by itself any more.</summary>
    public const int MostAttempts = 12;

    /// <summary>No wait is longer.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(6);

    /// <summary>No store may ask for a longer one (<c>Retry-After</c>).</summary>
    public static readonly TimeSpan LongestAsked = TimeSpan.FromHours(24);

    private static readonly TimeSpan FirstRemote = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan FirstOwn = TimeSpan.FromSeconds(1);

    /// <summary>
    /// The wait after so many failures: doubled each time, up to <see cref="Longest"/>, and spread by up to a fifth either
    /// way, the same for the same run, store and attempt, so that many runs do not come back at once.
    /// </summary>
    /// <param name="attempts">Failures so far, from 1.</param>
    /// <param name="isRemote">Another system gets more time than our own tables and folders.</param>
    /// <param name="runId">The run.</param>
    /// <param name="storeKey">The store.</param>
    /// <param name="asked">What the store itself asked for; it is never tried earlier.</param>
    public static TimeSpan After(int attempts, bool isRemote, Guid runId, string storeKey, TimeSpan? asked = null)
    {
        var doubled = (isRemote ? FirstRemote : FirstOwn) * Math.Pow(2, Math.Min(attempts - 1, 20));
        var wait = (doubled < Longest ? doubled : Longest) * (.8 + (.4 * Spread(attempts, runId, storeKey)));
        var least = asked < LongestAsked ? asked.Value : asked is null ? TimeSpan.Zero : LongestAsked;
        return wait > least ? wait : least;
    }

    private static double Spread(int attempts, Guid runId, string storeKey)
    {
        var hash = SHA256.HashData([.. runId.ToByteArray(), .. Encoding.UTF8.GetBytes(storeKey), (byte)attempts]);
        return BinaryPrimitives.ReadUInt32LittleEndian(hash) / (double)uint.MaxValue;
    }
}
