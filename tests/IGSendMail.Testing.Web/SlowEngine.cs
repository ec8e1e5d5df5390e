using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace IGSendMail.Testing;

/// <summary>The real engine, but each slice of a purge takes as long as a test says, on the test's clock, or fails as it says.</summary>
/// <param name="inner">The real one.</param>
/// <param name="time">The test's clock.</param>
/// <param name="perSlice">How long a slice of somebody takes that finds anything; what it throws undoes the slice.</param>
public sealed class SlowEngine(IEngine inner, FakeTimeProvider time, Func<Guid, TimeSpan> perSlice) : IEngine
{
    /// <inheritdoc />
    public string Name => inner.Name;

    /// <inheritdoc />
    public bool WritersTakeTurns => inner.WritersTakeTurns;

    /// <inheritdoc />
    public bool CommitMayBeInDoubt => inner.CommitMayBeInDoubt;

    /// <summary>Has a site purge slowly.</summary>
    public static void Under(TestSite site, Func<Guid, TimeSpan> perSlice) => site.WithServices(services =>
    {
        var quick = (IEngine)services.Single(s => s.ServiceType == typeof(IEngine)).ImplementationInstance!;
        services.AddSingleton<IEngine>(new SlowEngine(quick, site.Time, perSlice));
    });

    /// <inheritdoc />
    public async Task<int> PurgeSliceAsync(DbContext db, PurgeTarget target, Guid value, int most, CancellationToken cancellation)
    {
        var gone = await inner.PurgeSliceAsync(db, target, value, most, cancellation);
        if (gone > 0)
        {
            time.Advance(perSlice(value));
        }

        return gone;
    }

    /// <inheritdoc />
    public bool IsKeyViolation(Exception failure) => inner.IsKeyViolation(failure);

    /// <inheritdoc />
    public void Configure(DbContextOptionsBuilder options, string connectionString) => inner.Configure(options, connectionString);

    /// <inheritdoc />
    public void ConfigureConventions(ModelConfigurationBuilder builder) => inner.ConfigureConventions(builder);

    /// <inheritdoc />
    public void ConfigureModel(ModelBuilder builder) => inner.ConfigureModel(builder);

    /// <inheritdoc />
    public Task MigrateAsync(DbContext db, CancellationToken cancellation) => inner.MigrateAsync(db, cancellation);

    /// <inheritdoc />
    public Task InsertAsync<T>(DbContext db, IReadOnlyList<T> rows, CancellationToken cancellation) where T : class =>
        inner.InsertAsync(db, rows, cancellation);

    /// <inheritdoc />
    public Task<int> ExpireSliceAsync(DbContext db, PurgeTarget target, DateTimeOffset before, int most, CancellationToken cancellation) =>
        inner.ExpireSliceAsync(db, target, before, most, cancellation);

    /// <inheritdoc />
    public Task<bool> TryCopyAsync(DbContext db, string file, CancellationToken cancellation) => inner.TryCopyAsync(db, file, cancellation);

    /// <inheritdoc />
    public Task<bool> ScrubAsync(DbContext db, CancellationToken cancellation) => inner.ScrubAsync(db, cancellation);

    /// <inheritdoc />
    public Task ProtectAsync(DbContext db, IReadOnlyList<AppendOnlyTable> tables, CancellationToken cancellation) =>
        inner.ProtectAsync(db, tables, cancellation);

    /// <inheritdoc />
    public Task<string?> ProtectionProblemAsync(DbContext db, IReadOnlyList<AppendOnlyTable> tables, CancellationToken cancellation) =>
        inner.ProtectionProblemAsync(db, tables, cancellation);

    /// <inheritdoc />
    public Task<bool> MayDeleteAsync(DbContext db, string table, CancellationToken cancellation) =>
        inner.MayDeleteAsync(db, table, cancellation);

    /// <inheritdoc />
    public Task<string?> LossProblemAsync(DbContext db, CancellationToken cancellation) => inner.LossProblemAsync(db, cancellation);
}
