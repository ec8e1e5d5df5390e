using System.Text.Json;
using System.Text.Json.Nodes;

namespace IGSendMail.Privacy.Requests.Packages;

/// <summary>
/// CSV (RFC 4180) that changes no value: every field is quoted. Values that a spreadsheet would take for a formula are
/// not altered, because the copy must be exact; the package says so.
/// </summary>
internal static class CsvText
{
    /// <summary>One line, with its end.</summary>
    public static string Line(IEnumerable<string?> values) => string.Join(
        ',', values.Select(v => v is null ? "" : $"\"{v.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")) + "\r\n";

    /// <summary>The fields of a record; fields within a field become <c>outer.inner</c>.</summary>
    public static IEnumerable<(string Name, string? Value)> Flatten(JsonObject record)
    {
        foreach (var (name, value) in record)
        {
            if (value is JsonObject inner)
            {
                foreach (var (child, childValue) in inner)
                {
                    yield return ($"{name}.{child}", Text(childValue));
                }
            }
            else
            {
                yield return (name, Text(value));
            }
        }
    }

    /// <summary>A value as text: a string as it is, anything else as JSON.</summary>
    public static string? Text(JsonNode? value) => value switch
    {
        null => null,
        JsonValue when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>(),
        _ => value.ToJsonString(),
    };
}
