using System.Buffers;
using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using System.Text.Json;
using IGSendMail.Storage;

namespace IGSendMail.Privacy.PersonalData;

/// <summary>
/// Turns rows into what a person gets: fields in plain words, sealed values opened, secrets only named. Rows are
/// written as UTF-8 text into one buffer, because an account may have millions of them.
/// </summary>
internal sealed class RecordReader<T>(MappedTable<T> table, Sealer sealer, IEnumerable<IOpenedFields> opened)
    where T : class
{
    private readonly Lazy<(Field[] HandedOut, Field[] Withheld)> _fields = new(() => (
        [.. table.Properties.Where(p => p is { Words: not null, Withheld: null }).Select(p => Field.Of(p, opened))],
        [.. table.Properties.Where(p => p is { Words: not null, Withheld: not null }).Select(p => Field.Of(p, opened))]));

    /// <summary>The records of rows, in their order, with the names of what they are joined to. Each is valid until the next is asked for.</summary>
    public async IAsyncEnumerable<StoreRecord> ReadAsync(
        IAsyncEnumerable<T> rows, LinkedNames from, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var links = await RecordLinks<T>.FindAsync(table.MappedLinks, from, cancellation);
        var (handedOut, withheld) = _fields.Value;
        var named = withheld.Select(f => f.Words).ToArray();
        var buffer = new ArrayBufferWriter<byte>(1024);
        await using var json = new Utf8JsonWriter(buffer, StoreRecord.Writing);
        await foreach (var row in rows.WithCancellation(cancellation))
        {
            buffer.ResetWrittenCount();
            json.Reset();
            json.WriteStartObject();
            links.WriteNames(json, row);
            IReadOnlyList<string> leftOut = [];
            foreach (var field in handedOut)
            {
                if (field.Value(row) is Sealed value)
                {
                    leftOut = Opened(await sealer.OpenJsonAsync((ISealedRow)row, value, cancellation), field, json);
                }
                else
                {
                    Write(json, field.Name, field.Value(row));
                }
            }

            links.WriteKeys(json, row);
            json.WriteEndObject();
            json.Flush();
            var secrets = Array.TrueForAll(withheld, f => f.Value(row) is not null)
                ? named
                : [.. withheld.Where(f => f.Value(row) is not null).Select(f => f.Words)];
            yield return new StoreRecord(buffer.WrittenMemory, leftOut.Count == 0 ? secrets : [.. secrets, .. leftOut]);
        }
    }

    /// <summary>Writes what a sealed value says. Returns what it leaves out.</summary>
    private static IReadOnlyList<string> Opened(ReadOnlySpan<byte> content, Field field, Utf8JsonWriter json)
    {
        if (field.InWords?.Read(content) is not { } said)
        {
            JsonCopy.Fields(content, json);
            return [];
        }

        foreach (var (name, value) in said.Fields)
        {
            json.WritePropertyName(name);
            if (value is null)
            {
                json.WriteNullValue();
            }
            else
            {
                value.WriteTo(json);
            }
        }

        return said.Withheld;
    }

    private static void Write(Utf8JsonWriter json, JsonEncodedText name, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNull(name);
                break;
            case string text:
                json.WriteString(name, text);
                break;
            case bool flag:
                json.WriteBoolean(name, flag);
                break;
            case int number:
                json.WriteNumber(name, number);
                break;
            case long number:
                json.WriteNumber(name, number);
                break;
            case DateTimeOffset instant:
                json.WriteString(name, instant);
                break;
            case Guid key:
                json.WriteString(name, key.ToString("N"));
                break;
            case Enum word:
                json.WriteString(name, word.ToString());
                break;
            case Word word:
                json.WriteString(name, word.Name);
                break;
            default:
                json.WritePropertyName(name);
                JsonSerializer.Serialize(json, value, value.GetType(), JsonSerializerOptions.Web);
                break;
        }
    }

    private sealed record Field(string Words, JsonEncodedText Name, Func<T, object?> Value, IOpenedFields? InWords)
    {
        public static Field Of(MappedProperty property, IEnumerable<IOpenedFields> opened)
        {
            var row = Expression.Parameter(typeof(T), "row");
            var value = Expression.Convert(Expression.Property(row, property.Property), typeof(object));
            return new Field(
                property.Words!, JsonEncodedText.Encode(property.Words!, StoreRecord.Writing.Encoder),
                Expression.Lambda<Func<T, object?>>(value, row).Compile(),
                opened.FirstOrDefault(o => o.Entity == typeof(T) && o.Property == property.Property));
        }
    }
}

/// <summary>Copies JSON from text to text without building objects in between.</summary>
internal static class JsonCopy
{
    /// <summary>Writes the fields of an object into the object that <paramref name="to"/> has begun.</summary>
    public static void Fields(ReadOnlySpan<byte> from, Utf8JsonWriter to)
    {
        var reader = new Utf8JsonReader(from);
        reader.Read();
        while (reader.Read() && !(reader.TokenType == JsonTokenType.EndObject && reader.CurrentDepth == 0))
        {
            Token(ref reader, to);
        }
    }

    private static void Token(ref Utf8JsonReader reader, Utf8JsonWriter to)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.PropertyName:
            case JsonTokenType.String:
                Text(ref reader, to);
                break;
            case JsonTokenType.StartObject:
                to.WriteStartObject();
                break;
            case JsonTokenType.EndObject:
                to.WriteEndObject();
                break;
            case JsonTokenType.StartArray:
                to.WriteStartArray();
                break;
            case JsonTokenType.EndArray:
                to.WriteEndArray();
                break;
            default:
                // A number, true, false or null stays as it is written.
                to.WriteRawValue(reader.ValueSpan, skipInputValidation: true);
                break;
        }
    }

    private static void Text(ref Utf8JsonReader reader, Utf8JsonWriter to)
    {
        if (!reader.ValueIsEscaped)
        {
            Text(reader.ValueSpan, reader.TokenType, to);
            return;
        }

        var plain = ArrayPool<byte>.Shared.Rent(reader.ValueSpan.Length);
        try
        {
            Text(plain.AsSpan(0, reader.CopyString(plain)), reader.TokenType, to);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(plain, clearArray: true);
        }
    }

    private static void Text(ReadOnlySpan<byte> text, JsonTokenType type, Utf8JsonWriter to)
    {
        if (type == JsonTokenType.PropertyName)
        {
            to.WritePropertyName(text);
        }
        else
        {
            to.WriteStringValue(text);
        }
    }
}
