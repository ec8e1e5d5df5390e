using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Platform.Audience;

/// <summary>
/// Writes one slice of a file: people, problems, counts and cursor, in the transaction of the caller. Everything that
/// needs no database is prepared before, because a transaction keeps other writers waiting.
/// </summary>
internal sealed class ImportSlice
{
    private readonly Import _import;
    private readonly FileSlice _file;
    private readonly Sealer _sealer;
    private readonly TimeProvider _time;
    private readonly List<Person> _people = [];

    private ImportSlice(Import import, FileSlice file, Sealer sealer, TimeProvider time) =>
        (_import, _file, _sealer, _time) = (import, file, sealer, time);

    /// <summary>Hashes and seals the people of a slice.</summary>
    public static async Task<ImportSlice> PrepareAsync(
        Import import, FileSlice file, Sealer sealer, byte[] hashKey, TimeProvider time, CancellationToken cancellation)
    {
        var slice = new ImportSlice(import, file, sealer, time);
        foreach (var (person, address) in file.Rows.Where(r => r.Person is not null).Select(r => (r.Person!, r.Address!)))
        {
            var content = new SubscriberContent(person.Address, person.Attributes);
            var id = RowKeys.New(time);
            slice._people.Add(new Person(
                id,
                AddressHashes.Hash(hashKey, address),
                AddressHashes.Former(hashKey, address),
                content,
                await sealer.SealAsync(Subscriber.PlaceOf(AudienceKeys.Audience.Of(import.AccountId), id), content, cancellation)));
        }

        return slice;
    }

    /// <summary>Writes it. False if the import went on, ended, or may not go on meanwhile.</summary>
    public async Task<bool> WriteAsync(IGSendMailContext db, CancellationToken cancellation)
    {
        var row = await db.Imports().SingleOrDefaultAsync(
            i => i.AccountId == _import.AccountId && i.Id == _import.Id, cancellation);
        if (row is null || row.IsFinished || row.Position != _import.Position || !await MayAddAsync(db, cancellation))
        {
            return false;
        }

        await WritePeopleAsync(db, row, cancellation);
        WriteProblems(db, row);
        row.State = ImportState.Running;
        row.Rows += _file.Rows.Count;
        row.Position = _file.Ended ? row.Size : _file.Position;
        row.Line = _file.Line;
        return true;
    }

    /// <summary>
    /// The account is open and the list is not being deleted. The list's row is changed, not only read, so that a
    /// deletion and a slice take turns on every engine.
    /// </summary>
    private async Task<bool> MayAddAsync(IGSendMailContext db, CancellationToken cancellation) =>
        await db.IsOpenAsync(_import.AccountId, cancellation)
        && await db.SubscriberLists()
            .Where(l => l.AccountId == _import.AccountId && l.Id == _import.ListId && l.DeletedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(l => l.Revision, l => l.Revision + 1), cancellation) == 1;

    private async Task WritePeopleAsync(IGSendMailContext db, Import row, CancellationToken cancellation)
    {
        var hashes = _people.SelectMany(p => p.Former.Append(p.Hash)).Distinct().ToList();
        var known = await db.Subscribers()
            .Where(s => s.AccountId == _import.AccountId && s.ListId == _import.ListId && hashes.Contains(s.AddressHash))
            .ToDictionaryAsync(s => s.AddressHash, cancellation);

        foreach (var person in _people)
        {
            if (!known.TryGetValue(person.Hash, out var subscriber)
                && (subscriber = person.Former.Select(known.GetValueOrDefault).FirstOrDefault(s => s is not null)) is not null)
            {
                // From the months in which a domain was hashed as it was typed.
                subscriber.AddressHash = person.Hash;
                known.Add(person.Hash, subscriber);
            }

            if (subscriber is null)
            {
                subscriber = person.AsSubscriber(_import, _time.GetUtcNow());
                known.Add(person.Hash, subscriber);
                db.Add(subscriber);
                row.Added++;
                continue;
            }

            var before = await _sealer.OpenAsync<SubscriberContent>(subscriber, subscriber.Content, cancellation);
            var after = before.MergedWith(person.Content);
            if (IsSame(before, after))
            {
                row.Unchanged++;
                continue;
            }

            subscriber.Content = await _sealer.SealAsync(subscriber.Place, after, cancellation);
            row.Updated++;
        }
    }

    private void WriteProblems(IGSendMailContext db, Import row)
    {
        foreach (var bad in _file.Rows.Where(r => r.Problem is not null))
        {
            if (row.Bad < ImportProblem.MostStored)
            {
                db.Add(new ImportProblem
                {
                    AccountId = _import.AccountId,
                    ImportId = _import.Id,
                    Line = bad.Line,
                    Reason = bad.Problem!,
                });
            }

            row.Bad++;
        }
    }

    private static bool IsSame(SubscriberContent a, SubscriberContent b) =>
        a.Address == b.Address && a.Attributes.SequenceEqual(b.Attributes);

    private sealed record Person(Guid Id, Guid Hash, IReadOnlyList<Guid> Former, SubscriberContent Content, Sealed Sealed)
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
