namespace IGSendMail.Storage;

/// <summary>Limits of data keys (section <c>Keys</c>).</summary>
/// <param name="SealsPerKey">
/// After so many seals an owner gets a new key (<c>Keys:SealsPerKey</c>). AES-GCM with random nonces allows 2³² a key
/// (OWASP ASVS 5, 11.3.4; NIST SP 800-38D § 8.3); the standard leaves a factor of four.
/// </param>
/// <param name="RotationPause">
/// How long a rotation waits between making keys and looking for what is sealed with older ones
/// (<c>Keys:RotationPauseSeconds</c>): longer than other processes keep a key in hand and a transaction open.
/// </param>
public sealed record KeyOptions(long SealsPerKey, TimeSpan RotationPause)
{
    /// <summary>What AES-GCM allows with one key and random nonces.</summary>
    public const long MostSeals = 1L << 32;

    /// <summary>Unless configured.</summary>
    public static KeyOptions Standard { get; } = new(1L << 30, TimeSpan.FromMinutes(2));
}

/// <summary>
/// Seals that this process may still make with one key. They are reserved in the vault before they are used, in blocks
/// that grow with use: a process that dies wastes some, and none is ever made twice.
/// </summary>
internal sealed class SealAllowance(long left)
{
    /// <summary>The first block of a process.</summary>
    public const long FirstBlock = 64;

    private const long LargestBlock = 1 << 16;
    private long _left = left;
    private long _block = FirstBlock;

    /// <summary>One process reserves one block at a time.</summary>
    public SemaphoreSlim Turn { get; } = new(1, 1);

    /// <summary>True if nothing is left.</summary>
    public bool IsUsedUp => Interlocked.Read(ref _left) <= 0;

    /// <summary>The size of the next block; read and changed in one's turn only.</summary>
    public long NextBlock => _block;

    /// <summary>Takes one seal, if one is left.</summary>
    public bool TryTake()
    {
        var known = Interlocked.Read(ref _left);
        while (known > 0)
        {
            var seen = Interlocked.CompareExchange(ref _left, known - 1, known);
            if (seen == known)
            {
                return true;
            }

            known = seen;
        }

        return false;
    }

    /// <summary>Adds a block that was reserved.</summary>
    public void Add(long block)
    {
        _block = Math.Min(block * 2, LargestBlock);
        Interlocked.Add(ref _left, block);
    }
}
