using System.Text.Json;
using System.Text.Json.Nodes;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Settings;

namespace IGSendMail.Privacy.Packages;

/// <summary>
/// The JSON schema (draft 2020-12) of portable packages, written from the data map so that the two cannot disagree. Its
/// root describes <c>manifest.json</c>; <c>$defs</c> describe the files <c>data/….json</c>, one each, by the same name.
/// </summary>
public sealed class PortabilitySchema(DataMap map, SiteOptions site)
{
    /// <summary>Its name in a package.</summary>
    public const string FileName = "portability.schema.json";

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = StoreRecord.Writing.Encoder };

    private readonly Lazy<byte[]> _text = new(() => JsonSerializer.SerializeToUtf8Bytes(Build(map, site.Name), Readable));

    /// <summary>The schema as UTF-8 text.</summary>
    public ReadOnlyMemory<byte> Text => _text.Value;

    private static JsonObject Build(DataMap map, string name)
    {
        var files = new JsonObject();
        foreach (var table in map.Tables.Where(Portability.Covers).OrderBy(t => t.Entity.Name, StringComparer.Ordinal))
        {
            files[table.Entity.Name] = Array(RecordOf(table), table.Title);
        }

        var schema = Object(new JsonObject
        {
            ["format"] = new JsonObject { ["const"] = PackageManifest.CurrentFormat },
            ["reference"] = Type("string"),
            ["right"] = Type("string"),
            ["madeAt"] = Instant(Type("string")),
            ["records"] = Count(),
            ["stores"] = Array(Object(new JsonObject
            {
                ["key"] = Type("string"),
                ["title"] = Type("string"),
                ["category"] = Words<DataCategory>(),
                ["records"] = Count(),
                ["files"] = Array(Type("string")),
                ["withheld"] = Array(Type("string")),
            })),
            ["leftOut"] = Array(Object(new JsonObject { ["what"] = Type("string"), ["why"] = Type("string") })),
            ["redactions"] = Array(Object(new JsonObject
            {
                ["place"] = Type("string"),
                ["field"] = Type("string", "null"),
                ["reason"] = Type("string"),
                ["count"] = Count(),
            })),
            ["heldForCustomers"] = Array(Type("string")),
            ["files"] = Array(Object(new JsonObject
            {
                ["name"] = Type("string"),
                ["bytes"] = Count(),
                ["sha256"] = new JsonObject { ["type"] = "string", ["pattern"] = "^[0-9a-f]{64}$" },
            })),
        });
        schema.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.Insert(1, "title", $"Portable packages of {name}");
        schema.Insert(2, "description", "The root describes manifest.json. The entry of $defs with the name of a file under data/ describes that file.");
        schema["$defs"] = files;
        return schema;
    }

    private static JsonObject RecordOf(IMappedTable table)
    {
        var properties = new JsonObject();
        string? opened = null;
        foreach (var link in table.Links.Where(l => l.Words is not null))
        {
            properties[link.Words!] = Type("string", "null");
        }

        foreach (var property in table.Properties.Where(p => p is { Words: not null, Withheld: null }))
        {
            if (property.IsSealed)
            {
                opened = property.Words;
            }
            else
            {
                properties[property.Words!] = TypeOf(table.Entity.GetProperty(property.Property)!.PropertyType);
            }
        }

        foreach (var link in table.Links)
        {
            properties[link.KeyWords] = TypeOf(link.MayLack ? typeof(Guid?) : typeof(Guid));
        }

        var record = Object(properties);
        if (opened is not null)
        {
            // What a person typed or uploaded has names of its own.
            record["additionalProperties"] = new JsonObject { ["description"] = opened };
        }

        return record;
    }

    private static JsonObject TypeOf(Type type)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        var mayBeNull = plain != type || !type.IsValueType;
        JsonObject Of(string name) => mayBeNull ? Type(name, "null") : Type(name);
        return plain switch
        {
            _ when plain == typeof(string) => Of("string"),
            _ when plain == typeof(bool) => Of("boolean"),
            _ when plain == typeof(int) || plain == typeof(long) => Of("integer"),
            _ when plain == typeof(DateTimeOffset) => Instant(Of("string")),
            _ when plain == typeof(Guid) => With(Of("string"), "pattern", "^[0-9a-f]{32}$"),
            { IsEnum: true } => new JsonObject { ["enum"] = new JsonArray([.. Enum.GetNames(plain).Select(n => (JsonNode?)n), .. mayBeNull ? [(JsonNode?)null] : Enumerable.Empty<JsonNode?>()]) },
            _ => [],
        };
    }

    private static JsonObject Type(params string[] names) => new()
    {
        ["type"] = names.Length == 1 ? names[0] : new JsonArray([.. names.Select(n => (JsonNode?)n)]),
    };

    private static JsonObject Count() => With(Type("integer"), "minimum", 0);

    private static JsonObject Instant(JsonObject text) => With(text, "format", "date-time");

    private static JsonObject Words<T>() where T : struct, Enum =>
        new() { ["enum"] = new JsonArray([.. Enum.GetNames<T>().Select(n => (JsonNode?)n)]) };

    private static JsonObject With(JsonObject schema, string keyword, JsonNode value)
    {
        schema[keyword] = value;
        return schema;
    }

    private static JsonObject Array(JsonObject items, string? title = null)
    {
        var schema = new JsonObject { ["type"] = "array", ["items"] = items };
        return title is null ? schema : With(schema, "title", title);
    }

    private static JsonObject Object(JsonObject properties) => new()
    {
        ["type"] = "object",
        ["properties"] = properties,
        ["required"] = new JsonArray([.. properties.Select(p => (JsonNode?)p.Key)]),
        ["additionalProperties"] = false,
    };
}
