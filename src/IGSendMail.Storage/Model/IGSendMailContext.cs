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
    TimeProvider time,
    ToldJournal? told = null) : DbContext(options), IMadeOf
{
    private static readonly AsyncLocal<WriteGate?> Writing = new();

    private readonly List<ToldNote> _telling = [];

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

        T result;
        using (await gate.EnterAsync(urgency, cancellation))
        {
            Writing.Value = gate;
            result = await OneTransaction.RunAsync(this, work, cancellation);
        }

        if (_telling.Count > 0)
        {
            // Others may write meanwhile; whoever waits for this one has no answer before the vault has it.
            List<ToldNote> notes = [.. _telling];
            _telling.Clear();
            await told!.WriteAsync(notes, cancellation);
        }

        return result;
    }

    /// <summary>
    /// Notes, in the running transaction, what somebody is about to be told: a restored database is told it again (<see cref="ToldJournal"/>).
    /// Changes of tables that are told are noted by themselves.
    /// </summary>
    public async Task TellAsync(IReadOnlyList<Telling> telling, CancellationToken cancellation)
    {
        if (told is not null && telling.Count > 0)
        {
            Note(await told.NotesAsync(telling, cancellation));
        }
    }

    /// <summary>A transaction begins, or begins anew: what an earlier try noted was rolled back.</summary>
    internal void BeginTelling() => _telling.Clear();

    /// <inheritdoc />
    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        foreach (var changed in ChangeTracker.Entries<IRevised>().Where(e => e.State == EntityState.Modified))
        {
            changed.Entity.Revision++;
        }

        if (told is not null)
        {
            Note(await told.NotesAsync(this, cancellationToken));
        }

        return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    private void Note(IReadOnlyList<ToldNote> notes)
    {
        AddRange(notes);
        _telling.AddRange(notes);
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
