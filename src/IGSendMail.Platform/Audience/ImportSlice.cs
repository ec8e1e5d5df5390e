using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Platform.Audience;

/// <summary>
/// Writes one slice of a file: people, opt-outs, problems, counts and cursor, in the transaction of the caller. What needs
/// no database is prepared before, because a transaction keeps other writers waiting.
/// </summary>
internal sealed class ImportSlice
{
    private readonly Import _import;
    private readonly ImportContent _content;
    private readonly FileSlice _file;
    private readonly Sealer _sealer;
    private readonly TimeProvider _time;
    private readonly Dictionary<Guid, SuppressionReason> _out = [];
    private readonly List<(FilePerson Person, Guid Id, Sealed Sealed)> _people = [];

    private ImportSlice(Import import, ImportContent content, FileSlice file, Sealer sealer, TimeProvider time) =>
        (_import, _content, _file, _sealer, _time) = (import, content, file, sealer, time);

    /// <summary>Hashes and seals the people of a slice.</summary>
    public static async Task<ImportSlice> PrepareAsync(
        Import import, ImportContent content, FileSlice file, Sealer sealer, byte[] hashKey, TimeProvider time,
        CancellationToken cancellation)
    {
        var slice = new ImportSlice(import, content, file, sealer, time);
        foreach (var person in file.People(hashKey))
        {
            if (person.Out is { } reason)
            {
                slice._out.TryAdd(person.Hash, reason);
            }
            else
            {
                var id = RowKeys.New(time);
                slice._people.Add((person, id, await sealer.SealAsync(Subscriber.PlaceOf(AudienceKeys.Audience.Of(import.AccountId), id), person.Content, cancellation)));
            }
        }

        return slice;
    }

    /// <summary>Writes it. False if the import went on, ended, or may not go on meanwhile.</summary>
    public async Task<bool> WriteAsync(IGSendMailContext db, CancellationToken cancellation)
    {
        var row = await db.Imports().SingleOrDefaultAsync(
            i => i.AccountId == _import.AccountId && i.Id == _import.Id, cancellation);
        if (row?.State is not (ImportState.Waiting or ImportState.Running) || row.Position != _import.Position
            || !await db.IsOpenAsync(_import.AccountId, cancellation)
            || !await ListedPeople.TouchAsync(db, row.List, cancellation))
        {
            return false;
        }

        // Who opts out in this slice is noted first: another row of the same person adds nobody.
        await Suppressing.AddAsync(db, _import.AccountId, _out, SuppressionSource.Upload, cancellation);
        row.OptedOut += _file.Rows.Count(r => r.Person is not null) - _people.Count;
        await WritePeopleAsync(db, row, cancellation);
        WriteProblems(db, row);
        row.State = ImportState.Running;
        row.Rows += _file.Rows.Count;
        row.Position = _file.Ended ? row.Size : _file.Position;
        row.Line = _file.Line;
        return true;
    }

    private async Task WritePeopleAsync(IGSendMailContext db, Import row, CancellationToken cancellation)
    {
        List<Guid> hashes = [.. _people.SelectMany(p => p.Person.Former.Append(p.Person.Hash)).Distinct()];
        var known = await db.Subscribers()
            .Where(s => s.AccountId == row.AccountId && s.ListId == row.ListId && hashes.Contains(s.AddressHash))
            .ToDictionaryAsync(s => s.AddressHash, cancellation);
        TakeOnFormer(known);
        var added = await AddAsync(db, row, known, cancellation);
        var changed = new HashSet<Guid>();
        foreach (var (person, id, _) in _people)
        {
            if (known.TryGetValue(person.Hash, out var subscriber))
            {
                var isNew = await UpdateAsync(db, row, subscriber, person, changed, cancellation);
                row.Updated += isNew ? 1 : 0;
                row.Unchanged += isNew ? 0 : 1;
            }
            else if (added.TryGetValue(person.Hash, out var first))
            {
                row.Added += first == id ? 1 : 0;
                row.Updated += first == id ? 0 : 1;
            }
            else
            {
                row.LeftOut++;
            }
        }
    }

    /// <summary>Gives people from the months in which a domain was hashed as it was typed the hash of today.</summary>
    private void TakeOnFormer(Dictionary<Guid, Subscriber> known)
    {
        foreach (var (person, _, _) in _people.Where(p => !known.ContainsKey(p.Person.Hash)))
        {
            if (!known.ContainsKey(person.Hash) && person.Former.Select(known.GetValueOrDefault).FirstOrDefault(s => s is not null) is { } former)
            {
                former.AddressHash = person.Hash;
                known.Add(person.Hash, former);
            }
        }
    }

    /// <summary>
    /// Adds those who are not on the list, a person who stands there twice with what both rows say. Returns their keys.
    /// </summary>
    private async Task<Dictionary<Guid, Guid>> AddAsync(
        IGSendMailContext db, Import row, Dictionary<Guid, Subscriber> known, CancellationToken cancellation)
    {
        var now = _time.GetUtcNow();
        var fresh = new Dictionary<Guid, (NewPerson New, FilePerson Person)>();
        foreach (var (person, id, content) in _people.Where(p => !known.ContainsKey(p.Person.Hash)))
        {
            if (!fresh.TryGetValue(person.Hash, out var first))
            {
                fresh.Add(person.Hash, (
                    new NewPerson(id, row.ListId, row.Id, person.Hash, content, now, person.IsUnconfirmed ? now : null), person));
                continue;
            }

            var both = first.Person with { Content = first.Person.Content.MergedWith(person.Content, _content.EmptyCells) };
            var merged = await _sealer.SealAsync(Subscriber.PlaceOf(AudienceKeys.Audience.Of(row.AccountId), first.New.Id), both.Content, cancellation);
            fresh[person.Hash] = (first.New with
            {
                Content = merged,
                UnconfirmedSince = person.IsUnconfirmed ? first.New.UnconfirmedSince : null,
            }, both);
        }

        var suppressed = await ListedPeople.AddAsync(db, row.AccountId, [.. fresh.Values.Select(f => f.New)], cancellation);
        var added = fresh.Where(f => !suppressed.Contains(f.Key)).ToDictionary(f => f.Key, f => f.Value.New.Id);
        if (added.Count > 0)
        {
            // A clock that was put back makes keys that lie before those of an earlier slice.
            row.FirstPersonId = added.Values.Append(row.FirstPersonId ?? Guid.AllBitsSet).Min();
            row.LastPersonId = added.Values.Append(row.LastPersonId ?? Guid.Empty).Max();
        }

        return added;
    }

    /// <summary>Changes a person who is on the list. True if anything is different now.</summary>
    private async Task<bool> UpdateAsync(
        IGSendMailContext db, Import row, Subscriber subscriber, FilePerson person, HashSet<Guid> changed, CancellationToken cancellation)
    {
        var before = await _sealer.OpenAsync<SubscriberContent>(subscriber, subscriber.Content, cancellation);
        var after = before.MergedWith(person.Content, _content.EmptyCells);
        var confirms = subscriber.UnconfirmedSince is not null && !person.IsUnconfirmed && _content.Reading?.StatusColumns.Count > 0;
        if (IsSame(before, after) && !confirms)
        {
            return false;
        }

        if (subscriber.ImportId != row.Id && changed.Add(subscriber.Id)
            && !await db.ImportChanges().AnyAsync(
                c => c.AccountId == row.AccountId && c.ImportId == row.Id && c.SubscriberId == subscriber.Id, cancellation))
        {
            db.Add(new ImportChange
            {
                AccountId = row.AccountId,
                ImportId = row.Id,
                SubscriberId = subscriber.Id,
                Before = subscriber.Content,
                UnconfirmedSince = subscriber.UnconfirmedSince,
                RevisionAfter = subscriber.Revision + 1,
            });
        }

        subscriber.Content = await _sealer.SealAsync(subscriber.Place, after, cancellation);
        subscriber.UnconfirmedSince = confirms ? null : subscriber.UnconfirmedSince;
        return true;
    }

    private void WriteProblems(IGSendMailContext db, Import row)
    {
        db.AddRange(ImportProblem.Of(row, _file.Rows, row.Bad));
        row.Bad += _file.Rows.Count(r => r.Problem is not null);
    }

    /// <summary>Nothing is different; a further column that says nothing is no difference.</summary>
    private static bool IsSame(SubscriberContent before, SubscriberContent after) => before.Address == after.Address
        && after.Attributes.All(a => before.Attributes.TryGetValue(a.Key, out var value) ? value == a.Value : a.Value.Length == 0);
}
