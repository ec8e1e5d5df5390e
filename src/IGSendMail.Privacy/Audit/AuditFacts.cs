using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace IGSendMail.Privacy.Audit;

/// <summary>
/// What else is to be said about an act: figures, and words of the program such as the name of a state or a version.
/// Never anything that a person wrote: only letters, digits and <c>-_./:</c> are let in.
/// </summary>
public sealed class AuditFacts
{
    /// <summary>Longest text of a fact.</summary>
    public const int LongestWord = 60;

    /// <summary>Longest JSON of all facts of an entry.</summary>
    public const int Longest = 400;

    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_./:");

    private AuditFacts(string json) => Json = json;

    /// <summary>Nothing further.</summary>
    public static AuditFacts None { get; } = new("{}");

    /// <summary>Canonical JSON: one object, names in ordinal order, no white space.</summary>
    public string Json { get; }

    /// <summary>One fact or several: a whole number, or a word of the program.</summary>
    /// <exception cref="ArgumentException">A value could be somebody's words, or there is too much of it.</exception>
    public static AuditFacts Of(params ReadOnlySpan<(string Name, object Value)> facts)
    {
        var sorted = new SortedDictionary<string, object>(StringComparer.Ordinal);
        foreach (var (name, value) in facts)
        {
            sorted.Add(Word(name), value);
        }

        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            foreach (var (name, value) in sorted)
            {
                Write(writer, name, value);
            }

            writer.WriteEndObject();
        }

        return buffer.WrittenCount <= Longest
            ? new AuditFacts(Encoding.UTF8.GetString(buffer.WrittenSpan))
            : throw new ArgumentException($"The facts of one entry may be {Longest} characters long.", nameof(facts));
    }

    private static void Write(Utf8JsonWriter writer, string name, object value)
    {
        switch (value)
        {
            case int or long:
                writer.WriteNumber(name, Convert.ToInt64(value, CultureInfo.InvariantCulture));
                break;
            case string text:
                writer.WriteString(name, Word(text));
                break;
            case Enum word:
                writer.WriteString(name, Word(word.ToString()));
                break;
            case Storage.Word word:
                writer.WriteString(name, Word(word.Name));
                break;
            default:
                throw new ArgumentException($"The fact \"{name}\" must be a whole number or a word.", nameof(value));
        }
    }

    private static string Word(string text) =>
        text.Length is > 0 and <= LongestWord && !text.AsSpan().ContainsAnyExcept(Allowed)
            ? text
            : throw new ArgumentException(
                $"A fact may be a word of up to {LongestWord} letters, digits and -_./: so that it can name no person.", nameof(text));
}
