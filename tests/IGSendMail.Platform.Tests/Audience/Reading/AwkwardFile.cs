using System.Globalization;
using System.Text;
using IGSendMail.Platform.Audience.Reading;
using IGSendMail.Testing;

namespace IGSendMail.Platform.Tests.Audience.Reading;

/// <summary>
/// A thousand rows that a person may well have, behind the header row of a program and written as that program writes: encoding,
/// separator, quoting, line ends. It says what each row comes to.
/// </summary>
internal sealed class AwkwardFile
{
    public const int Rows = 1_000;

    private static readonly System.Buffers.SearchValues<char> Telling = System.Buffers.SearchValues.Create("\"\r\n,;|\t");

    private static readonly string[] NoAddresses =
    [
        "nobody", "", " ", "a@", "@b.example", "an n@ok.example", "x@y@ok.example", "ann@ok.example; bob@ok.example", "Ann <ann@ok.example>",
        "ann@ok..example", ".ann@ok.example", "ann@-ok.example", "“ann”@ok.example", "ann@ok.example,", "n/a", "0", "=1+1",
    ];

    private static readonly string[] Values =
    [
        "", "", "", "Jörg Müßig", "Zoë", "Ærø", "O’Neill", "5\" nails", "\"q\"", "a \"b\" c", "\"", "a,b", "a;b", "a|b", "a\tb", "two\nlines",
        "two\r\nlines", "three\n\nlines\n", "write to x@never.example", "x@never.example", "x@never.example,y\nz@never.example,w",
        "=1+1", "=HYPERLINK(\"https://shape.example\",\"x\")", "+49 170 1234567", "+491701234567", "-5", "- a dash", "@handle", "=", "-", "+", "@",
        "007", "00123", "0049", "01234567890123456789", "12345678901234567890", "9999999999999999", "1e5", "1E-7", "12E3", "0x1F", "1.50", "1,50", "1.234,50",
        "1 234,50", "1'234.50", "5%", "$5.00", "5 €", "€ 5", "CHF 5", "(5)", "1/2", "3-4", "1/2/2024", "01.02.2024", "2024-01-02", "2024-01-02 03:04:05",
        "2024-01-02T03:04:05Z", "12:30", "1:2:3", "10 PM", "5 Jan", "Jan 5, 2024", "MARCH1", "SEPT2", "1 de enero de 2024", "5. Januar 2024", "1 janvier 2024",
        "true", "TRUE", "False", "Wahr", "faux", "verdadero", "null", "NULL", "#N/A", "#REF!", "NaN", " leading", "trailing ", "  both  ", " 7 ", "\u00A07", "no\u00A0break",
        "\u200Bzero", "7\u200B", "\uFEFFmark", "soft\u00ADhyphen", "'quoted'", "'007", "\\", "C:\\dir\\", "ends with \\\"", "_x0041_", "<b>&amp;</b>", "日本語", "😀👩‍👩‍👧", "e\u0301", "½", "１２",
        "café\u2028line", "a\rb", "\tindented", "12 Mill Lane", "https://shape.example/?a=1&b=2", "{\"a\": \"b\"}", "[]", "a;b,c|d", "€ – “ ” …",
    ];

    private readonly SeededNumbers _random;
    private readonly Encoding _encoding;
    private readonly bool _quotesAll;
    private readonly List<int> _bad = [];
    private readonly List<(string Canonical, string Address, Dictionary<string, string> Values)> _people = [];
    private readonly HashSet<string> _out = new(StringComparer.Ordinal);
    private int _line;

    private AwkwardFile(string name, FileReading reading, SeededNumbers random, byte[] beginning)
    {
        (Name, Reading, _random, _line) = (name, reading, random, reading.StartLine);
        _encoding = reading.Encoding switch
        {
            FileEncoding.Utf16 => Encoding.Unicode,
            FileEncoding.Windows1252 => CodePagesEncodingProvider.Instance.GetEncoding(1252, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!,
            _ => new UTF8Encoding(false),
        };
        var header = _encoding.GetString(beginning);
        _quotesAll = header.TrimStart('\uFEFF').StartsWith('"');
        var end = header.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
        var file = new List<byte>(beginning);
        for (var i = 0; i < Rows; i++)
        {
            var cells = RowOf(i);
            file.AddRange(Encode(string.Join(reading.Dialect.Separator, cells.Select(Quoted)) + end));
            _line += 1 + cells.Sum(LineBreaksIn);
        }

        Bytes = [.. file];
    }

    /// <summary>The file whose header row it has.</summary>
    public string Name { get; }

    /// <summary>How the shape is read; so must this be.</summary>
    public FileReading Reading { get; }

    public byte[] Bytes { get; }

    /// <summary>Lines of the rows that cannot be taken.</summary>
    public IReadOnlyList<int> BadLines => _bad;

    /// <summary>How many people are on it who want no mail.</summary>
    public int OptedOut { get; private set; }

    /// <summary>Who must be on the list: the address as the last row writes it, and the last value of each column that says something.</summary>
    public IEnumerable<(string Address, Dictionary<string, string> Values)> People => _people.Where(p => !_out.Contains(p.Canonical))
        .GroupBy(p => p.Canonical, StringComparer.Ordinal)
        .Select(rows => (rows.Last().Address, rows.Select(r => r.Values).Aggregate((before, after) =>
        {
            var both = new Dictionary<string, string>(before, StringComparer.Ordinal);
            foreach (var (name, value) in after.Where(a => a.Value.Length > 0))
            {
                both[name] = both.TryGetValue(name, out var old) && Broken(old) == Broken(value) ? old : value;
            }

            return both;
        })));

    public static async Task<AwkwardFile> OfAsync(string shape, uint seed)
    {
        var bytes = await File.ReadAllBytesAsync(Path.Combine(AppContext.BaseDirectory, "uploads", "shapes", shape));
        var reading = (await ReadFile.OfAsync(bytes)).Reading;
        return new AwkwardFile(shape, reading, new SeededNumbers(seed), bytes[..(int)reading.Start]);
    }

    /// <summary>A text as it is compared where only the kind of line break may differ.</summary>
    public static string Broken(string text) => text.ReplaceLineEndings("\n");

    private List<string> RowOf(int i)
    {
        var named = Reading.Names.Count - Reading.Unnamed;
        var status = PersonStatus.Subscribed;
        var cells = new List<string>();
        for (var column = 0; column < Reading.Names.Count; column++)
        {
            var told = Reading.StatusColumns.FirstOrDefault(s => s.Column == column);
            if (column == Reading.AddressColumn || column >= named)
            {
                cells.Add("");
            }
            else if (Reading.StatusColumns.Contains(told))
            {
                var (word, said) = StatusOf(told);
                cells.Add(word);
                status = said > status ? said : status;
            }
            else
            {
                cells.Add(Value());
            }
        }

        var (address, canonical) = i > 5 && _random.Next(10) == 0 ? (NoAddresses[_random.Next(NoAddresses.Length)], null) : AddressOf(i);
        cells[Reading.AddressColumn] = address;
        if (cells.TrueForAll(CsvText.IsBlank))
        {
            // A row of nothing is a blank line, which counts for none.
            cells[Reading.AddressColumn == 0 ? 1 : 0] = "Nobody";
        }

        if (i > 120 && _random.Next(20) == 0)
        {
            canonical = Spoil(cells) ?? canonical;
        }

        Note(cells, canonical == "" ? null : canonical, status);
        return cells;
    }

    /// <summary>Makes a row too short, too long or too full. Returns the empty text if it cannot be taken then.</summary>
    private string? Spoil(List<string> cells)
    {
        switch (_random.Next(4))
        {
            case 0 when Reading.AddressColumn > 0:
                cells.RemoveRange(Reading.AddressColumn, cells.Count - Reading.AddressColumn);
                cells[0] = "Short";
                return "";
            case 1:
                cells.Add("behind the last column");
                return "";
            case 2 when Reading.Names.Count > 1 && !Reading.StatusColumns.Any(s => s.Column == (Reading.AddressColumn == 0 ? 1 : 0)):
                cells[Reading.AddressColumn == 0 ? 1 : 0] = new string('x', 4_001);
                return "";
            default:
                // Missing last cells are empty, and so are surplus ones.
                while (cells.Count > Reading.AddressColumn + 1 && cells[^1].Length == 0)
                {
                    cells.RemoveAt(cells.Count - 1);
                }

                return null;
        }
    }

    private void Note(List<string> cells, string? canonical, PersonStatus status)
    {
        if (canonical is null)
        {
            _bad.Add(_line);
            return;
        }

        if (status > PersonStatus.Unconfirmed)
        {
            _out.Add(canonical);
            OptedOut++;
            return;
        }

        var named = Reading.Names.Count - Reading.Unnamed;
        _people.Add((canonical, cells[Reading.AddressColumn].Trim('\u200B', '\uFEFF', '\u00A0', ' '), Enumerable.Range(0, named)
            .Where(c => c != Reading.AddressColumn).ToDictionary(c => Reading.Names[c], c => c < cells.Count ? cells[c] : "", StringComparer.Ordinal)));
    }

    /// <summary>An address, and one form of it that all its spellings share.</summary>
    private (string Address, string? Canonical) AddressOf(int i)
    {
        var n = i.ToString(CultureInfo.InvariantCulture);
        return _random.Next(16) switch
        {
            0 => ($"jörg.{n}@ok.example", $"jörg.{n}@ok.example"),
            1 => ($"p{n}@bücher.example", $"p{n}@xn--bcher-kva.example"),
            2 => ($"P{n}@XN--BCHER-KVA.example", $"p{n}@xn--bcher-kva.example"),
            3 => ($"  p{n}@ok.example \u00A0", $"p{n}@ok.example"),
            4 => MayBeWritten("\u200B") ? ($"\u200Bp{n}@ok.example\uFEFF", $"p{n}@ok.example") : ($"p{n}@ok.example", $"p{n}@ok.example"),
            5 => ($"+p{n}@ok.example", $"+p{n}@ok.example"),
            6 => ($"=p{n}@ok.example", $"=p{n}@ok.example"),
            7 => ($"-{n}@ok.example", $"-{n}@ok.example"),
            8 => ($"00{n}@ok.example", $"00{n}@ok.example"),
            9 => ($"1e{n}@123.example", $"1e{n}@123.example"),
            10 => ($"o'neill+{n}@ok.example", $"o'neill+{n}@ok.example"),
            11 or 12 when _people.Count > 0 => Again(_people[_random.Next(_people.Count)].Canonical),
            _ => ($"p{n}@ok.example", $"p{n}@ok.example"),
        };
    }

    /// <summary>Somebody who is on the file already, in another spelling.</summary>
    private (string Address, string Canonical) Again(string canonical) => (_random.Next(3) switch
    {
        0 => canonical.ToUpperInvariant(),
        1 => canonical.Replace("xn--bcher-kva", "BÜCHER", StringComparison.Ordinal),
        _ => $" {canonical}",
    }, canonical);

    private string Value()
    {
        var value = Values[_random.Next(Values.Length)];
        return MayBeWritten(value) ? value : "";
    }

    private (string Word, PersonStatus Status) StatusOf(StatusColumn column) => (column.Rule, _random.Next(8)) switch
    {
        (_, 0) => ("", PersonStatus.Subscribed),
        (StatusRule.Word, 1) => ("unsubscribed", PersonStatus.OptedOut),
        (StatusRule.Word, 2) => ("bounced", PersonStatus.Bounced),
        (StatusRule.Word, 3) => ("blocklisted", PersonStatus.Blocked),
        (StatusRule.Word, 4) => ("unconfirmed", PersonStatus.Unconfirmed),
        (StatusRule.Word, 5) => ("Active", PersonStatus.Subscribed),
        (StatusRule.Word, _) => ("subscribed", PersonStatus.Subscribed),
        (StatusRule.YesMeansOut, 1) => ("true", column.Out),
        (StatusRule.YesMeansOut, _) => ("false", PersonStatus.Subscribed),
        (StatusRule.NoMeansOut, 1) => ("no", column.Out),
        (StatusRule.NoMeansOut, _) => ("yes", PersonStatus.Subscribed),
        (StatusRule.AnythingMeansOut, 1) => ("2024-02-05 19:28:23", column.Out),
        _ => ("", PersonStatus.Subscribed),
    };

    private string Quoted(string cell) => _quotesAll || cell.AsSpan().ContainsAny(Telling) ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;

    private byte[] Encode(string text) => _encoding.GetBytes(text);

    private bool MayBeWritten(string text)
    {
        try
        {
            _encoding.GetByteCount(text);
            return true;
        }
        catch (EncoderFallbackException)
        {
            return false;
        }
    }

    private static int LineBreaksIn(string cell) => Broken(cell.Replace("\u2028", "", StringComparison.Ordinal)).Count(c => c == '\n');
}
