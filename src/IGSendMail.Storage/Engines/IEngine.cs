using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Storage;

/// <summary>
/// A database engine: its set-up and the few statements that differ. There are two, side by side in the engine
/// projects; features write neither SQL nor engine names.
/// </summary>
public interface IEngine
{
    /// <summary>The value of <c>Database:Engine</c> that chooses this engine.</summary>
    string Name { get; }

    /// <summary>True if writers of one process must take turns (SQLite has one writer).</summary>
    bool WritersTakeTurns { get; }

    /// <summary>True if a commit may be lost on the wire after the server did it, so that it must be looked up.</summary>
    bool CommitMayBeInDoubt { get; }

    /// <summary>True if a write failed because a row with its key stands there already: another process was first.</summary>
    bool IsKeyViolation(Exception failure);

    /// <summary>Points a context at this engine.</summary>
    void Configure(DbContextOptionsBuilder options, string connectionString);

    /// <summary>Engine-specific storage of plain types.</summary>
    void ConfigureConventions(ModelConfigurationBuilder builder);

    /// <summary>Engine-specific finish of the model.</summary>
    void ConfigureModel(ModelBuilder builder);

    /// <summary>
    /// Brings the database up to date under a lock that a killed process cannot leave behind. Safe to call from
    /// several processes at once.
    /// </summary>
    Task MigrateAsync(DbContext db, CancellationToken cancellation);

    /// <summary>
    /// Inserts many rows of one table inside the caller's transaction, as fast as the engine can. The context does not track
    /// them on every engine: they are written, not to be changed.
    /// </summary>
    Task InsertAsync<T>(DbContext db, IReadOnlyList<T> rows, CancellationToken cancellation) where T : class;

    /// <summary>
    /// Deletes up to <paramref name="most"/> rows of the target whose column is
    /// <paramref name="value"/>, in key order. Returns how many went.
    /// </summary>
    Task<int> PurgeSliceAsync(DbContext db, PurgeTarget target, Guid value, int most, CancellationToken cancellation);

    /// <summary>
    /// As <see cref="PurgeSliceAsync"/>, by age: rows whose <paramref name="target"/> column is before
    /// <paramref name="before"/>.
    /// </summary>
    Task<int> ExpireSliceAsync(DbContext db, PurgeTarget target, DateTimeOffset before, int most, CancellationToken cancellation);

    /// <summary>
    /// Copies the database as it stands at one moment into a new file, while others read and write. False if it lies on a server, whose own
    /// backups copy it; then there is no file.
    /// </summary>
    Task<bool> TryCopyAsync(DbContext db, string file, CancellationToken cancellation);

    /// <summary>
    /// Makes deleted content leave the files on disk (write-ahead log included), as far as the engine can. False if
    /// readers kept it from finishing: try again later.
    /// </summary>
    Task<bool> ScrubAsync(DbContext db, CancellationToken cancellation);

    /// <summary>
    /// Has the database refuse to change rows of these tables and to delete them before they are cut, as far as that is
    /// not a matter of grants. Rules of an earlier version are replaced. Call it after each migration.
    /// </summary>
    Task ProtectAsync(DbContext db, IReadOnlyList<AppendOnlyTable> tables, CancellationToken cancellation);

    /// <summary>Why rows of these tables could be changed through this connection, and the remedy; null if they could not.</summary>
    Task<string?> ProtectionProblemAsync(DbContext db, IReadOnlyList<AppendOnlyTable> tables, CancellationToken cancellation);

    /// <summary>
    /// Why a commit that was answered could be lost by a crash of the server, and the remedy, as the end of a sentence about the database; null
    /// if it could not. What a person was told would not be so any more.
    /// </summary>
    Task<string?> LossProblemAsync(DbContext db, CancellationToken cancellation);

    /// <summary>True if this connection's user may delete from the table at all.</summary>
    Task<bool> MayDeleteAsync(DbContext db, string table, CancellationToken cancellation);
}

/// <summary>A table, the column that selects rows, and its key columns in order. Names come from the model only.</summary>
public sealed record PurgeTarget(string Table, string Column, IReadOnlyList<string> KeyColumns)
{
    /// <summary>Rows that stay although they are selected; null if none do.</summary>
    public PurgeUnless? Unless { get; init; }
}

/// <summary>
/// A row stays while another table has a row whose <paramref name="Match"/> column equals the row's
/// <paramref name="Column"/> and whose <paramref name="WhileNull"/> column is empty.
/// </summary>
/// <param name="Column">Column of the row.</param>
/// <param name="Table">The other table.</param>
/// <param name="Match">Its column that is compared.</param>
/// <param name="WhileNull">Its column that must be empty.</param>
public sealed record PurgeUnless(string Column, string Table, string Match, string WhileNull);
