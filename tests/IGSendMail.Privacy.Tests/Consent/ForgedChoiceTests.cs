using System.Buffers.Text;
using System.Globalization;
using IGSendMail.Privacy.Consent;
using IGSendMail.Privacy.Tests.Audit;
using Xunit.Abstractions;

namespace IGSendMail.Privacy.Tests.Consent;

/// <summary>Values that somebody made from values of ours, or out of nothing.</summary>
public sealed class ForgedChoiceTests(ITestOutputHelper output) : IDisposable
{
    private const int Seed = 20261124;
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private readonly ConsentSeal _seal = new([.. Enumerable.Range(7, ConsentSeal.KeyLength).Select(i => (byte)i)]);
    private readonly Dice _dice = new(Seed);

    public void Dispose() => _seal.Dispose();

    /// <summary>100,000 unless IGSENDMAIL_CASES asks for more.</summary>
    private static long Count { get; } = Math.Max(100_000, long.TryParse(
        Environment.GetEnvironmentVariable("IGSENDMAIL_CASES"), NumberStyles.None, CultureInfo.InvariantCulture, out var cases) ? cases : 0);

    [Fact]
    public void A_hundred_thousand_forged_values_grant_nothing_and_throw_nothing()
    {
        var ours = Enumerable.Range(0, 200).Select(_ => Any()).ToList();
        var values = ours.ConvertAll(_seal.Write);
        var known = ours.Zip(values).ToDictionary(p => p.Second, p => p.First, StringComparer.Ordinal);
        using var other = new ConsentSeal(new byte[ConsentSeal.KeyLength]);
        var (tried, untouched) = (0L, 0);
        for (var i = 0L; tried < Count; i++)
        {
            var value = values[_dice.Next(values.Count)];
            var forged = (i % 8) switch
            {
                0 => FlipBits(value),
                1 => value[.._dice.Next(value.Length)],
                2 => value + Text(_dice.Next(1, 30)),
                3 => Splice(value, values[_dice.Next(values.Count)]),
                4 => Replace(value),
                5 => other.Write(Any()),
                6 => Text(_dice.Next(2) == 0 ? 40 : 64),
                _ => Shift(value),
            };

            if (known.TryGetValue(forged, out var genuine))
            {
                // Cutting and joining sometimes gives back the very value: then it says what it said.
                Assert.Equal(genuine, _seal.ReadChoice(forged));
                untouched++;
                continue;
            }

            Assert.Null(_seal.ReadChoice(forged));
            Assert.Null(_seal.ReadVisitor(forged));
            tried++;
        }

        Assert.InRange(untouched, 0, Count / 20);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{tried} forged values, seed {Seed}: none was read; {untouched} came out unchanged"));
    }

    private ConsentChoice Any()
    {
        var flags = _dice.Next(8);
        return new((flags & 1) != 0, (flags & 2) != 0, DateTimeOffset.FromUnixTimeSeconds(_dice.Next(1_700_000_000, 1_900_000_000)),
            (flags & 4) != 0, new CategoryFingerprints((uint)_dice.Next(int.MaxValue), (uint)_dice.Next(int.MaxValue)))
        {
            Chain = (flags & 3) == 0 ? null : new Guid([.. Enumerable.Range(0, 16).Select(_ => (byte)_dice.Next(256))]),
        };
    }

    private string FlipBits(string value)
    {
        var bytes = Base64Url.DecodeFromChars(value);
        for (var flips = _dice.Next(1, 4); flips > 0; flips--)
        {
            bytes[_dice.Next(bytes.Length)] ^= (byte)(1 << _dice.Next(8));
        }

        return Base64Url.EncodeToString(bytes);
    }

    private string Splice(string one, string two)
    {
        var at = _dice.Next(one.Length);
        return one[..at] + (at < two.Length ? two[at..] : "");
    }

    private string Replace(string value)
    {
        var letters = value.ToCharArray();
        letters[_dice.Next(letters.Length)] = _dice.Next(10) == 0 ? (char)_dice.Next(0x3000) : Alphabet[_dice.Next(64)];
        return new string(letters);
    }

    /// <summary>White space, padding and other letters that a lenient decoder would skip.</summary>
    private string Shift(string value) => value.Insert(_dice.Next(value.Length), " \t\n=%+/."[_dice.Next(8)].ToString())[(_dice.Next(2))..];

    private string Text(int length) => string.Concat(Enumerable.Range(0, length).Select(_ => Alphabet[_dice.Next(64)]));
}
