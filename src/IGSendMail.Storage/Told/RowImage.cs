using System.Text.Json;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage.Json;

namespace IGSendMail.Storage;

/// <summary>A row as JSON, by the names of its properties: what is missing in an older image keeps its standard, what is unknown is passed over.</summary>
internal static class RowImage
{
    /// <summary>The image of a row, or of the named properties alone.</summary>
    public static byte[] Of(IEntityType entity, object row, IReadOnlyList<string>? only = null)
    {
        using var memory = new MemoryStream();
        using (var writer = new Utf8JsonWriter(memory))
        {
            writer.WriteStartObject();
            foreach (var property in entity.GetProperties().Where(p => only?.Contains(p.Name) != false))
            {
                writer.WritePropertyName(property.Name);
                if (property.GetGetter().GetClrValue(row) is { } value)
                {
                    writer.WriteRawValue(JsonOf(property).ToJsonString(value));
                }
                else
                {
                    writer.WriteNullValue();
                }
            }

            writer.WriteEndObject();
        }

        return memory.ToArray();
    }

    /// <summary>A new row of an image. No context knows it.</summary>
    public static T Read<T>(IEntityType entity, byte[] image)
        where T : class
    {
        using var json = JsonDocument.Parse(image);
        var row = (T)Activator.CreateInstance(typeof(T), nonPublic: true)!;
        foreach (var property in entity.GetProperties())
        {
            if (json.RootElement.TryGetProperty(property.Name, out var value))
            {
                Set(property, row, value.ValueKind == JsonValueKind.Null ? null : JsonOf(property).FromJsonString(value.GetRawText()));
            }
        }

        return row;
    }

    /// <summary>Gives a tracked row the values of another one with the same key, or the named ones alone.</summary>
    public static void Put(EntityEntry row, object values, IReadOnlyList<string>? only)
    {
        foreach (var property in row.Metadata.GetProperties().Where(p => !p.IsPrimaryKey() && only?.Contains(p.Name) != false))
        {
            row.Property(property.Name).CurrentValue = property.GetGetter().GetClrValue(values);
        }
    }

    private static JsonValueReaderWriter JsonOf(IProperty property) =>
        property.GetJsonValueReaderWriter() ?? property.GetTypeMapping().JsonValueReaderWriter
            ?? throw new InvalidOperationException($"{property.DeclaringType.DisplayName()}.{property.Name} cannot be written as JSON.");

    private static void Set(IProperty property, object row, object? value)
    {
        if (property.PropertyInfo?.SetMethod is not null)
        {
            property.PropertyInfo.SetValue(row, value);
        }
        else
        {
            property.FieldInfo!.SetValue(row, value);
        }
    }
}
