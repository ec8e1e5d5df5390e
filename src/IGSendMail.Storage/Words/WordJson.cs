using System.Text.Json;
using System.Text.Json.Serialization;

namespace IGSendMail.Storage;

/// <summary>
/// A word in JSON that is stored: its name, or a number for words that were stored so before they were words. What is read
/// stands for the name only; whoever needs what belongs to it looks it up in the <see cref="WordBook"/>.
/// </summary>
/// <param name="numbered">The names that are stored as numbers, from 0; the order never changes.</param>
public abstract class WordJson<T>(params string[] numbered) : JsonConverter<T>
    where T : Word, IStoredWord<T>
{
    /// <inheritdoc />
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.Number when reader.TryGetInt32(out var number) && number >= 0 && number < numbered.Length => T.Unknown(numbered[number]),
        JsonTokenType.String => Named(reader.GetString()!),
        _ => throw new JsonException($"This is no {typeof(T).Name}."),
    };

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        var number = Array.IndexOf(numbered, value.Name);
        if (number >= 0)
        {
            writer.WriteNumberValue(number);
        }
        else
        {
            writer.WriteStringValue(value.Name);
        }
    }

    /// <summary>Stands for a name that was read.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    internal static T Named(string name)
    {
        try
        {
            return T.Unknown(name);
        }
        catch (ArgumentException wrong)
        {
            throw new JsonException(wrong.Message, wrong);
        }
    }
}

/// <summary>A word in JSON for other systems and for people: its name with a small first letter, such as <c>everything</c>.</summary>
public sealed class CamelWordJson<T> : JsonConverter<T>
    where T : Word, IStoredWord<T>
{
    /// <inheritdoc />
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && reader.GetString() is { Length: > 0 } name && char.IsAsciiLetterLower(name[0])
            ? WordJson<T>.Named(char.ToUpperInvariant(name[0]) + name[1..])
            : throw new JsonException($"This is no {typeof(T).Name}.");

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WriteStringValue(JsonNamingPolicy.CamelCase.ConvertName(value.Name));
}
