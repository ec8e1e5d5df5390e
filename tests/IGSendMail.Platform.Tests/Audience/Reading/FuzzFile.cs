using System.Text;
using IGSendMail.Platform.Audience.Reading;
using IGSendMail.Testing;

namespace IGSendMail.Platform.Tests.Audience.Reading;

/// <summary>
/// A file made from a seed. Addresses that may become people end in ok.example; those planted in notes, names and headers
/// end in never.example. A generated file says exactly who is on it; one that was mutated says at least who may never be.
/// </summary>
internal sealed record FuzzFile(byte[] Bytes, string What, bool MustBeRead, IReadOnlyList<string>? People, bool HasTruth)
{
    private static readonly System.Buffers.SearchValues<char> Telling = System.Buffers.SearchValues.Create("\"\r\n,;|\t ");

    private static readonly string[] Lines = ["\n", "\r\n", "\r"];
    private static readonly string[] Values =
    [
        "", "Ann", "Zoë", "5\" nails", "a,b", "a;b", "a|b", "a\tb", "line\nbreak", "line\r\nx@never.example,y\r\nz", "\"q\"", "“q”", " ", "'",
        "write to x@never.example", "x@never.example, please", "=1+1", "\\", "C:\\dir\\", "ends with \\\"", "\nx@never.example\n", "naïve", "ÄÖÜ",
    ];

    private static readonly string[] AddressHeaders = ["email", "E-Mail", "Adresse e-mail", "Correo electrónico", "user_email", "E-mail 1 - Value"];

    public static FuzzFile Of(int seed)
    {
        var random = new SeededNumbers((uint)seed);
        var generated = Generate(random);
        return random.Next(3) switch
        {
            0 => generated,
            1 => Bend(generated, random),
            _ => Break(generated, random),
        };
    }

    /// <summary>Says what must hold.</summary>
    public void Judge(ReadFile read)
    {
        if (People is not null)
        {
            Assert.Equal(People, read.People);
        }

        if (HasTruth)
        {
            Assert.DoesNotContain(read.People, p => p.EndsWith("never.example", StringComparison.Ordinal));
        }

        // Whatever was broken: a person is a whole cell of the file, and every reason names a place and ends.
        Assert.All(read.People, p => Assert.DoesNotContain('\n', p));
        Assert.All(read.Problems, p => Assert.True(p.Line > 0 && p.Problem!.EndsWith('.')));
    }

    private static FuzzFile Generate(SeededNumbers random)
    {
        var columns = 1 + random.Next(5);
        var address = random.Next(columns);
        var (separator, line, everywhere) = (Dialect.Separators[random.Next(4)], Lines[random.Next(3)], random.Next(2) == 0);
        var rows = 3 + random.Next(20);
        var text = new StringBuilder();
        Write(text, [.. Enumerable.Range(0, columns).Select(c => c == address ? AddressHeaders[random.Next(AddressHeaders.Length)] : $"field {c}")], separator, line, everywhere);
        var people = new List<string>();
        for (var i = 0; i < rows; i++)
        {
            var isBlank = random.Next(12) == 0;
            var person = random.Next(8) == 0 ? "nobody" : $"p{i}@ok.example";
            var cells = Enumerable.Range(0, columns).Select(c => isBlank ? "" : c == address ? person : Values[random.Next(Values.Length)]).ToList();
            while (!isBlank && cells.Count > address + 1 && cells[^1].Length == 0)
            {
                cells.RemoveAt(cells.Count - 1);
            }

            Write(text, cells, separator, line, everywhere);
            if (!isBlank && person != "nobody")
            {
                people.Add(person);
            }
        }

        var encoding = random.Next(5);
        var bytes = encoding switch
        {
            0 => Encoding.UTF8.GetBytes(text.ToString()),
            1 => [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(text.ToString())],
            2 => [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(text.ToString())],
            3 => [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes(text.ToString())],
            _ => CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetBytes(text.ToString()),
        };
        return new FuzzFile(bytes, $"encoding {encoding}, separator {(int)separator}", people.Count > 0, people, HasTruth: true);
    }

    private static void Write(StringBuilder text, List<string> cells, char separator, string line, bool everywhere)
    {
        for (var i = 0; i < cells.Count; i++)
        {
            var quotes = everywhere || cells[i].AsSpan().ContainsAny(Telling);
            text.Append(i == 0 ? "" : separator.ToString()).Append(quotes ? $"\"{cells[i].Replace("\"", "\"\"")}\"" : cells[i]);
        }

        text.Append(line);
    }

    /// <summary>Changes that leave it clear where values begin and end: quote marks in pairs within a value, other letters.</summary>
    private static FuzzFile Bend(FuzzFile file, SeededNumbers random)
    {
        var text = Encoding.Latin1.GetString(file.Bytes);
        var at = text.IndexOf("write to", StringComparison.Ordinal);
        var bent = random.Next(3) switch
        {
            0 when at > 0 => text.Insert(at + 5, "\"x\""),
            1 when at > 0 => text.Insert(at + 5, "\"x\"\n x@never.example\n\"y\""),
            _ => text.Replace("Ann", "\u00A0nn", StringComparison.Ordinal),
        };
        return file with { Bytes = Encoding.Latin1.GetBytes(bent), What = file.What + ", bent", MustBeRead = false, People = null, HasTruth = !file.Bytes.Contains((byte)0) };
    }

    /// <summary>Any bytes changed, taken out, put in or cut off.</summary>
    private static FuzzFile Break(FuzzFile file, SeededNumbers random)
    {
        var bytes = file.Bytes.ToList();
        for (var changes = 1 + random.Next(6); changes > 0 && bytes.Count > 1; changes--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(4))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveAt(at);
                    break;
                case 2:
                    bytes.Insert(at, "\"\n\r,;\\\0\u00FF"u8[random.Next(8)]);
                    break;
                default:
                    bytes.RemoveRange(at, Math.Min(random.Next(200), bytes.Count - at));
                    break;
            }
        }

        if (random.Next(50) == 0)
        {
            bytes.InsertRange(random.Next(bytes.Count + 1), Enumerable.Repeat((byte)(random.Next(4) == 0 ? '"' : 'x'), 200_000));
        }

        return file with { Bytes = [.. bytes], What = file.What + ", broken", MustBeRead = false, People = null, HasTruth = false };
    }
}
