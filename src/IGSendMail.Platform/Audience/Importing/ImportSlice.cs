using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Platform.Audience.Importing;

/// <summary>
/// Writes one slice of a file: people, problems, counts and cursor, in the transaction of the caller. Everything that
/// needs no database is prepared before, because a transaction keeps other writers waiting.
/// </summary>
internal sealed class ImportSlice(Import import, FileSlice file, DataKey key, byte[] hashKey, TimeProvider time)
{
    private readonly List<Person> _people = [.. Prepare(import, file, key, hashKey, time)];

    /// <summary>Writes it. False if the import went on, ended, or may not go on meanwhile.</summary>
    public async Task<bool> WriteAsync(IGSendMailContext db, CancellationToken cancellation)
    {
        var row = await db.Imports().SingleOrDefaultAsync(
            i => i.AccountId == import.AccountId && i.Id == import.Id, cancellation);
        if (row is null || row.IsFinished || row.Position != import.Position || !await MayAddAsync(db, cancellation))
        {
            return false;
        }

        await WritePeopleAsync(db, row, cancellation);
        WriteProblems(db, row);
        row.State = ImportState.Running;
        row.Rows += file.Rows.Count;
        row.Position = file.Ended ? row.Size : file.Position;
        row.Line = file.Line;
        return true;
    }

    /// <summary>
    /// The account is open and the list is not being deleted. The list's row is changed, not only read, so that a
    /// deletion and a slice take turns on every engine.
    /// </summary>
    private async Task<bool> MayAddAsync(IGSendMailContext db, CancellationToken cancellation) =>
        await db.IsOpenAsync(import.AccountId, cancellation)
        && await db.SubscriberLists()
            .Where(l => l.AccountId == import.AccountId && l.Id == import.ListId && l.DeletedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(l => l.Revision, l => l.Revision + 1), cancellation) == 1;

    private async Task WritePeopleAsync(IGSendMailContext db, Import row, CancellationToken cancellation)
    {
        var hashes = _people.Select(p => p.Hash).Distinct().ToList();
        var known = await db.Subscribers()
            .Where(s => s.AccountId == import.AccountId && s.ListId == import.ListId && hashes.Contains(s.AddressHash))
            .ToDictionaryAsync(s => s.AddressHash, cancellation);

        foreach (var person in _people)
        {
            if (!known.TryGetValue(person.Hash, out var subscriber))
            {
                subscriber = person.AsSubscriber(import, time.GetUtcNow());
                known.Add(person.Hash, subscriber);
                db.Add(subscriber);
                row.Added++;
                continue;
            }

            var before = Sealer.Open<SubscriberContent>(key, subscriber.Place, subscriber.Content);
            var after = Merge(before, person.Content);
            if (IsSame(before, after))
            {
                row.Unchanged++;
                continue;
            }

            subscriber.Content = Sealer.Seal(key, subscriber.Place, after);
            row.Updated++;
        }
    }

    private void WriteProblems(IGSendMailContext db, Import row)
    {
        foreach (var bad in file.Rows.Where(r => r.Problem is not null))
        {
            if (row.Bad < ImportProblem.MostStored)
            {
                db.Add(new ImportProblem
                {
                    AccountId = import.AccountId,
                    ImportId = import.Id,
                    Line = bad.Line,
                    Reason = bad.Problem!,
                });
            }

            row.Bad++;
        }
    }

    /// <summary>The newer upload wins column by column; a column that it does not have stays.</summary>
    private static SubscriberContent Merge(SubscriberContent before, SubscriberContent after)
    {
        var attributes = new OrderedDictionary<string, string>(before.Attributes, StringComparer.Ordinal);
        foreach (var (name, value) in after.Attributes)
        {
            attributes[name] = value;
        }

        return new SubscriberContent(after.Address, attributes);
    }

    private static bool IsSame(SubscriberContent a, SubscriberContent b) =>
        a.Address == b.Address && a.Attributes.SequenceEqual(b.Attributes);

    private static IEnumerable<Person> Prepare(
        Import import, FileSlice file, DataKey key, byte[] hashKey, TimeProvider time)
    {
        foreach (var row in file.Rows)
        {
            if (row.Person is { } content)
            {
                var id = RowKeys.New(time);
                yield return new Person(
                    id,
                    AddressHashes.Hash(hashKey, content.Address),
                    content,
                    Sealer.Seal(key, Subscriber.PlaceOf(import.AccountId, id), content));
            }
        }
    }

    private sealed record Person(Guid Id, Guid Hash, SubscriberContent Content, Sealed Sealed)
    {
        public Subscriber AsSubscriber(Import import, DateTimeOffset now) => new()
        {
            AccountId = import.AccountId,
            Id = Id,
            ListId = import.ListId,
            AddressHash = Hash,
            Content = Sealed,
            AddedAt = now,
        };
    }
}
