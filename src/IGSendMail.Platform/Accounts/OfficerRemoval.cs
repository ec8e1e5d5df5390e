using IGSendMail.Privacy.Audit;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Recovery;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Platform.Accounts;

/// <summary>
/// Officers are exactly the users without an account, so one who is none any more is no user any more. The officer's key is destroyed as well: a
/// backup from before may bring the rows back, but neither the name nor the rights.
/// </summary>
public sealed class OfficerRemoval(
    IDbContextFactory<IGSendMailContext> contexts, Vault vault, Sealer sealer, AddressHashes hashes, Leases leases, AuditTrail trail) : IRestoredFacts
{
    private const string Lease = "officer-removal";

    /// <summary>
    /// Removes an officer: sign-in, sessions, app, passkeys and name. What they did stays on the trail, which names nobody. One process at a time
    /// does it, so that two that remove the last two officers do not both find another one left.
    /// </summary>
    public async Task<OfficerRemovalOutcome> RemoveAsync(OfficerId officer, CancellationToken cancellation)
    {
        var removed = await leases.RunAsync(Lease, async (lease, token) =>
        {
            await using var db = await contexts.CreateDbContextAsync(token);
            var outcome = await db.WriteAsync(WriteUrgency.Interactive, async inside =>
            {
                await Leases.ExtendAsync(db, lease, inside);
                return await RemoveAsync(db, officer, inside);
            }, token);
            await db.Engine.ScrubAsync(db, token);
            return outcome;
        }, cancellation);
        return removed.Outcome == LeaseOutcome.Done ? removed.Result : OfficerRemovalOutcome.Busy;
    }

    /// <summary>After a restore: whoever was removed since the backup goes again, before anybody can sign in.</summary>
    public async Task<int> RepeatAsync(CancellationToken cancellation)
    {
        var removed = 0;
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        foreach (var officer in await db.Users().AsNoTracking().Where(u => u.AccountId == null).ToListAsync(cancellation))
        {
            if (await sealer.OfOfficerAsync(officer, cancellation) is null)
            {
                await db.WriteAsync(WriteUrgency.Background, async token =>
                {
                    await DeleteAsync(db, officer, [], token);
                    await EnterAsync(db, officer, AuditActor.System, token);
                }, cancellation);
                removed++;
            }
        }

        return removed;
    }

    private async Task<OfficerRemovalOutcome> RemoveAsync(IGSendMailContext db, OfficerId officer, CancellationToken cancellation)
    {
        var all = await db.Users().AsNoTracking().Where(u => u.AccountId == null).ToListAsync(cancellation);
        if (all.Find(u => u.Id == officer.Value) is not { } leaving)
        {
            return OfficerRemovalOutcome.Unknown;
        }

        var isAnotherLeft = false;
        foreach (var other in all.Where(u => u.Id != leaving.Id))
        {
            isAnotherLeft |= await sealer.OfOfficerAsync(other, cancellation) is not null;
        }

        if (!isAnotherLeft)
        {
            return OfficerRemovalOutcome.IsLast;
        }

        var content = await sealer.OfOfficerAsync(leaving, cancellation);
        await DeleteAsync(
            db, leaving, EmailAddress.Find(content?.Address) is { } address ? await hashes.AllAsync(address, cancellation) : [], cancellation);

        // Before the commit: whatever comes between, the officer is gone, at the next start at the latest.
        await vault.DestroyKeyAsync(leaving.KeyOwner, cancellation);
        await EnterAsync(db, leaving, AuditActor.Operator, cancellation);
        return OfficerRemovalOutcome.Removed;
    }

    private static async Task DeleteAsync(IGSendMailContext db, User officer, IReadOnlyList<Guid> addresses, CancellationToken cancellation)
    {
        await Sessions.EndAllAsync(db, officer, addresses, cancellation);
        await db.SecondFactors().Where(f => f.UserId == officer.Id).ExecuteDeleteAsync(cancellation);
        await db.Passkeys().Where(p => p.UserId == officer.Id).ExecuteDeleteAsync(cancellation);
        await db.UserLinks().Where(l => l.UserId == officer.Id).ExecuteDeleteAsync(cancellation);
        await Tallies.ForgetUserAsync(db, officer.Id, cancellation);
        await db.AuditPersons().Where(p => p.OwnerId == officer.Id).ExecuteDeleteAsync(cancellation);
        await db.Users().Where(u => u.Id == officer.Id).ExecuteDeleteAsync(cancellation);
    }

    /// <summary>
    /// Says by its code that it is about the officer. It has no personal part: whose code that is went with the key.
    /// </summary>
    private async Task EnterAsync(IGSendMailContext db, User officer, AuditActor by, CancellationToken cancellation) =>
        await trail.AppendAsync(db, new(AccountActs.OfficerRemoved, by, officer.KeyOwner), cancellation);
}

/// <summary>What became of the wish to remove an officer.</summary>
public enum OfficerRemovalOutcome
{
    /// <summary>The officer is one no more.</summary>
    Removed,

    /// <summary>There is no such officer (any more).</summary>
    Unknown,

    /// <summary>Nobody would be left to decide about requests: nothing was changed.</summary>
    IsLast,

    /// <summary>Another process removes one at this moment: nothing was changed.</summary>
    Busy,
}
