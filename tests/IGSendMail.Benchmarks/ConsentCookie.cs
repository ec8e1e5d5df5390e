using System.Globalization;
using System.Security.Cryptography;
using IGSendMail.Privacy.Consent;

namespace IGSendMail.Benchmarks;

/// <summary>What it costs a page to read and verify the choice cookie, against a MAC made from scratch each time.</summary>
internal sealed class ConsentCookie : IBenchmark
{
    private const int Rounds = 5;

    public string Name => "consent-cookie";

    public string Measures => "verifies so many choice cookies and prints time and allocation each; fails above 2 µs or a byte";

    public int StandardSize => 1_000_000;

    public async Task RunAsync(int size, TextWriter output, CancellationToken cancellation)
    {
        var key = RandomNumberGenerator.GetBytes(ConsentSeal.KeyLength);
        using var seal = new ConsentSeal(key);
        var grant = new ConsentChoice(true, true, TimeProvider.System.GetUtcNow(), DespiteSignal: false, new CategoryFingerprints(1, 2))
        {
            Chain = new Guid(RandomNumberGenerator.GetBytes(16)),
        };
        var values = (Grant: seal.Write(grant), Refusal: seal.Write(grant.AsRefusal()));
        var forged = values.Grant[..^1] + (values.Grant[^1] == 'A' ? 'B' : 'A');
        var failed = false;
        foreach (var (what, value, reads) in new[] { ("grant", values.Grant, true), ("refusal", values.Refusal, true), ("forged", forged, false) })
        {
            var (each, bytes) = Best(() => seal.ReadChoice(value) is not null == reads, size);
            failed |= each > 2_000 || bytes > 0;
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{what}: {each:N0} ns and {bytes:N3} bytes each"));
        }

        var content = new byte[30];
        var (plain, allocated) = Best(() => HMACSHA256.HashData(key, content).Length == 32, size);
        var (ours, _) = Best(() => seal.ReadChoice(values.Grant) is not null, size);
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"a MAC from scratch alone: {plain:N0} ns and {allocated:N0} bytes; the whole verification takes {ours / plain:N2} of it"));
        if (failed)
        {
            throw new InvalidOperationException("A verification took more than 2 µs or allocated.");
        }
    }

    /// <summary>The quickest of some rounds (others use the machine too), and the bytes of all.</summary>
    private static (double Nanoseconds, double Bytes) Best(Func<bool> verify, int size)
    {
        var best = double.MaxValue;
        var bytes = 0L;
        for (var round = 0; round <= Rounds; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var start = TimeProvider.System.GetTimestamp();
            for (var i = 0; i < size; i++)
            {
                if (!verify())
                {
                    throw new InvalidOperationException("A value was read wrongly.");
                }
            }

            var each = TimeProvider.System.GetElapsedTime(start).TotalNanoseconds / size;
            if (round > 0)
            {
                // The first round only warms up.
                best = Math.Min(best, each);
                bytes += GC.GetAllocatedBytesForCurrentThread() - before;
            }
        }

        return (best, (double)bytes / Rounds / size);
    }
}
