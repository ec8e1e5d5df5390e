using System.Text.Json;
using System.Text.Json.Nodes;
using IGSendMail.Platform.Audience.Reading;
using IGSendMail.Privacy.PersonalData;

namespace IGSendMail.Platform.Audience;

/// <summary>What was decided about an upload, in words: what is stored are numbers of choices.</summary>
internal sealed class ImportFields : IOpenedFields
{
    private const string Separator = "What stands between values", Basis = "On which basis you write to its people", EmptyCell = "What an empty cell does";

    /// <inheritdoc />
    public Type Entity => typeof(Import);

    /// <inheritdoc />
    public string Property => nameof(Import.Content);

    /// <inheritdoc />
    public IReadOnlyCollection<string> InOurWords { get; } = [Separator, Basis, EmptyCell];

    /// <inheritdoc />
    public SaidFields? Read(ReadOnlySpan<byte> json)
    {
        if (JsonSerializer.Deserialize<ImportContent>(json, JsonSerializerOptions.Web) is not { } content)
        {
            return null;
        }

        var fields = new JsonObject { ["Name of the new list"] = content.NewList };
        if (content.Reading is { } reading)
        {
            fields["Columns"] = string.Join(", ", reading.Names);
            fields["Column of the e-mail addresses"] = reading.Names.ElementAtOrDefault(reading.AddressColumn);
            fields["Whether the first row names the columns"] = reading.HasHeader;
            fields["How characters are written"] = Of(reading.Encoding);
            fields[Separator] = reading.Dialect.Separator == '\t' ? "tab" : reading.Dialect.Separator.ToString();
        }

        if (content.Origin is { } origin)
        {
            fields[Basis] = origin.Basis.Words();
            fields["Where its people come from"] = origin.Source;
        }

        fields[EmptyCell] = content.EmptyCells == EmptyCells.Empty ? "it empties the value that was there" : "the value that was there stays";
        return new SaidFields(fields);
    }

    private static string Of(FileEncoding encoding) => encoding switch
    {
        FileEncoding.Utf8 => "UTF-8",
        FileEncoding.Utf16 or FileEncoding.Utf16BigEndian => "UTF-16",
        FileEncoding.Windows1252 => "Windows-1252",
        _ => throw new ArgumentOutOfRangeException(nameof(encoding), encoding, "This encoding has no words."),
    };
}
