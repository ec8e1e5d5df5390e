using System.Collections.Immutable;
using System.Text.Json;
using IGSendMail.Storage;

namespace IGSendMail.Privacy.PersonalData;

/// <summary>An identifier as it is stored: kinds by their number.</summary>
/// <param name="Kind">Number of the kind.</param>
/// <param name="Value">The identifier.</param>
public sealed record StoredIdentifier(int Kind, Guid Value);

/// <summary>Identifiers of a subject, to and from what is stored.</summary>
public static class StoredIdentifiers
{
    /// <summary>As they are stored.</summary>
    public static ImmutableArray<StoredIdentifier> ToStored(this DataSubject subject) =>
        [.. subject.Identifiers.Select(i => new StoredIdentifier(i.Kind.Number, i.Value))];

    /// <summary>The same as JSON.</summary>
    public static string ToJson(this DataSubject subject) => JsonSerializer.Serialize(subject.ToStored(), JsonSerializerOptions.Web);

    /// <summary>The subject that was stored. A kind whose room is gone stays what it was: no store answers to it.</summary>
    public static DataSubject Read(IEnumerable<StoredIdentifier> stored, WordBook words)
    {
        var kinds = words.All<IdentifierKind>();
        return DataSubject.Of(stored.Select(i => new Identifier(
            kinds.FirstOrDefault(k => k.Number == i.Kind) ?? IdentifierKind.Unknown(i.Kind), i.Value)));
    }

    /// <summary>The subject that was stored as JSON.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public static DataSubject Read(string json, WordBook words) =>
        Read(JsonSerializer.Deserialize<ImmutableArray<StoredIdentifier>>(json, JsonSerializerOptions.Web), words);
}
