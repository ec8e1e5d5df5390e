using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Storage;

/// <summary>
/// Replaces data keys: a newer version for every owner, a pause until every process knows it, everything sealed anew in
/// slices, and when a whole look found nothing under the old versions these are destroyed. Safe to kill anywhere.
/// </summary>
public sealed class DataKeyRotation(
    IDbContextFactory<VaultContext> contexts, IEngine engine, MasterKey master, Vault vault, WordBook words, Reseal reseal,
    KeyOptions options, TimeProvider time)
{
    private const int Slice = 200;
    private const int MostUnopened = 1_000;
    private readonly KeyVersions _versions = new(contexts, master, options, time);

    /// <summary>
    /// The rotation to work on: the unfinished one if there is one, else a new one of keys that are older than
    /// <paramref name="olderThan"/>, of one owner or of all.
    /// </summary>
    public async Task<KeyRotation> BeginAsync(TimeSpan olderThan, KeyOwner? owner, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var unfinished = await db.Set<KeyRotation>().AsNoTracking()
            .Where(r => r.FinishedAt == null).OrderBy(r => r.StartedAt).FirstOrDefaultAsync(cancellation);
        if (unfinished is not null)
        {
            return unfinished;
        }

        var now = time.GetUtcNow();
        var rotation = new KeyRotation
        {
            Id = RowKeys.New(time),
            StartedAt = now,
            Before = now - olderThan,
            OwnerKind = owner?.Kind,
            OwnerId = owner?.Id,
        };
        db.Add(rotation);
        await db.SaveChangesAsync(cancellation);
        return rotation;
    }

    /// <summary>Does all of it, or what is left of it.</summary>
    public async Task<RotationOutcome> RunAsync(
        KeyRotation rotation, IProgress<RotationProgress> progress, CancellationToken cancellation)
    {
        var made = await MakeAsync(rotation, progress, cancellation);
        await PauseAsync(progress, cancellation);
        vault.ForgetAll();

        long values = 0, files = 0;
        ResealPass pass;
        DateTimeOffset looked;
        do
        {
            looked = time.GetUtcNow();
            pass = await reseal.PassAsync(rotation.Owner, progress, cancellation);
            (values, files) = (values + pass.Values, files + pass.Files);
        }
        while (!pass.FoundNothing);

        var destroyed = pass.Unopened.Count > MostUnopened
            ? 0
            : await DestroyAsync(rotation, looked - options.RotationPause, [.. pass.Unopened.Keys], progress, cancellation);
        await FinishAsync(rotation, cancellation);
        return new RotationOutcome(made, values, files, destroyed, [.. pass.Unopened.Values]);
    }

    private async Task<long> MakeAsync(KeyRotation rotation, IProgress<RotationProgress> progress, CancellationToken cancellation)
    {
        long made = 0;
        foreach (var kind in words.All<KeyOwnerKind>().Where(k => rotation.OwnerKind is not { } only || only == k))
        {
            var after = Guid.Empty;
            while (await MakeSliceAsync(rotation, kind, after, cancellation) is { Count: > 0 } slice)
            {
                made += slice.Count;
                after = slice[^1].OwnerId;
                progress.Report(new RotationProgress(RotationStep.Making, kind.Name, made, made));
            }
        }

        return made;
    }

    private async Task<List<VaultKey>> MakeSliceAsync(
        KeyRotation rotation, KeyOwnerKind kind, Guid after, CancellationToken cancellation)
    {
        while (true)
        {
            await using var db = await contexts.CreateDbContextAsync(cancellation);
            var due = await db.Keys
                .Where(k => k.OwnerKind == kind && k.OwnerId.CompareTo(after) > 0
                    && k.Wrapped != null && k.RetiredAt == null && k.CreatedAt < rotation.Before)
                .Where(k => rotation.OwnerId == null || k.OwnerId == rotation.OwnerId)
                .OrderBy(k => k.OwnerId).Take(Slice).ToListAsync(cancellation);
            db.AddRange(due.Select(_versions.Replace).ToList());
            try
            {
                await db.SaveChangesAsync(cancellation);
                return due;
            }
            catch (DbUpdateConcurrencyException)
            {
                // An owner was erased or its key wrapped anew meanwhile: read the slice again.
                db.ChangeTracker.Clear();
            }
        }
    }

    /// <summary>Waits until no process can still be sealing with a version that was replaced.</summary>
    private async Task PauseAsync(IProgress<RotationProgress> progress, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var newest = await db.Keys.Where(k => k.RetiredAt != null && k.Wrapped != null).MaxAsync(k => k.RetiredAt, cancellation);
        var wait = newest + options.RotationPause - time.GetUtcNow();
        if (wait > TimeSpan.Zero)
        {
            progress.Report(new RotationProgress(RotationStep.Waiting, "", (long)wait.Value.TotalSeconds, 0));
            await Task.Delay(wait.Value, time, cancellation);
        }
    }

    private async Task<long> DestroyAsync(
        KeyRotation rotation, DateTimeOffset retiredBy, List<Guid> kept, IProgress<RotationProgress> progress,
        CancellationToken cancellation)
    {
        long destroyed = 0;
        int last;
        do
        {
            await using var db = await contexts.CreateDbContextAsync(cancellation);
            var old = await db.Keys
                .Where(k => k.Wrapped != null && k.RetiredAt <= retiredBy && !kept.Contains(k.KeyId))
                .Where(k => rotation.OwnerId == null || (k.OwnerId == rotation.OwnerId && k.OwnerKind == rotation.OwnerKind))
                .Take(Slice).ToListAsync(cancellation);
            foreach (var key in old)
            {
                (key.Wrapped, key.MasterId, key.DestroyedAt) = (null, null, time.GetUtcNow());
            }

            try
            {
                await db.SaveChangesAsync(cancellation);
                destroyed += old.Count;
            }
            catch (DbUpdateConcurrencyException)
            {
                // Its owner was erased meanwhile, or it was wrapped anew: read again.
                db.ChangeTracker.Clear();
            }

            last = old.Count;
            progress.Report(new RotationProgress(RotationStep.Destroying, "", destroyed, destroyed));
        }
        while (last > 0);

        return destroyed;
    }

    private async Task FinishAsync(KeyRotation rotation, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var now = time.GetUtcNow();
        await db.Set<KeyRotation>().Where(r => r.Id == rotation.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(r => r.FinishedAt, now), cancellation);
        vault.ForgetAll();
        await engine.ScrubAsync(db, cancellation);
    }
}
