using IGSendMail.Privacy.Audit;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Platform.Audience;

/// <summary>What a customer does to one person on a list. Nothing is done for an account that is not open.</summary>
public sealed class PeopleChanges(
    IGSendMailContext db, Sealer sealer, AddressHashes hashes, SuppressionJournal journal, AuditTrail trail, TimeProvider time)
{
    /// <summary>Enters one person by hand.</summary>
    public async Task<(PersonChange Change, Guid PersonId)> AddAsync(
        ListKey list, EmailAddress address, OrderedDictionary<string, string> attributes, DeclaredOrigin origin,
        CancellationToken cancellation)
    {
        var hash = await hashes.HashAsync(address, cancellation);
        var id = RowKeys.New(time);
        var content = await sealer.SealAsync(
            Subscriber.PlaceOf(AudienceKeys.Audience.Of(list.Account), id), new SubscriberContent(address.Spelling, attributes) { Origin = origin }, cancellation);
        var change = await db.WriteAsync(WriteUrgency.Interactive, async token =>
        {
            if (!await db.IsOpenAsync(list.Account, token) || !await ListedPeople.TouchAsync(db, list, token))
            {
                return PersonChange.Gone;
            }

            if (await IsOnListAsync(list, hash, token) is { } known)
            {
                id = known;
                return PersonChange.Twice;
            }

            var person = new NewPerson(id, list.List, null, hash, content, time.GetUtcNow(), null);
            if ((await ListedPeople.AddAsync(db, list.Account, [person], token)).Count > 0)
            {
                return PersonChange.OptedOut;
            }

            await NoteAsync(list.Account, AudienceActs.PersonAdded, token);
            return PersonChange.Done;
        }, cancellation);
        return (change, id);
    }

    /// <summary>Changes what is held about a person, the address included.</summary>
    public async Task<PersonChange> ChangeAsync(
        ListedKey person, EmailAddress address, OrderedDictionary<string, string> attributes,
        CancellationToken cancellation)
    {
        var hash = await hashes.HashAsync(address, cancellation);
        return await db.WriteAsync(WriteUrgency.Interactive, async token =>
        {
            if (!await db.IsOpenAsync(person.Account, token) || !await ListedPeople.TouchAsync(db, person.List, token)
                || await db.Subscribers().SingleOrDefaultAsync(
                    s => s.AccountId == person.Account && s.Id == person.Person && s.ListId == person.List.List, token) is not { } row)
            {
                return PersonChange.Gone;
            }

            if (!await ListedPeople.MayChangeToAsync(db, person.List, hash, token))
            {
                return PersonChange.OptedOut;
            }

            if (await IsOnListAsync(person.List, hash, token) is { } other && other != person.Person)
            {
                return PersonChange.Twice;
            }

            var before = await sealer.OpenAsync<SubscriberContent>(row, row.Content, token);
            row.AddressHash = hash;
            row.Content = await sealer.SealAsync(row.Place, before with { Address = address.Spelling, Attributes = attributes }, token);
            await NoteAsync(person.Account, AudienceActs.PersonChanged, token);
            return PersonChange.Done;
        }, cancellation);
    }

    /// <summary>
    /// Removes a person from one list, or from all; with <paramref name="keepOff"/> they must not come back to any.
    /// </summary>
    public async Task<PersonChange> RemoveAsync(
        ListedKey person, bool fromAll, bool keepOff, CancellationToken cancellation)
    {
        var change = await RemoveNowAsync(person, fromAll, keepOff, cancellation);
        await journal.CopyAsync(cancellation);
        return change;
    }

    private async Task<PersonChange> RemoveNowAsync(ListedKey person, bool fromAll, bool keepOff, CancellationToken cancellation) =>
        await db.WriteAsync(WriteUrgency.Interactive, async token =>
        {
            if (!await db.IsOpenAsync(person.Account, token)
                || await db.Subscribers().AsNoTracking().SingleOrDefaultAsync(
                    s => s.AccountId == person.Account && s.Id == person.Person && s.ListId == person.List.List, token) is not { } row)
            {
                return PersonChange.Gone;
            }

            if (fromAll || keepOff)
            {
                return await RemoveFromAllAsync(person.Account, [row.AddressHash], keepOff, token);
            }

            if (await Suppressing.IsOnHoldAsync(db, person.Account, token))
            {
                return PersonChange.OnHold;
            }

            await Suppressing.RemoveAsync(db, person.Account, [person.Person], token);
            await db.TellAsync(AudienceToldKinds.Removed(person.Account, [person.Person]), token);
            await NoteAsync(person.Account, AudienceActs.PersonRemoved, token);
            return PersonChange.Done;
        }, cancellation);

    /// <summary>
    /// Removes a person, known by the hashes of their address, from all lists of an account, inside the caller's transaction. The first hash
    /// is today's.
    /// </summary>
    internal async Task<PersonChange> RemoveFromAllAsync(
        Guid accountId, IReadOnlyList<Guid> addressHashes, bool keepOff, CancellationToken cancellation)
    {
        if (keepOff)
        {
            await Suppressing.AddAsync(
                db, accountId, new Dictionary<Guid, SuppressionReason> { [addressHashes[0]] = SuppressionReason.OptedOut },
                SuppressionSource.Customer, cancellation);
            await NoteAsync(accountId, AudienceActs.PersonSuppressed, cancellation);
        }

        if (await Suppressing.IsOnHoldAsync(db, accountId, cancellation))
        {
            return PersonChange.OnHold;
        }

        var removed = await Suppressing.RemoveRowsAsync(db, accountId, addressHashes, cancellation);
        await db.TellAsync(AudienceToldKinds.Removed(accountId, removed), cancellation);
        await NoteAsync(accountId, AudienceActs.PersonRemoved, cancellation);
        return PersonChange.Done;
    }

    private async Task<Guid?> IsOnListAsync(ListKey list, Guid hash, CancellationToken cancellation) =>
        await db.Subscribers()
            .Where(s => s.AccountId == list.Account && s.ListId == list.List && s.AddressHash == hash)
            .Select(s => (Guid?)s.Id).SingleOrDefaultAsync(cancellation);

    private ValueTask NoteAsync(Guid accountId, AuditAct act, CancellationToken cancellation) => trail.AppendAsync(
        db, new(act, AuditActor.SomebodyOf(accountId), PersonKeys.Account.Of(accountId)), cancellation);
}
