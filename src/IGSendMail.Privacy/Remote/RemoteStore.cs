using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Storage;

namespace IGSendMail.Privacy.Remote;

/// <summary>Another system of the operator that holds personal data, asked over HTTP.</summary>
internal sealed class RemoteStore(RemoteStoreOptions options, HttpClient http, TimeProvider time) : IPersonalDataStore
{
    private const int RecordsAPage = 200;

    /// <summary>Whoever plans does not wait longer for a count: a store that is slow is counted later.</summary>
    private static readonly TimeSpan PatienceForCounting = TimeSpan.FromSeconds(2);

    private readonly RemoteCalls _calls = new(options, http, time);

    /// <inheritdoc />
    public StoreDescription Description { get; } = new(
        options.Key, options.Title, options.Category,
        options.Category == DataCategory.Subscriber ? DataOwner.Recipient : DataOwner.User,
        options.Category == DataCategory.Subscriber ? ProcessingRole.Processor : ProcessingRole.Controller, Order: 55)
    {
        IsRemote = true,
        Purposes = [options.Category == DataCategory.Billing ? Purpose.Billing : Purpose.ProvidePlatform],
        Basis = options.Category == DataCategory.Subscriber ? LawfulBasis.ControllerInstruction : LawfulBasis.Contract,
        OnErasure = "Deleted there too: we ask that system, and call a deletion done only when it says that nothing is left. What the law makes it keep stands on the receipt",
        Things = [new("records", "Its records about you", Sealing.None, "it lies in another system of ours, which protects it by itself")],
        KeySetting = options.KeySetting,
    };

    /// <inheritdoc />
    public async Task<IReadOnlyList<StoreCount>> CountAsync(DataSubject subject, CancellationToken cancellation)
    {
        var patience = options.TimeOut < PatienceForCounting ? options.TimeOut : PatienceForCounting;
        var count = await CountAsync(subject, patience, cancellation);
        var kept = count.Kept.Select(k => new StoreCount(
            DispositionKind.KeepUntil, k.Rows, k.Rows, new KeptReason(k.Reason, k.Basis, k.Until)));
        return count.Rows == 0 ? [.. kept] : [new StoreCount(DispositionKind.Delete, count.Rows, count.Rows), .. kept];
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<StoreRecord> ReadAsync(
        DataSubject subject, [EnumeratorCancellation] CancellationToken cancellation)
    {
        string? cursor = null;
        do
        {
            var question = Question("read", subject) with { Most = RecordsAPage, Cursor = cursor };
            // A store that goes in circles would never end.
            var from = cursor;
            var page = await _calls.AskAsync<RemotePage>(
                question, null, options.TimeOut,
                p => p.Records.Count <= RecordsAPage && p.Records.All(r => r is not null) && RemoteJson.IsCursor(p.Next)
                    && (p.Next is null || (p.Next != from && p.Records.Count > 0)), cancellation);
            foreach (var record in page.Records)
            {
                yield return new StoreRecord(record, []);
            }

            cursor = page.Next;
        }
        while (cursor is not null);
    }

    /// <inheritdoc />
    public async Task<StoreStep> EraseAsync(IGSendMailContext db, ErasureSlice slice, CancellationToken cancellation)
    {
        var question = Question("erase", slice.Subject) with { Most = slice.Most, Cursor = slice.Cursor };
        var erased = await _calls.AskAsync<RemoteErased>(
            question, KeyOf(slice), options.TimeOut,
            e => e.IsSound && RemoteJson.IsCursor(e.Next) && (e.Next is null || e.Next != slice.Cursor), cancellation);
        return new StoreStep(erased.Removed, 0, erased.Done, erased.Next);
    }

    /// <inheritdoc />
    public async Task<long> LeftAsync(DataSubject subject, CancellationToken cancellation) =>
        (await CountAsync(subject, options.TimeOut, cancellation)).Rows;

    /// <summary>Tells it a corrected value. Repeating it with the same key changes nothing.</summary>
    /// <exception cref="StoreException">There was no answer that can be relied on.</exception>
    public Task RectifyAsync(DataSubject subject, string field, string value, string key, CancellationToken cancellation) =>
        _calls.AskAsync<RemoteCorrected>(
            Question("rectify", subject) with { Field = field, Value = value }, key, options.TimeOut, c => c.Changed >= 0, cancellation);

    /// <summary>The same for every repetition of the same step, so that the store can tell a repetition.</summary>
    private string KeyOf(ErasureSlice slice) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Create(CultureInfo.InvariantCulture, $"erase/{slice.RunId:N}/{options.Key}/{slice.Round}/{slice.Cursor}"))))[..40];

    private Task<RemoteCount> CountAsync(DataSubject subject, TimeSpan patience, CancellationToken cancellation) =>
        _calls.AskAsync<RemoteCount>(Question("count", subject), null, patience, c => c.IsSound, cancellation);

    /// <summary>What has no name outside, such as visitors' ids and the trail's pseudonyms, stays here.</summary>
    private static RemoteQuestion Question(string operation, DataSubject subject) => new(
        RemoteQuestion.CurrentVersion, operation,
        [.. subject.Identifiers.Select(i => (Kind: i.Kind.Outside, i.Value)).Where(i => i.Kind is not null)
            .Select(i => new RemoteIdentifier(i.Kind!, i.Value.ToString("N")))]);
}
