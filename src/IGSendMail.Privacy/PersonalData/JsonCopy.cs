using System.Buffers;
using System.Text.Json;

namespace IGSendMail.Privacy.PersonalData;

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
