using System.Runtime.CompilerServices;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Privacy.Consent;

/// <summary>A record with what its text decides, as it leaves the house: no account, no visitor number.</summary>
/// <param name="Record">The record.</param>
/// <param name="Locale">Language of the text, or null if the text is unknown.</param>
/// <param name="InterfaceVersion">Version of the pages that showed it, or null.</param>
public sealed record ExportedConsent(ConsentRecord Record, string? Locale, string? InterfaceVersion);

/// <summary>Hands the ledger out as a stream: never a whole table at once.</summary>
public sealed class ConsentExport(IGSendMailContext db)
{
    /// <summary>The records of choices made from <paramref name="from"/> on and before <paramref name="to"/>, oldest first.</summary>
    public async IAsyncEnumerable<ExportedConsent> RecordsAsync(
        DateTimeOffset from, DateTimeOffset to, [EnumeratorCancellation] CancellationToken cancellation)
    {
        // There are few texts, and every record names one of them.
        var texts = await db.ConsentTexts().AsNoTracking()
            .Select(t => new { t.Hash, t.Locale, t.InterfaceVersion })
            .ToDictionaryAsync(t => t.Hash, StringComparer.Ordinal, cancellation);
        await foreach (var record in db.ConsentRecords().AsNoTracking()
            .Where(r => r.At >= from && r.At < to)
            .OrderBy(r => r.At)
            .AsAsyncEnumerable().WithCancellation(cancellation))
        {
            var text = record.TextHash is { } hash ? texts.GetValueOrDefault(hash) : null;
            yield return new(record, text?.Locale, text?.InterfaceVersion);
        }
    }

    /// <summary>The texts on which choices were made.</summary>
    public IAsyncEnumerable<ConsentText> TextsAsync() => db.ConsentTexts().AsNoTracking().OrderBy(t => t.FirstShownAt).AsAsyncEnumerable();
}
