using System.Security.Cryptography;
using System.Text;
using IGSendMail.Privacy.Audit;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Privacy.Requests;

/// <summary>
/// The third rung of verification, for people in California without an account. The address and the letter that reached
/// its mailbox are two facts, enough for categories (11 CCR § 7062(b)); specific pieces need a third one and a
/// declaration (§ 7062(c)). We ask only for what we hold: the reference of an earlier request. Who cannot or will not
/// show it gets the categories (§ 7024(a)).
/// </summary>
public sealed class KnownFacts(
    IGSendMailContext db, RequestAddresses addresses, AuditTrail trail, TimeProvider time, WorkBell bell)
{
    /// <summary>After so many wrong answers the request is answered with categories.</summary>
    public const int MostAttempts = 3;

    /// <summary>So long we wait for the fact; then the request is answered with categories.</summary>
    public static readonly TimeSpan WaitFor = TimeSpan.FromDays(7);

    /// <summary>True if this request has to show a further fact.</summary>
    public static bool AreNeededFor(DataSubjectRequest request) =>
        request is { Right: Right.CcpaKnow, Scope: KnowScope.SpecificPieces, AccountId: null };

    /// <summary>
    /// Puts a confirmed request on this rung: it waits if there is a fact to ask for, else it is answered with
    /// categories. Inside the caller's transaction.
    /// </summary>
    internal static async Task AskAsync(
        IGSendMailContext db, AuditTrail trail, DataSubjectRequest request, IReadOnlyList<Guid> addressHashes,
        CancellationToken cancellation)
    {
        if ((await EarlierAsync(db, request, addressHashes, cancellation)).Count == 0)
        {
            request.Become(RequestState.Received, db.Time.GetUtcNow());
            await NarrowAsync(db, trail, request, cancellation);
            return;
        }

        request.Become(RequestState.AwaitingFacts, db.Time.GetUtcNow());
        await trail.NoteAsync(db, request, RequestEventKind.FactsNeeded, cancellation);
    }

    /// <summary>Compares a reference with those we hold. Wrong ones are counted; the last one narrows the request.</summary>
    public async Task<FactsAnswer> ShowAsync(Guid requestId, string? reference, CancellationToken cancellation)
    {
        var answer = await db.WriteAsync(WriteUrgency.Interactive, async token =>
        {
            var request = await db.DataSubjectRequests().SingleAsync(r => r.Id == requestId, token);
            if (request.State != RequestState.AwaitingFacts)
            {
                return FactsAnswer.TooLate;
            }

            var hashes = await addresses.HashesOfAsync(request, token);
            if (Matches(reference, await EarlierAsync(db, request, hashes, token)))
            {
                request.Become(RequestState.Received, time.GetUtcNow());
                request.CodeAttempts = 0;
                await trail.NoteAsync(db, request, RequestEventKind.FactsMatched, token);
                return FactsAnswer.Right;
            }

            if (++request.CodeAttempts < MostAttempts)
            {
                return FactsAnswer.Wrong;
            }

            request.Become(RequestState.Received, time.GetUtcNow());
            await NarrowAsync(db, trail, request, token);
            return FactsAnswer.Narrowed;
        }, cancellation);
        bell.Ring(RequestWork.WorkName);
        return answer;
    }

    /// <summary>The categories are enough for this person. False if the request does not wait for a fact.</summary>
    public async Task<bool> NarrowAsync(Guid requestId, CancellationToken cancellation)
    {
        var narrowed = await db.WriteAsync(WriteUrgency.Interactive, async token =>
        {
            var request = await db.DataSubjectRequests().SingleAsync(r => r.Id == requestId, token);
            if (request.State != RequestState.AwaitingFacts)
            {
                return false;
            }

            request.Become(RequestState.Received, time.GetUtcNow());
            await NarrowAsync(db, trail, request, token);
            return true;
        }, cancellation);
        bell.Ring(RequestWork.WorkName);
        return narrowed;
    }

    internal static Task NarrowAsync(
        IGSendMailContext db, AuditTrail trail, DataSubjectRequest request, CancellationToken cancellation)
    {
        request.Scope = KnowScope.Categories;
        request.CodeAttempts = 0;
        return trail.NoteAsync(db, request, RequestEventKind.ScopeNarrowed, cancellation);
    }

    /// <summary>References of requests that the same mailbox has confirmed before.</summary>
    private static Task<List<string>> EarlierAsync(
        IGSendMailContext db, DataSubjectRequest request, IReadOnlyList<Guid> addressHashes, CancellationToken cancellation) =>
        db.DataSubjectRequests().AsNoTracking()
            .Where(r => addressHashes.Contains(r.AddressHash!.Value) && r.AccountId == null && r.Id != request.Id
                && r.State != RequestState.AwaitingConfirmation)
            .OrderByDescending(r => r.ReceivedAt).Select(r => r.Reference).Take(100).ToListAsync(cancellation);

    /// <summary>All are compared, each in constant time, so that the time tells nothing.</summary>
    private static bool Matches(string? typed, List<string> kept)
    {
        var given = Encoding.UTF8.GetBytes((typed ?? "").Trim().ToUpperInvariant());
        var matched = false;
        foreach (var reference in kept)
        {
            matched |= CryptographicOperations.FixedTimeEquals(given, Encoding.UTF8.GetBytes(reference));
        }

        return matched;
    }
}

/// <summary>What came of showing a fact.</summary>
public enum FactsAnswer
{
    /// <summary>It is one that we hold.</summary>
    Right,

    /// <summary>It is not; one may try again.</summary>
    Wrong,

    /// <summary>It was wrong too often: categories it is.</summary>
    Narrowed,

    /// <summary>The request does not wait for a fact (any more).</summary>
    TooLate,
}
