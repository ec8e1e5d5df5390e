using System.Buffers;

namespace IGSendMail.Platform.Audience.Reading;

/// <summary>What a quote mark means where it should not stand.</summary>
internal enum StrayQuotes
{
    /// <summary>The walk stops there.</summary>
    Stop,

    /// <summary>It opens and closes all the same: quote marks delimit in pairs.</summary>
    Pair,
}

/// <summary>
/// Walks over the bytes of one record to its end, over as many pieces as it takes. Separator, quote mark and line ends are
/// ASCII, so UTF-8 can be walked without decoding.
/// </summary>
internal struct RecordWalk(Dialect dialect, StrayQuotes strays)
{
    private const byte Quote = (byte)'"', LineFeed = (byte)'\n', Return = (byte)'\r', Backslash = (byte)'\\', Space = (byte)' ';

    private static readonly Dictionary<char, SearchValues<byte>> Stops = new()
    {
        [','] = StopsOf(','),
        [';'] = StopsOf(';'),
        ['\t'] = StopsOf('\t'),
        ['|'] = StopsOf('|'),
    };

    private static readonly SearchValues<byte> QuotedStops = SearchValues.Create(Quote, Backslash, LineFeed, Return);

    private readonly SearchValues<byte> _stops = Stops.TryGetValue(dialect.Separator, out var known) ? known : StopsOf(dialect.Separator);
    private readonly byte _separator = (byte)dialect.Separator;
    private Inside _inside = Inside.FieldStart;
    private byte _before;
    private bool _pairs, _afterBackslash;

    private enum Inside { FieldStart, Plain, Quoted, Escaped, AfterQuote, AfterQuoteSpace, EndReturn }

    /// <summary>True once the record ended, its line end included.</summary>
    public bool Ended { get; private set; }

    /// <summary>True if a quote mark was met where none may stand; the walk stopped just behind it.</summary>
    public bool MetStray { get; private set; }

    /// <summary>True if that quote mark stands behind a backslash.</summary>
    public readonly bool StrayIsEscaped => MetStray && _afterBackslash;

    /// <summary>Bytes walked, without the line end.</summary>
    public int Length { get; private set; }

    /// <summary>Bytes walked.</summary>
    public long Walked { get; private set; }

    /// <summary>Line ends walked.</summary>
    public int Lines { get; private set; }

    /// <summary>Index of the cell the walk stands in.</summary>
    public int Cell { get; private set; }

    /// <summary>True if a quote mark opened a value that is not closed yet.</summary>
    public readonly bool IsInQuotes => _inside is Inside.Quoted or Inside.Escaped;

    /// <summary>Walks on. The walk is over when <see cref="Ended"/> or <see cref="MetStray"/>.</summary>
    public void Walk(ReadOnlySpan<byte> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (_inside == Inside.EndReturn)
            {
                Ended = true;
                Walked += text[i] == LineFeed ? i + 1 : i;
                return;
            }

            i += Skip(text[i..]);
            if (i == text.Length)
            {
                break;
            }

            Step(text[i]);
            if (Ended || MetStray)
            {
                Length = (int)Math.Min(int.MaxValue, Walked + i);
                Walked += i + 1;
                return;
            }

            if (_inside == Inside.EndReturn)
            {
                Length = (int)Math.Min(int.MaxValue, Walked + i);
            }
        }

        Walked += text.Length;
    }

    /// <summary>Says that the file ends here. The record is over unless it is <see cref="IsInQuotes"/>.</summary>
    public void EndFile()
    {
        if (_inside != Inside.EndReturn)
        {
            Length = (int)Math.Min(int.MaxValue, Walked);
            Lines++;
        }

        Ended = !IsInQuotes;
    }

    /// <summary>How many bytes mean nothing here.</summary>
    private int Skip(ReadOnlySpan<byte> text)
    {
        var at = _inside switch
        {
            Inside.Plain => text.IndexOfAny(_stops),
            Inside.Quoted => text.IndexOfAny(QuotedStops),
            _ => 0,
        };
        at = at < 0 ? text.Length : at;
        _before = at > 0 ? text[at - 1] : _before;
        return at;
    }

    private void Step(byte b)
    {
        var before = _before;
        _before = b;
        switch (_inside)
        {
            case Inside.Escaped:
                _inside = Inside.Quoted;
                CountLine(b, before);
                break;
            case Inside.Quoted when b == Quote:
                (_inside, _afterBackslash) = (Inside.AfterQuote, before == Backslash);
                break;
            case Inside.Quoted when b == Backslash && dialect.EscapesWithBackslash:
                _inside = Inside.Escaped;
                break;
            case Inside.Quoted:
                CountLine(b, before);
                break;
            case Inside.AfterQuote when b == Quote:
                _inside = Inside.Quoted;
                break;
            default:
                StepOutside(b);
                break;
        }
    }

    private void StepOutside(byte b)
    {
        if (b == LineFeed)
        {
            Lines++;
            Ended = true;
        }
        else if (b == Return)
        {
            Lines++;
            _inside = Inside.EndReturn;
        }
        else if (b == _separator)
        {
            Cell++;
            (_inside, _pairs) = (Inside.FieldStart, false);
        }
        else if (b == Quote && (_inside == Inside.FieldStart || _pairs))
        {
            _inside = Inside.Quoted;
        }
        else if (_inside is Inside.AfterQuote or Inside.AfterQuoteSpace)
        {
            StepAfterQuote(b);
        }
        else if (_inside != Inside.FieldStart || b != Space || !dialect.HasSpacesAroundQuotes)
        {
            _inside = Inside.Plain;
        }
    }

    private void StepAfterQuote(byte b)
    {
        if (b == Space && dialect.HasSpacesAroundQuotes)
        {
            _inside = Inside.AfterQuoteSpace;
        }
        else if (strays == StrayQuotes.Stop)
        {
            MetStray = true;
        }
        else
        {
            (_inside, _pairs) = (Inside.Plain, true);
        }
    }

    private void CountLine(byte b, byte before) => Lines += b == Return || (b == LineFeed && before != Return) ? 1 : 0;

    private static SearchValues<byte> StopsOf(char separator) => SearchValues.Create((byte)separator, Quote, LineFeed, Return);
}
