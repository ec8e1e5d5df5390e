using System.Buffers;
using IGSendMail.Privacy.Audit;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Privacy.Holds;

/// <summary>Places legal holds and orders that they be lifted; each decision is entered in the audit trail in its own transaction.</summary>
public sealed class LegalHolds(
    IGSendMailContext db, AddressHashes hashes, ISubjectDirectory directory, AuditTrail trail, TimeProvider time)
{
    public const int LongestCaseNumber = 60;

    /// <summary>So many may be in force at a time: more are no exceptions any more.</summary>
    public const int MostActive = 1_000;

    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_./");

    /// <summary>True for a case number that names a file, not a person.</summary>
    public static bool IsCaseNumber(string? text) =>
        text is { Length: > 0 and <= LongestCaseNumber } && !text.AsSpan().ContainsAnyExcept(Allowed);

    /// <summary>Holds in force, the next review first.</summary>
    public Task<List<LegalHold>> ActiveAsync(CancellationToken cancellation) => db.LegalHolds().AsNoTracking()
        .Where(h => h.LiftedAt == null).OrderBy(h => h.ReviewOn).ThenBy(h => h.Id).Take(MostActive).ToListAsync(cancellation);

    /// <summary>
    /// Places a hold. An address holds the person behind it, wherever it stands, and the account that signs in with it if there is one. Returns
    /// false if there are as many as there may be.
    /// </summary>
    /// <exception cref="ArgumentException">Neither an address nor a category, or both; or no case number.</exception>
    public async Task<bool> PlaceAsync(NewHold hold, OfficerId officer, CancellationToken cancellation)
    {
        if (hold.Address is null == hold.Category is null || !IsCaseNumber(hold.CaseNumber))
        {
            throw new ArgumentException("A hold is about one address or one category, and has a case number.", nameof(hold));
        }

        var all = hold.Address is { } address ? await hashes.AllAsync(address, cancellation) : [];
        var holder = all.Count > 0 ? await directory.FindSignInAsync(all, cancellation) : null;
        return await db.WriteAsync(WriteUrgency.Interactive, async token =>
        {
            if (await db.LegalHolds().CountAsync(h => h.LiftedAt == null, token) >= MostActive)
            {
                return false;
            }

            var placed = new LegalHold
            {
                Id = RowKeys.New(time),
                AccountId = holder?.AccountId,
                AddressHash = all.Count > 0 ? all[0] : null,
                Category = hold.Category,
                Reason = hold.Reason,
                CaseNumber = hold.CaseNumber,
                PlacedBy = officer.Value,
                PlacedAt = time.GetUtcNow(),
                ReviewOn = hold.ReviewOn,
            };
            db.Add(placed);
            await trail.AppendAsync(db, DeedOf(placed, HoldActs.Placed, officer), token);
            return true;
        }, cancellation);
    }

    /// <summary>A hold in force, or null.</summary>
    public Task<LegalHold?> FindAsync(Guid holdId, CancellationToken cancellation) =>
        db.LegalHolds().AsNoTracking().SingleOrDefaultAsync(h => h.Id == holdId && h.LiftedAt == null, cancellation);

    /// <summary>
    /// Orders that a hold be lifted. What waits for it cannot be brought back once it is deleted, so it holds for <see cref="HoldLifts.ThinkAgain"/> more.
    /// False if it is not in force, or this is ordered already.
    /// </summary>
    public Task<bool> OrderLiftAsync(Guid holdId, LiftReason reason, OfficerId officer, CancellationToken cancellation) =>
        ChangeAsync(holdId, h => h.LiftsAt is null, hold =>
        {
            (hold.LiftsAt, hold.LiftReason, hold.LiftedBy) = (time.GetUtcNow() + HoldLifts.ThinkAgain, reason, officer.Value);
            return HoldActs.LiftOrdered;
        }, officer, cancellation);

    /// <summary>Keeps a hold that was to be lifted. False if it is lifted already, or nobody ordered it.</summary>
    public Task<bool> KeepAsync(Guid holdId, OfficerId officer, CancellationToken cancellation) =>
        ChangeAsync(holdId, h => h.LiftsAt is not null, hold =>
        {
            (hold.LiftsAt, hold.LiftReason, hold.LiftedBy) = (null, null, null);
            return HoldActs.LiftStopped;
        }, officer, cancellation);

    private async Task<bool> ChangeAsync(
        Guid holdId, Func<LegalHold, bool> may, Func<LegalHold, AuditAct> change, OfficerId officer, CancellationToken cancellation)
    {
        try
        {
            return await db.WriteAsync(WriteUrgency.Interactive, async token =>
            {
                if (await db.LegalHolds().SingleOrDefaultAsync(h => h.Id == holdId && h.LiftedAt == null, token) is not { } hold || !may(hold))
                {
                    return false;
                }

                await trail.AppendAsync(db, DeedOf(hold, change(hold), officer), token);
                return true;
            }, cancellation);
        }
        catch (DbUpdateConcurrencyException)
        {
            // Another officer decided, or it was lifted, at the same moment.
            return false;
        }
    }

    /// <summary>What is entered in the trail about a hold.</summary>
    internal static AuditDeed DeedOf(LegalHold hold, AuditAct act, OfficerId officer) => new(
        act, AuditActor.Officer(officer), hold.AccountId is { } account ? PersonKeys.Account.Of(account) : null)
    {
        Facts = AuditFacts.Of(
            ("reason", hold.Reason),
            ("about", hold.Category?.ToString() ?? (hold.AccountId is null ? "person" : "account")),
            ("case", hold.CaseNumber)),
    };
}

/// <summary>A hold that is to be placed.</summary>
/// <param name="Address">E-mail address of an account holder or another person; null if it is about a category.</param>
/// <param name="Category">The category; null if it is about an address.</param>
/// <param name="Reason">Why.</param>
/// <param name="CaseNumber">The case it belongs to.</param>
/// <param name="ReviewOn">When somebody looks at it again.</param>
public sealed record NewHold(EmailAddress? Address, DataCategory? Category, HoldReason Reason, string CaseNumber, DateOnly ReviewOn);
