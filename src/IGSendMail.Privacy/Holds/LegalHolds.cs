using System.Buffers;
using IGSendMail.Privacy.Audit;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Privacy.Holds;

/// <summary>Places and lifts legal holds; each decision is entered in the audit trail in its own transaction.</summary>
public sealed class LegalHolds(
    IGSendMailContext db, AddressHashes hashes, ISubjectDirectory directory, AuditTrail trail, TimeProvider time, WorkBell bell)
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
            await AppendAsync(placed, HoldActs.Placed, officer, token);
            return true;
        }, cancellation);
    }

    /// <summary>Lifts a hold: the rules act again at their next round. False if it does not hold (any more).</summary>
    public async Task<bool> LiftAsync(Guid holdId, OfficerId officer, CancellationToken cancellation)
    {
        var lifted = await db.WriteAsync(WriteUrgency.Interactive, async token =>
        {
            if (await db.LegalHolds().SingleOrDefaultAsync(h => h.Id == holdId && h.LiftedAt == null, token) is not { } hold)
            {
                return false;
            }

            (hold.LiftedAt, hold.LiftedBy) = (time.GetUtcNow(), officer.Value);
            await AppendAsync(hold, HoldActs.Lifted, officer, token);
            return true;
        }, cancellation);
        if (lifted)
        {
            bell.Ring(RetentionRounds.Name);
        }

        return lifted;
    }

    private ValueTask AppendAsync(LegalHold hold, AuditAct act, OfficerId officer, CancellationToken cancellation) =>
        trail.AppendAsync(db, new AuditDeed(
            act, AuditActor.Officer(officer), hold.AccountId is { } account ? PersonKeys.Account.Of(account) : null)
        {
            Facts = AuditFacts.Of(
                ("reason", hold.Reason),
                ("about", hold.Category?.ToString() ?? (hold.AccountId is null ? "person" : "account")),
                ("case", hold.CaseNumber)),
        }, cancellation);
}

/// <summary>A hold that is to be placed.</summary>
/// <param name="Address">E-mail address of an account holder or another person; null if it is about a category.</param>
/// <param name="Category">The category; null if it is about an address.</param>
/// <param name="Reason">Why.</param>
/// <param name="CaseNumber">The case it belongs to.</param>
/// <param name="ReviewOn">When somebody looks at it again.</param>
public sealed record NewHold(EmailAddress? Address, DataCategory? Category, HoldReason Reason, string CaseNumber, DateOnly ReviewOn);
