using System.Globalization;
using IGSendMail.Platform.Audience.Reading;
using IGSendMail.Privacy.Audit;
using IGSendMail.Privacy.Packages;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Settings;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Platform.Audience;

/// <summary>The suppressions of an account: counted, added by hand, taken over from elsewhere, handed out.</summary>
public sealed class OptOuts(
    IGSendMailContext db, Sealer sealer, AddressHashes hashes, SealedFiles files, DataOptions data, SuppressionJournal journal, AuditTrail trail)
{
    private const int SliceRows = 500;

    /// <summary>How many there are, by reason and source.</summary>
    public async Task<IReadOnlyList<OptOutCount>> CountAsync(Guid accountId, CancellationToken cancellation) =>
        await db.Suppressions().Where(s => s.AccountId == accountId)
            .GroupBy(s => new { s.Reason, s.Source })
            .Select(g => new OptOutCount(g.Key.Reason, g.Key.Source, g.Count(), g.Min(s => s.Since), g.Max(s => s.Since)))
            .ToListAsync(cancellation);

    /// <summary>Keeps one address off all lists. False if it is kept off already, or the account is not open.</summary>
    public async Task<bool> AddAsync(Guid accountId, EmailAddress address, CancellationToken cancellation)
    {
        var hash = await hashes.HashAsync(address, cancellation);
        var isNew = await db.WriteAsync(WriteUrgency.Interactive, async token =>
        {
            if (!await db.IsOpenAsync(accountId, token)
                || await Suppressing.AddAsync(
                    db, accountId, new Dictionary<Guid, SuppressionReason> { [hash] = SuppressionReason.OptedOut },
                    SuppressionSource.Customer, token) == 0)
            {
                return false;
            }

            await NoteInsideAsync(accountId, AudienceActs.PersonSuppressed, token);
            return true;
        }, cancellation);
        await journal.CopyAsync(cancellation);
        return isNew;
    }

    /// <summary>
    /// Takes over a file of addresses, or of hashes that this site handed out, as people who want no mail. Every row is one, whatever it
    /// says beside. The file goes in the end. Killed in the middle, it can be uploaded again: nobody is counted twice.
    /// </summary>
    /// <exception cref="UnreadableFileException">It holds neither.</exception>
    public async Task<OptOutsTaken> TakeOverAsync(Guid accountId, UploadedFile file, CancellationToken cancellation)
    {
        try
        {
            var taken = new OptOutsTaken(0, 0, 0);
            await using var content = await files.OpenAsync(
                Path.Combine(data.Imports, file.Path), Import.FilePlaceOf(accountId, file.Path), cancellation);
            await foreach (var slice in OptOutFile.ReadAsync(content, await hashes.KeyAsync(cancellation), SliceRows, cancellation))
            {
                var added = await db.WriteAsync(WriteUrgency.Interactive, async token => await db.IsOpenAsync(accountId, token)
                    ? await Suppressing.AddAsync(db, accountId, slice.People, SuppressionSource.Moved, token)
                    : 0, cancellation);
                taken = new OptOutsTaken(taken.Added + added, taken.Known + slice.People.Count - added, taken.Bad + slice.Bad);
                db.ChangeTracker.Clear();
            }

            await NoteAsync(accountId, AudienceActs.SuppressionsTaken, cancellation);
            await journal.CopyAsync(cancellation);
            return taken;
        }
        finally
        {
            ImportFile.Remove(Path.Combine(data.Imports, file.Path));
        }
    }

    /// <summary>Hands all of them out as hashes that this site takes back, and notes that.</summary>
    public async Task WriteHashesAsync(Guid accountId, Stream to, CancellationToken cancellation)
    {
        await NoteAsync(accountId, AudienceActs.SuppressionsExported, cancellation);
        var file = new CsvFile(to, [OptOutFile.HashColumn, "status", "since"]);
        await foreach (var row in db.Suppressions().AsNoTracking()
            .Where(s => s.AccountId == accountId).OrderBy(s => s.AddressHash).AsAsyncEnumerable().WithCancellation(cancellation))
        {
            await file.AddAsync(
            [
                row.AddressHash.ToString("N", CultureInfo.InvariantCulture), OptOutFile.WordOf(row.Reason),
                row.Since.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            ], cancellation);
        }

        await file.EndAsync(cancellation);
    }

    /// <summary>
    /// Hands out the addresses that are still here, each once: of people who opted out while a legal hold keeps their entry. Of all others
    /// nothing but the hash is left.
    /// </summary>
    public async Task WriteAddressesAsync(Guid accountId, Stream to, CancellationToken cancellation)
    {
        await NoteAsync(accountId, AudienceActs.SuppressionsExported, cancellation);
        var file = new CsvFile(to, ["email", "status", "since"]);
        var kept =
            from suppression in db.Suppressions().AsNoTracking()
            where suppression.AccountId == accountId && suppression.RowHeldSince != null
            join list in db.SubscriberLists().AsNoTracking() on suppression.AccountId equals list.AccountId
            join subscriber in db.Subscribers().AsNoTracking()
                on new { list.AccountId, ListId = list.Id, suppression.AddressHash }
                equals new { subscriber.AccountId, subscriber.ListId, subscriber.AddressHash }
            orderby suppression.AddressHash
            select new { suppression, subscriber };
        var last = Guid.Empty;
        await foreach (var row in kept.AsAsyncEnumerable().WithCancellation(cancellation))
        {
            if (row.suppression.AddressHash != last)
            {
                last = row.suppression.AddressHash;
                var content = await sealer.OpenAsync<SubscriberContent>(row.subscriber, row.subscriber.Content, cancellation);
                await file.AddAsync(
                [
                    content.Address, OptOutFile.WordOf(row.suppression.Reason),
                    row.suppression.Since.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                ], cancellation);
            }
        }

        await file.EndAsync(cancellation);
    }

    private Task NoteAsync(Guid accountId, AuditAct act, CancellationToken cancellation) => db.WriteAsync(
        WriteUrgency.Interactive, token => NoteInsideAsync(accountId, act, token).AsTask(), cancellation);

    private ValueTask NoteInsideAsync(Guid accountId, AuditAct act, CancellationToken cancellation) => trail.AppendAsync(
        db, new(act, AuditActor.SomebodyOf(accountId), PersonKeys.Account.Of(accountId)), cancellation);
}

/// <summary>How many suppressions of one kind there are.</summary>
public sealed record OptOutCount(SuppressionReason Reason, SuppressionSource Source, int People, DateTimeOffset First, DateTimeOffset Last);

/// <summary>What became of a file of suppressions.</summary>
/// <param name="Added">How many are new.</param>
/// <param name="Known">How many were there.</param>
/// <param name="Bad">How many rows hold neither an address nor a hash.</param>
public sealed record OptOutsTaken(int Added, int Known, int Bad);
