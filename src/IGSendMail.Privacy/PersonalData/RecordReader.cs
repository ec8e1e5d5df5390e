using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using IGSendMail.Storage;

namespace IGSendMail.Privacy.PersonalData;

/// <summary>Turns a row into what a person gets: fields in plain words, sealed values opened, secrets only named.</summary>
internal sealed class RecordReader(Sealer sealer)
{
    public async Task<StoreRecord> ReadAsync<T>(T row, MappedTable<T> table, CancellationToken cancellation)
        where T : class
    {
        var fields = new JsonObject();
        var withheld = new List<string>();
        foreach (var property in table.Properties.Where(p => p.Words is not null))
        {
            if (property.Withheld is not null)
            {
                withheld.Add(property.Words!);
                continue;
            }

            var value = typeof(T).GetProperty(property.Property, BindingFlags.Public | BindingFlags.Instance)!.GetValue(row);
            if (value is Sealed sealedValue)
            {
                await AddOpenedAsync(fields, (ISealedRow)row, sealedValue, cancellation);
            }
            else
            {
                fields[property.Words!] = Plain(value);
            }
        }

        return new StoreRecord(fields, withheld);
    }

    private async Task AddOpenedAsync(JsonObject fields, ISealedRow row, Sealed value, CancellationToken cancellation)
    {
        var content = await sealer.OpenAsync<JsonObject>(row, value, cancellation);
        foreach (var (name, field) in content)
        {
            fields[name] = field?.DeepClone();
        }
    }

    private static JsonNode? Plain(object? value) => value switch
    {
        null => null,
        string text => JsonValue.Create(text),
        bool flag => JsonValue.Create(flag),
        int number => JsonValue.Create(number),
        long number => JsonValue.Create(number),
        DateTimeOffset instant => JsonValue.Create(instant.ToString("O", CultureInfo.InvariantCulture)),
        Guid key => JsonValue.Create(key.ToString("N")),
        Enum word => JsonValue.Create(word.ToString()),
        _ => JsonSerializer.SerializeToNode(value, JsonSerializerOptions.Web),
    };
}
