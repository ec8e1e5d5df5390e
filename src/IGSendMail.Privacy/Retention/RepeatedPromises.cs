using System.Text.Json;
using IGSendMail.Privacy.Erasure;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Privacy.Retention;

/// <summary>
/// Tells a restored database what accounts were promised last. What is promised to one account is told as a whole, so that a withdrawal is
/// repeated as well as a cancellation.
/// </summary>
internal sealed class RepeatedPromises : IToldRepeater
{
    /// <inheritdoc />
    public ToldKind Kind => RetentionToldKinds.Promise;

    /// <inheritdoc />
    public int Order => 40;

    /// <summary>Tells what is promised to an account now, inside the caller's transaction.</summary>
    /// <param name="db">The caller's context.</param>
    /// <param name="promise">All of it.</param>
    /// <param name="accountRevision">The revision that the account has with the act: a later act has a higher one.</param>
    /// <param name="cancellation">Cancels.</param>
    public static Task TellAsync(IGSendMailContext db, AccountPromise promise, int accountRevision, CancellationToken cancellation)
    {
        List<ToldPromise> rows = [.. new[] { promise.Whole, promise.Lists }.OfType<PromisedDeletion>().Select(ToldPromise.Of)];
        return db.TellAsync(
            [new Telling(RetentionToldKinds.Promise, promise.AccountId, promise.AccountId, accountRevision, JsonSerializer.SerializeToUtf8Bytes(rows))], cancellation);
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<ToldFact>> LostAsync(
        IGSendMailContext db, IReadOnlyList<ToldFact> facts, CancellationToken cancellation)
    {
        var rows = await RowsAsync(db, facts, cancellation);
        return [.. facts.Where(f => !AreSame(RowsOf(f), rows[f.Subject]))];
    }

    /// <inheritdoc />
    public async Task RepeatAsync(IGSendMailContext db, IReadOnlyList<ToldFact> lost, CancellationToken cancellation)
    {
        var rows = await RowsAsync(db, lost, cancellation);
        foreach (var fact in lost)
        {
            db.RemoveRange(rows[fact.Subject]);
        }

        await db.SaveChangesAsync(cancellation);
        db.AddRange(lost.SelectMany(fact => RowsOf(fact).Select(row => row.For(fact.Subject))));
    }

    private static async Task<ILookup<Guid, PromisedDeletion>> RowsAsync(
        IGSendMailContext db, IReadOnlyList<ToldFact> facts, CancellationToken cancellation)
    {
        List<Guid> accounts = [.. facts.Select(f => f.Subject)];
        return (await db.PromisedDeletions().Where(p => accounts.Contains(p.AccountId)).ToListAsync(cancellation)).ToLookup(p => p.AccountId);
    }

    private static List<ToldPromise> RowsOf(ToldFact fact) => JsonSerializer.Deserialize<List<ToldPromise>>(fact.Content!)!;

    /// <summary>Dates may have been brought forward since by a stricter version of the policy; of which cancellation they are counts.</summary>
    private static bool AreSame(List<ToldPromise> told, IEnumerable<PromisedDeletion> rows) =>
        told.Select(t => (t.Scope, t.CancelledAt)).ToHashSet().SetEquals(rows.Select(r => (r.Scope, r.CancelledAt)));
}

/// <summary>One promised deletion as it is told; the meanings are those of <see cref="PromisedDeletion"/>.</summary>
internal sealed record ToldPromise(
    ErasureScope Scope, DateTimeOffset? CancelledAt, DateTimeOffset DueAt, DateTimeOffset PromisedBy, long Rows, string? Version,
    string? ComparedWith, int AccountRevision)
{
    public static ToldPromise Of(PromisedDeletion row) => new(
        row.Scope, row.CancelledAt, row.DueAt, row.PromisedBy, row.Rows, row.Version, row.ComparedWith, row.AccountRevision);

    public PromisedDeletion For(Guid accountId) => new()
    {
        AccountId = accountId,
        Scope = Scope,
        CancelledAt = CancelledAt,
        DueAt = DueAt,
        PromisedBy = PromisedBy,
        Rows = Rows,
        Version = Version,
        ComparedWith = ComparedWith,
        AccountRevision = AccountRevision,
    };
}
