using System.Security.Cryptography;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Storage;

namespace IGSendMail.Privacy.Audit;

/// <summary>
/// Where consequential acts are entered. An entry belongs to the transaction that does the thing: either both stand or
/// neither. It costs no round trip of its own.
/// </summary>
public sealed class AuditTrail(Pseudonyms pseudonyms, Sealer sealer)
{
    /// <summary>Enters a deed in the caller's transaction. Call it inside <c>WriteAsync</c>.</summary>
    /// <exception cref="InvalidOperationException">There is no transaction.</exception>
    public async ValueTask AppendAsync(IGSendMailContext db, AuditDeed deed, CancellationToken cancellation)
    {
        RequireTransaction(db);
        var (entry, waiting, person) = await RowsAsync(db, deed, cancellation);
        db.Add(entry);
        db.Add(waiting);
        if (person is not null)
        {
            db.Add(person);
        }
    }

    /// <summary>Enters many deeds at once, as fast as the engine can.</summary>
    /// <exception cref="InvalidOperationException">There is no transaction.</exception>
    public async Task AppendManyAsync(IGSendMailContext db, IReadOnlyList<AuditDeed> deeds, CancellationToken cancellation)
    {
        RequireTransaction(db);
        var rows = new List<(AuditEntry Entry, WaitingEntry Waiting, AuditPerson? Person)>(deeds.Count);
        foreach (var deed in deeds)
        {
            rows.Add(await RowsAsync(db, deed, cancellation));
        }

        await db.Engine.InsertAsync(db, rows.ConvertAll(r => r.Entry), cancellation);
        await db.Engine.InsertAsync(db, rows.ConvertAll(r => r.Waiting), cancellation);
        await db.Engine.InsertAsync(db, rows.Select(r => r.Person).OfType<AuditPerson>().ToList(), cancellation);
    }

    private static void RequireTransaction(IGSendMailContext db)
    {
        if (db.Database.CurrentTransaction is null)
        {
            throw new InvalidOperationException("An audit entry belongs to the transaction of its deed: append it inside WriteAsync.");
        }
    }

    private async ValueTask<(AuditEntry Entry, WaitingEntry Waiting, AuditPerson? Person)> RowsAsync(
        IGSendMailContext db, AuditDeed deed, CancellationToken cancellation)
    {
        var key = await pseudonyms.KeyAsync(cancellation);
        var id = RowKeys.New(db.Time);
        var at = db.Time.GetUtcNow();
        var (person, commitment) = await PersonAsync(id, at, deed, cancellation);
        var entry = new AuditEntry
        {
            At = at,
            Id = id,
            Act = deed.Act.Name,
            Role = deed.By.Role.ToString(),
            Actor = deed.By.Who is { } who ? Pseudonyms.Of(key, who) : null,
            Subject = deed.About is { } about ? Pseudonyms.Of(key, IdentifierOf(about)) : null,
            Outcome = deed.Outcome.ToString(),
            Facts = deed.Facts.Json,
            Commitment = commitment,
        };
        return (entry, new WaitingEntry { At = at, EntryId = id }, person);
    }

    private async ValueTask<(AuditPerson? Person, byte[]? Commitment)> PersonAsync(
        Guid entryId, DateTimeOffset at, AuditDeed deed, CancellationToken cancellation)
    {
        if (deed.About is not { } owner)
        {
            return (null, null);
        }

        // An officer who acts on somebody's data is not named in what belongs to that somebody.
        var user = deed.By is { Role: AuditRole.Customer, Who: { } who } && who.Kind == IdentifierKind.User ? who.Value : (Guid?)null;
        var content = new AuditPersonContent(user, owner.Id);
        var salt = RandomNumberGenerator.GetBytes(AuditPerson.SaltLength);
        Sealed value;
        try
        {
            value = await sealer.SealAsync(AuditPerson.PlaceOf(owner, entryId), content, cancellation);
        }
        catch (KeyDestroyedException)
        {
            // The owner was erased: from then on entries about it stand, but nowhere who it was.
            return (null, null);
        }

        var person = new AuditPerson
        {
            OwnerId = owner.Id,
            EntryId = entryId,
            OwnerKind = owner.Kind,
            At = at,
            Salt = salt,
            Content = value,
        };
        return (person, content.Commit(salt));
    }

    private static Identifier IdentifierOf(KeyOwner owner) =>
        owner.Kind == PersonKeys.Account ? new Identifier(IdentifierKind.Account, owner.Id)
        : owner.Kind == PersonKeys.Request ? new Identifier(IdentifierKind.Request, owner.Id)
        : owner.Kind == PersonKeys.Officer ? new Identifier(IdentifierKind.User, owner.Id)
        : throw new ArgumentException($"No entry is about an {owner.Kind}: name the account or the request.", nameof(owner));
}
