using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Storage;

/// <summary>
/// The one database context. It knows no feature: mappings are found by scanning the assemblies of
/// <see cref="StorageModel"/>, and a feature offers its set as an extension method (<c>db.Subscribers()</c>).
/// All changes go through <see cref="WriteAsync(WriteUrgency, Func{CancellationToken, Task}, CancellationToken)"/>.
/// </summary>
public sealed class IGSendMailContext(
    DbContextOptions<IGSendMailContext> options,
    StorageModel model,
    WriteGate gate,
    TimeProvider time) : DbContext(options), IMadeOf
{
    private static readonly AsyncLocal<WriteGate?> Writing = new();

    /// <summary>The engine beneath, for the few statements that differ between engines.</summary>
    public IEngine Engine => model.Engine;

    StorageModel IMadeOf.Model => model;

    /// <summary>The clock that dates everything this context writes.</summary>
    public TimeProvider Time => time;

    /// <summary>
    /// Runs <paramref name="work"/> in one transaction and saves what it changed. The work is run again from its
    /// beginning after a transient fault, so it must load what it changes inside itself. Inside a running
    /// transaction it joins that one. If it fails nothing is saved, and the context tracks nothing any more.
    /// </summary>
    /// <exception cref="DbUpdateConcurrencyException">Somebody else changed the same row meanwhile.</exception>
    /// <exception cref="InvalidOperationException">
    /// The work writes through another context: it would wait for itself for ever.
    /// </exception>
    public Task WriteAsync(WriteUrgency urgency, Func<CancellationToken, Task> work, CancellationToken cancellation) =>
        WriteAsync(urgency, async token => { await work(token); return true; }, cancellation);

    /// <inheritdoc cref="WriteAsync(WriteUrgency, Func{CancellationToken, Task}, CancellationToken)"/>
    public async Task<T> WriteAsync<T>(
        WriteUrgency urgency, Func<CancellationToken, Task<T>> work, CancellationToken cancellation)
    {
        if (Database.CurrentTransaction is not null)
        {
            var joined = await work(cancellation);
            await SaveChangesAsync(cancellation);
            return joined;
        }

        if (Engine.WritersTakeTurns && Writing.Value == gate)
        {
            throw new InvalidOperationException(
                "A write was begun on another context inside a write. Pass the context on, so that it joins.");
        }

        using var turn = await gate.EnterAsync(urgency, cancellation);
        Writing.Value = gate;
        return await OneTransaction.RunAsync(this, work, cancellation);
    }

    /// <inheritdoc />
    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        foreach (var changed in ChangeTracker.Entries<IRevised>().Where(e => e.State == EntityState.Modified))
        {
            changed.Entity.Revision++;
        }

        return base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    /// <inheritdoc />
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        StorageConventions.Configure(configurationBuilder, model.Engine);

    /// <inheritdoc />
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        foreach (var assembly in model.Assemblies)
        {
            modelBuilder.ApplyConfigurationsFromAssembly(assembly, mapping => !mapping.IsAssignableTo(typeof(IVaultMapping)));
        }

        StorageConventions.Finish(modelBuilder, model);
    }
}
