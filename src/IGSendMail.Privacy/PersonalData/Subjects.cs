using System.Collections.Immutable;

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
