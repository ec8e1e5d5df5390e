using IGSendMail.Privacy.Audit;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Privacy.Requests;

/// <summary>Requests that were passed on to customers: read for the customer, and what they say they did.</summary>
public sealed class PassedRequests(Sealer sealer, AuditTrail trail)
{
    /// <summary>How many a customer sees on one page.</summary>
    public const int PageSize = 50;

    /// <summary>Longest reason in characters.</summary>
    public const int LongestReason = 500;

    /// <summary>
    /// A page of the requests passed on to a customer, counted from 1: first those about which they have said nothing yet, the earliest
    /// deadline first. Those that wait for the customer to confirm their own address are left out.
    /// </summary>
    public async Task<(IReadOnlyList<PassedOnRequest> Requests, bool IsLast)> OfCustomerAsync(
        IGSendMailContext db, Guid accountId, int page, CancellationToken cancellation)
    {
        var rows = await Of(db, accountId)
            .OrderBy(r => r.Notice.Said != null).ThenBy(r => r.Notice.Said == null ? r.AnswerDue : null).ThenByDescending(r => r.Notice.At)
            .ThenBy(r => r.Notice.RequestId).Skip((page - 1) * PageSize).Take(PageSize + 1).ToListAsync(cancellation);
        var opened = new List<PassedOnRequest>(PageSize);
        foreach (var row in rows.Take(PageSize))
        {
            opened.Add(await OpenAsync(row, cancellation));
        }

        return (opened, rows.Count <= PageSize);
    }

    /// <summary>How many wait for the customer's word.</summary>
    public static Task<int> CountOpenAsync(IGSendMailContext db, Guid accountId, CancellationToken cancellation) =>
        db.RecipientNotices().CountAsync(n => n.CustomerId == accountId && n.Held == null && n.Said == null, cancellation);

    /// <summary>One of them, or null if it was not passed on to this customer.</summary>
    public async Task<PassedOnRequest?> FindAsync(IGSendMailContext db, PassedKey key, CancellationToken cancellation) =>
        await Of(db, key.Customer).SingleOrDefaultAsync(r => r.Notice.RequestId == key.Request, cancellation) is { } row
            ? await OpenAsync(row, cancellation)
            : null;

    /// <summary>
    /// Keeps what a customer says they did, once, inside the caller's transaction: in the ledger, in the history of the request that its
    /// person reads, and in the audit trail. False if they have said something before.
    /// </summary>
    public async Task<bool> TakeAsync(
        IGSendMailContext db, PassedOnRequest request, CustomerAnswer answer, string? because, CancellationToken cancellation)
    {
        var now = db.Time.GetUtcNow();
        var (account, id) = (request.Notice.CustomerId, request.Notice.RequestId);
        if (await db.RecipientNotices().Where(n => n.RequestId == id && n.CustomerId == account && n.Held == null && n.Said == null)
            .ExecuteUpdateAsync(set => set.SetProperty(n => n.Said, answer).SetProperty(n => n.SaidAt, now), cancellation) == 0)
        {
            return false;
        }

        if (answer == CustomerAnswer.Cannot && because is not null)
        {
            await KeepBecauseAsync(db, request.Notice, because, cancellation);
        }

        await EnterAsync(db, request.Notice, RequestEventKind.CustomerAnswered, answer, cancellation);
        return true;
    }

    /// <summary>
    /// Takes back what a customer said by mistake, inside the caller's transaction: the request waits for their word again, and the history
    /// and the audit trail keep both. False if they have said nothing, said something else meanwhile, or removed the person: that is done.
    /// </summary>
    public async Task<bool> TakeBackAsync(IGSendMailContext db, PassedOnRequest request, CancellationToken cancellation)
    {
        var (account, id, at) = (request.Notice.CustomerId, request.Notice.RequestId, request.Notice.SaidAt);
        if (request.Notice.Said is not { } said || !said.CanBeTakenBack()
            || await db.RecipientNotices().Where(n => n.RequestId == id && n.CustomerId == account && n.Said == said && n.SaidAt == at)
                .ExecuteUpdateAsync(
                    set => set.SetProperty(n => n.Said, (CustomerAnswer?)null).SetProperty(n => n.SaidAt, (DateTimeOffset?)null), cancellation) == 0)
        {
            return false;
        }

        await KeepBecauseAsync(db, request.Notice, null, cancellation);
        await EnterAsync(db, request.Notice, RequestEventKind.CustomerTookBack, said, cancellation);
        return true;
    }

    /// <summary>Why customers said that they cannot do what a request asks for, by account; without those whose words were deleted.</summary>
    public async Task<IReadOnlyDictionary<Guid, string>> BecauseAsync(
        IGSendMailContext db, Guid requestId, IReadOnlyList<RecipientNotice> notices, CancellationToken cancellation)
    {
        var because = new Dictionary<Guid, string>();
        List<Guid> cannot = [.. notices.Where(n => n.Said == CustomerAnswer.Cannot).Select(n => n.CustomerId)];
        if (cannot.Count == 0)
        {
            return because;
        }

        foreach (var passed in await db.PassedRequests().AsNoTracking()
            .Where(p => p.RequestId == requestId && cannot.Contains(p.AccountId)).ToListAsync(cancellation))
        {
            if (await OpenAsync(passed, cancellation) is { Because: { } words })
            {
                because.Add(passed.AccountId, words);
            }
        }

        return because;
    }

    /// <summary>The customer's own words stand beside those of the person, under the customer's key.</summary>
    private async Task KeepBecauseAsync(IGSendMailContext db, RecipientNotice notice, string? because, CancellationToken cancellation)
    {
        if (await db.PassedRequests().SingleOrDefaultAsync(
            p => p.AccountId == notice.CustomerId && p.RequestId == notice.RequestId, cancellation) is { } passed)
        {
            var content = await sealer.OpenAsync<HeldNotice>(passed, passed.Content, cancellation);
            passed.Content = await sealer.SealAsync(passed.Place, content with { Because = because }, cancellation);
        }
    }

    /// <summary>A line in the history that the person reads, as long as the request is there, and an entry in the audit trail.</summary>
    private async Task EnterAsync(
        IGSendMailContext db, RecipientNotice notice, RequestEventKind kind, CustomerAnswer answer, CancellationToken cancellation)
    {
        if (await db.DataSubjectRequests().AnyAsync(r => r.Id == notice.RequestId, cancellation))
        {
            db.Add(new RequestEvent { RequestId = notice.RequestId, Id = RowKeys.New(db.Time), At = db.Time.GetUtcNow(), Kind = kind });
        }

        await trail.AppendAsync(
            db,
            new AuditDeed(RequestNotes.ActOf(kind), AuditActor.SomebodyOf(notice.CustomerId), PersonKeys.Account.Of(notice.CustomerId))
            {
                Facts = AuditFacts.Of(("answer", answer)),
            },
            cancellation);
    }

    private static IQueryable<Row> Of(IGSendMailContext db, Guid accountId) =>
        from notice in db.RecipientNotices().AsNoTracking()
        where notice.CustomerId == accountId && notice.Held == null
        join request in db.DataSubjectRequests().AsNoTracking() on notice.RequestId equals request.Id into requests
        from request in requests.DefaultIfEmpty()
        join passed in db.PassedRequests().AsNoTracking()
            on new { AccountId = notice.CustomerId, notice.RequestId } equals new { passed.AccountId, passed.RequestId } into contents
        from passed in contents.DefaultIfEmpty()
        select new Row
        {
            Notice = notice,
            Passed = passed,
            Right = (Right?)request.Right,
            ReceivedAt = (DateTimeOffset?)request.ReceivedAt,
            AnswerDue = (DateOnly?)request.AnswerDue,
        };

    private async Task<PassedOnRequest> OpenAsync(Row row, CancellationToken cancellation) =>
        new(row.Notice, row.Right, row.ReceivedAt, row.AnswerDue, await OpenAsync(row.Passed, cancellation));

    private async Task<HeldNotice?> OpenAsync(PassedRequest? passed, CancellationToken cancellation)
    {
        try
        {
            return passed is null ? null : await sealer.OpenAsync<HeldNotice>(passed, passed.Content, cancellation);
        }
        catch (KeyDestroyedException)
        {
            // The customer's erasure has begun: the row follows.
            return null;
        }
    }

    private sealed class Row
    {
        public required RecipientNotice Notice { get; init; }

        public PassedRequest? Passed { get; init; }

        public Right? Right { get; init; }

        public DateTimeOffset? ReceivedAt { get; init; }

        public DateOnly? AnswerDue { get; init; }
    }
}

/// <summary>A request that was passed on, as its customer sees it.</summary>
/// <param name="Notice">When it was passed on, and what they said.</param>
/// <param name="Right">What is asked for; null once the request was deleted by age.</param>
/// <param name="ReceivedAt">When it reached us; the clock counts from there.</param>
/// <param name="AnswerDue">The latest day of the answer.</param>
/// <param name="Content">Who asks, and in which words; null once that was deleted.</param>
public sealed record PassedOnRequest(
    RecipientNotice Notice, Right? Right, DateTimeOffset? ReceivedAt, DateOnly? AnswerDue, HeldNotice? Content);
