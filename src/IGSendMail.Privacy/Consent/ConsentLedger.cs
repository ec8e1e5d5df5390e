using IGSendMail.Privacy.Audit;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Policy;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Privacy.Consent;

/// <summary>
/// Turns decisions into records with their texts, audit entries and consequences, inside one transaction.
/// <see cref="ConsentGroups"/> opens it.
/// </summary>
public sealed class ConsentLedger(
    AuditTrail trail, PolicyShelf shelf, ReceiptCodes codes, RepeatedWithdrawals withdrawals, IEnumerable<IConsentFollower> followers)
{
    /// <summary>
    /// Adds what is not recorded yet. Call it inside <c>WriteAsync</c>. Returns a record for each decision, in their order.
    /// </summary>
    public async Task<IReadOnlyList<ConsentRecord>> AddAsync(
        IGSendMailContext db, IReadOnlyList<ConsentDecision> decisions, CancellationToken cancellation)
    {
        var ids = decisions.Select(d => d.RecordId).ToList();
        var records = await db.ConsentRecords().AsNoTracking()
            .Where(r => ids.Contains(r.Id)).ToDictionaryAsync(r => r.Id, cancellation);
        var fresh = await InTheOrderOfTheLedgerAsync(
            db, decisions.Where(d => !records.ContainsKey(d.RecordId)).DistinctBy(d => d.RecordId).ToList(), cancellation);
        await AddTextsAsync(db, fresh, cancellation);
        var policy = shelf.Snapshot();
        var added = new List<ConsentRecord>(fresh.Count);
        foreach (var decision in fresh)
        {
            var record = RecordOf(decision, policy, db.Time.GetUtcNow(), await codes.OfAsync(decision.ChainId, cancellation));
            added.Add(record);
            records[record.Id] = record;
        }

        await db.Engine.InsertAsync(db, added, cancellation);
        await trail.AppendManyAsync(db, added.ConvertAll(DeedOf), cancellation);
        await withdrawals.TellAsync(db, added, cancellation);

        var left = fresh.Select(d => d.FormerVisitorId).OfType<Guid>().Union(await CountedInAsync(db, fresh, cancellation)).ToList();
        if (left.Count > 0)
        {
            foreach (var follower in followers)
            {
                await follower.LeftAsync(db, left, cancellation);
            }
        }

        return [.. decisions.Select(d => records[d.RecordId])];
    }

    /// <summary>Names what a choice did, given the valid choice before it.</summary>
    public static ConsentKind KindOf(ConsentChoice? before, ConsentChoice choice)
    {
        var had = before is { IsRefusal: false };
        return (had, choice.IsRefusal) switch
        {
            (false, true) => ConsentKind.Refused,
            (false, false) => ConsentKind.Granted,
            (true, true) => ConsentKind.Withdrawn,
            (true, false) => (before!.Value.Analytics, before.Value.Preference) == (choice.Analytics, choice.Preference)
                ? ConsentKind.Granted
                : ConsentKind.Changed,
        };
    }

    /// <summary>The audit entry of a record.</summary>
    internal static AuditDeed DeedOf(ConsentRecord record) => new(
        record.Kind switch
        {
            ConsentKind.Granted => ConsentActs.Granted,
            ConsentKind.Refused => ConsentActs.Refused,
            ConsentKind.Changed => ConsentActs.Changed,
            ConsentKind.Expired => ConsentActs.Expired,
            _ => ConsentActs.Withdrawn,
        },
        record switch
        {
            { Kind: ConsentKind.Expired } => AuditActor.System,
            { AccountId: { } customer } => AuditActor.SomebodyOf(customer),
            _ => AuditActor.Visitor,
        },
        record.AccountId is { } account ? PersonKeys.Account.Of(account) : null)
    {
        Facts = AuditFacts.Of(
            ("analytics", record.Analytics ? 1 : 0), ("preference", record.Preference ? 1 : 0), ("policy", record.PolicyVersion)),
    };

    /// <summary>
    /// The numbers under which the chains that end analytics were counted, whatever became of the browser's cookie meanwhile.
    /// </summary>
    private static async Task<IEnumerable<Guid>> CountedInAsync(
        IGSendMailContext db, List<ConsentDecision> decisions, CancellationToken cancellation)
    {
        var ends = decisions.Where(d => d is { Choice.Analytics: false, Before: { IsRefusal: false } })
            .GroupBy(d => d.ChainId).ToDictionary(g => g.Key, g => g.Max(d => d.Choice.At));
        if (ends.Count == 0)
        {
            return [];
        }

        var chains = ends.Keys.ToList();
        var numbers = await db.ConsentRecords()
            .Where(r => chains.Contains(r.ChainId) && r.VisitorId != null)
            .Select(r => new { r.ChainId, r.VisitorId, r.At })
            .ToListAsync(cancellation);
        // An end that waited on the disk must not reach what was allowed anew after it.
        return numbers.Where(n => n.At <= ends[n.ChainId]).Select(n => n.VisitorId!.Value);
    }

    /// <summary>
    /// Two buttons pressed at once, in two tabs say, belong to one chain, and neither knew of the other. The later one follows the earlier:
    /// a refusal after a grant takes it back. Where a chain was ended, nothing goes on with it: whatever follows ends the same way, so that
    /// what stands in the ledger is what the browser may do.
    /// </summary>
    private static async Task<List<ConsentDecision>> InTheOrderOfTheLedgerAsync(
        IGSendMailContext db, List<ConsentDecision> decisions, CancellationToken cancellation)
    {
        var chains = decisions.Select(d => d.ChainId).Distinct().ToList();
        var grants = new Dictionary<Guid, ConsentChoice>();
        var ended = new HashSet<Guid>();
        await foreach (var record in db.ConsentRecords().AsNoTracking()
            .Where(r => chains.Contains(r.ChainId)).OrderBy(r => r.RecordedAt)
            .Select(r => new { r.ChainId, r.Kind, r.Analytics, r.Preference, r.At, r.Signal })
            .AsAsyncEnumerable().WithCancellation(cancellation))
        {
            Follow(record.ChainId, record.Kind, new(record.Analytics, record.Preference, record.At, record.Signal, default) { Chain = record.ChainId });
        }

        var ordered = new List<ConsentDecision>(decisions.Count);
        foreach (var decision in decisions)
        {
            var next = ended.Contains(decision.ChainId) ? decision with { Choice = decision.Choice.AsRefusal() }
                : decision.Before is null && grants.TryGetValue(decision.ChainId, out var before) ? decision with { Before = before }
                : decision;
            ordered.Add(next);
            Follow(next.ChainId, KindOf(next.Before, next.Choice), next.Choice with { Chain = next.ChainId });
        }

        return ordered;

        void Follow(Guid chain, ConsentKind kind, ConsentChoice choice)
        {
            if (kind is ConsentKind.Withdrawn or ConsentKind.Expired or ConsentKind.Refused)
            {
                ended.Add(chain);
            }
            else
            {
                grants[chain] = choice;
            }
        }
    }

    private static async Task AddTextsAsync(
        IGSendMailContext db, List<ConsentDecision> decisions, CancellationToken cancellation)
    {
        var texts = decisions.Where(d => d.Text is not null).DistinctBy(d => d.Text!.Hash).ToList();
        if (texts.Count == 0)
        {
            return;
        }

        var hashes = texts.Select(d => d.Text!.Hash).ToList();
        var known = await db.ConsentTexts().Where(t => hashes.Contains(t.Hash)).Select(t => t.Hash).ToListAsync(cancellation);
        await db.Engine.InsertAsync(db, texts.Where(d => !known.Contains(d.Text!.Hash)).Select(d => new ConsentText
        {
            Hash = d.Text!.Hash,
            Locale = d.Text.Locale,
            InterfaceVersion = d.Text.InterfaceVersion,
            Content = d.Text.Content,
            FirstShownAt = d.Choice.At,
        }).ToList(), cancellation);
    }

    private static ConsentRecord RecordOf(
        ConsentDecision decision, PolicySnapshot policy, DateTimeOffset now, ReceiptCode code) => new()
        {
            Id = decision.RecordId,
            ChainId = decision.ChainId,
            At = decision.Choice.At,
            RecordedAt = now,
            ValidUntil = decision.Choice.At + ConsentChoice.ValidFor,
            VisitorId = decision.VisitorId,
            AccountId = decision.AccountId,
            Kind = KindOf(decision.Before, decision.Choice),
            Analytics = decision.Choice.Analytics,
            Preference = decision.Choice.Preference,
            Signal = decision.Choice.DespiteSignal,
            TextHash = decision.Text?.Hash,
            PolicyVersion = decision.PolicyVersion ?? policy.InForceAt(decision.Choice.At).Version,
            ReceiptHash = code.Hash,
        };
}
