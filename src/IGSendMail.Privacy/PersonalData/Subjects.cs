using System.Collections.Immutable;
using System.Text.Json;
using IGSendMail.Storage;

namespace IGSendMail.Privacy.PersonalData;

/// <summary>
/// A room that knows a person by identifiers of its own, such as the requests that somebody made. It is asked again whenever
/// another room has found something that it can go on from.
/// </summary>
public interface ISubjectIdentifiers
{
    /// <summary>The kinds of identifiers from which this room finds others.</summary>
    IReadOnlyCollection<IdentifierKind> FollowsFrom { get; }

    /// <summary>What the room finds for somebody of whom so much is known; what is known already may be among it.</summary>
    Task<IReadOnlyCollection<Identifier>> FindAsync(DataSubject known, CancellationToken cancellation);
}

/// <summary>Finds all identifiers that stores know a person by, from the first one.</summary>
/// <param name="rooms">Every room with identifiers of its own.</param>
public sealed class Subjects(IEnumerable<ISubjectIdentifiers> rooms)
{
    /// <summary>An account with its people, its requests, and whatever else rooms know of it.</summary>
    public Task<DataSubject> OfAccountAsync(Guid accountId, CancellationToken cancellation) =>
        OfAsync([new Identifier(IdentifierKind.Account, accountId)], cancellation);

    /// <summary>Whoever is known by these identifiers.</summary>
    public async Task<DataSubject> OfAsync(IEnumerable<Identifier> first, CancellationToken cancellation)
    {
        ImmutableArray<Identifier> all = [.. first.Distinct()], added = all;
        while (added.Length > 0)
        {
            var known = new DataSubject(all);
            var found = new List<Identifier>();
            foreach (var room in rooms.Where(room => added.Any(identifier => room.FollowsFrom.Contains(identifier.Kind))))
            {
                found.AddRange(await room.FindAsync(known, cancellation));
            }

            added = [.. found.Distinct().Except(all)];
            all = [.. all, .. added];
        }

        return new DataSubject(all);
    }
}

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
