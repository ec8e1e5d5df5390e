using System.Text;

namespace IGSendMail.Storage;

/// <summary>
/// Names in ASCII (RFC 3492), without the prefix <c>xn--</c>. It maps nothing: what goes in has been folded and checked.
/// </summary>
internal static class Punycode
{
    private const int Base = 36;
    private const int LeastThreshold = 1;
    private const int MostThreshold = 26;
    private const int FirstBias = 72;
    private const int FirstCode = 0x80;
    private const int Longest = 63;

    /// <summary>A name in ASCII. The caller has seen that it is of a length at which nothing overflows.</summary>
    public static string Encode(string name)
    {
        var runes = name.EnumerateRunes().ToList();
        var written = new StringBuilder(string.Concat(runes.Where(r => r.IsAscii)));
        var (basic, handled) = (written.Length, written.Length);
        if (basic > 0)
        {
            written.Append('-');
        }

        var (code, delta, bias) = (FirstCode, 0, FirstBias);
        while (handled < runes.Count)
        {
            var next = runes.Where(r => r.Value >= code).Min(r => r.Value);
            delta += (next - code) * (handled + 1);
            code = next;
            foreach (var rune in runes)
            {
                delta += rune.Value < code ? 1 : 0;
                if (rune.Value == code)
                {
                    Write(written, delta, bias);
                    bias = Adapt(delta, handled + 1, handled == basic);
                    delta = 0;
                    handled++;
                }
            }

            delta++;
            code++;
        }

        return written.ToString();
    }

    /// <summary>The name behind an ASCII text, or null if it is none.</summary>
    public static string? Decode(string ascii)
    {
        var basic = Math.Max(0, ascii.LastIndexOf('-'));
        if (ascii.Length > Longest || !Ascii.IsValid(ascii))
        {
            return null;
        }

        List<Rune> runes = [.. ascii[..basic].EnumerateRunes()];
        var (code, index, bias) = ((long)FirstCode, 0L, FirstBias);
        for (var read = basic > 0 ? basic + 1 : 0; read < ascii.Length;)
        {
            var before = index;
            if (!TryReadNumber(ascii, ref read, bias, ref index))
            {
                return null;
            }

            bias = Adapt((int)(index - before), runes.Count + 1, before == 0);
            code += index / (runes.Count + 1);
            index %= runes.Count + 1;
            if (code > int.MaxValue || !Rune.IsValid((int)code))
            {
                return null;
            }

            runes.Insert((int)index++, new Rune((int)code));
        }

        return string.Concat(runes);
    }

    private static bool TryReadNumber(string ascii, ref int read, int bias, ref long number)
    {
        long weight = 1;
        for (var k = Base; ; k += Base)
        {
            if (read >= ascii.Length || DigitOf(ascii[read++]) is not { } digit)
            {
                return false;
            }

            number += digit * weight;
            if (number > int.MaxValue)
            {
                return false;
            }

            var threshold = Threshold(k, bias);
            if (digit < threshold)
            {
                return true;
            }

            weight *= Base - threshold;
        }
    }

    private static void Write(StringBuilder written, int number, int bias)
    {
        for (var k = Base; ; k += Base)
        {
            var threshold = Threshold(k, bias);
            if (number < threshold)
            {
                written.Append(CharacterOf(number));
                return;
            }

            written.Append(CharacterOf(threshold + ((number - threshold) % (Base - threshold))));
            number = (number - threshold) / (Base - threshold);
        }
    }

    private static int Threshold(int k, int bias) => Math.Clamp(k - bias, LeastThreshold, MostThreshold);

    private static int Adapt(int delta, int count, bool isFirst)
    {
        const int skew = 38;
        const int damp = 700;
        delta = isFirst ? delta / damp : delta / 2;
        delta += delta / count;
        var k = 0;
        while (delta > (Base - LeastThreshold) * MostThreshold / 2)
        {
            delta /= Base - LeastThreshold;
            k += Base;
        }

        return k + ((Base - LeastThreshold + 1) * delta / (delta + skew));
    }

    private static char CharacterOf(int digit) => (char)(digit < 26 ? 'a' + digit : '0' + digit - 26);

    private static int? DigitOf(char c) => c switch
    {
        >= 'a' and <= 'z' => c - 'a',
        >= 'A' and <= 'Z' => c - 'A',
        >= '0' and <= '9' => c - '0' + 26,
        _ => null,
    };
}
