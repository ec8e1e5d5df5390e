using System.Text.Json;

namespace IGSendMail.Privacy.PersonalData;

/// <summary>Writes what records are joined to: names first, where people read, and keys last, where programs look.</summary>
internal sealed class RecordLinks<T>
{
    private readonly Written[] _links;

    private RecordLinks(Written[] links) => _links = links;

    /// <summary>Finds the names once for all records of a copy.</summary>
    public static async Task<RecordLinks<T>> FindAsync(
        IReadOnlyList<MappedLink<T>> links, LinkedNames from, CancellationToken cancellation)
    {
        var written = new List<Written>(links.Count);
        foreach (var (link, key, names) in links)
        {
            written.Add(new(
                link.Words is { } words ? Encoded(words) : null, Encoded(link.KeyWords), key,
                names is null ? null : await names(from, cancellation)));
        }

        return new RecordLinks<T>([.. written]);
    }

    /// <summary>Writes the names of what a row is joined to; null where that is gone.</summary>
    public void WriteNames(Utf8JsonWriter json, T row)
    {
        foreach (var link in _links)
        {
            if (link is { Words: { } words, Names: { } names })
            {
                json.WriteString(words, link.Key(row) is { } key ? names.GetValueOrDefault(key) : null);
            }
        }
    }

    /// <summary>Writes the keys.</summary>
    public void WriteKeys(Utf8JsonWriter json, T row)
    {
        foreach (var link in _links)
        {
            json.WriteString(link.KeyWords, link.Key(row)?.ToString("N"));
        }
    }

    private static JsonEncodedText Encoded(string words) => JsonEncodedText.Encode(words, StoreRecord.Writing.Encoder);

    private sealed record Written(JsonEncodedText? Words, JsonEncodedText KeyWords, Func<T, Guid?> Key, IReadOnlyDictionary<Guid, string>? Names);
}
