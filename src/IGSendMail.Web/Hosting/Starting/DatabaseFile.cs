using System.Globalization;
using System.Security.Cryptography;
using IGSendMail.Privacy.Settings;
using IGSendMail.Storage;
using IGSendMail.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Web.Hosting.Starting;

/// <summary>
/// Knows the file of the database again. SQLite lays the log that a crash left behind (<c>-wal</c>) over whatever file it finds beside it:
/// put a backup there, and the two become a blend in which erased people can be read. So the file carries a number that changes with every
/// start and every hour, the folder of the vault says which, and before anything opens a file with another number its log is looked for
/// (ADR 0045). What SQLite itself can see of damage is looked for whenever the last end was not an orderly one.
/// </summary>
internal sealed class DatabaseFile(
    SiteFolders folders, IDbContextFactory<IGSendMailContext> contexts, IDbContextFactory<VaultContext> vaults) : IRepeatedWork, IDisposable
{
    /// <summary>The file in the folder of the vault that says which numbers the database may carry.</summary>
    public const string FileName = "database-file";

    /// <summary>Finding out takes a moment; after five seconds it is not that.</summary>
    private const int MostTries = 250;

    private FileStream? _use;
    private bool _isSuspect;

    /// <inheritdoc />
    public string Name => "database file";

    /// <inheritdoc />
    public TimeSpan Every => TimeSpan.FromHours(1);

    private string Noted => Path.Combine(folders.Vault, FileName);

    /// <summary>Looks at the files before anything opens them. Does nothing where the database is on a server.</summary>
    /// <exception cref="InvalidSettingException">
    /// A log lies beside a file that it does not belong to, or this user may not write to the vault's folder; the message says what to do.
    /// </exception>
    public async Task RequireOwnLogAsync(CancellationToken cancellation)
    {
        // Beside a process that is at work the log is no trace of a crash, and that process has looked.
        if (FileOf(contexts) is not { } file || !await IsAloneAsync(cancellation) || !File.Exists(file))
        {
            return;
        }

        var known = Numbers();
        var isKnown = known.Count == 0 || known.Contains(SqliteFiles.NumberOf(file));
        if (!isKnown && HasLog(file))
        {
            throw new InvalidSettingException(SiteFolders.DataKey, string.Create(CultureInfo.InvariantCulture,
                $"holds {file}, which is not the file that was used last, and beside it the log of another one ({file}-wal). Together they would be a blend. If a backup was put back, remove {file}-wal and {file}-shm and start again; if that very log was copied together with the file, or the folder of the vault was put back too, remove {Noted} instead"));
        }

        _isSuspect = !isKnown || HasLog(file) || (FileOf(vaults) is { } vault && HasLog(vault));
    }

    /// <summary>Lets SQLite look through a database whose last end was not an orderly one, or that is another file than before.</summary>
    /// <exception cref="InvalidSettingException">It is damaged.</exception>
    public async Task RequireWholeAsync(DbContext context, string key, CancellationToken cancellation)
    {
        if (!_isSuspect || context.Database.GetDbConnection() is not SqliteConnection connection)
        {
            return;
        }

        if (await SqliteFiles.DamageAsync(context, cancellation) is { } damage)
        {
            throw new InvalidSettingException(key, $"holds {connection.DataSource}, which is damaged ({damage}): restore it from a backup, and leave no file with its name and -wal or -shm beside it");
        }
    }

    /// <summary>Gives the file a new number. A kill anywhere leaves a number that is known.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        if (FileOf(contexts) is not { } file)
        {
            return;
        }

        await using var turn = TryOpen(Noted + ".turn", FileShare.None);
        if (turn is null)
        {
            // Another process gives it one.
            return;
        }

        var next = RandomNumberGenerator.GetInt32(1, int.MaxValue);
        // What was noted stays known too: a number that a reader kept in the log can come into the file at any time.
        await NoteAsync([.. Numbers(), SqliteFiles.NumberOf(file), next], cancellation);
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await SqliteFiles.NumberAsync(db, next, cancellation);
        // Where somebody reads meanwhile, the number is still in the log alone, and both stay known.
        if (SqliteFiles.NumberOf(file) == next)
        {
            await NoteAsync([next], cancellation);
        }
    }

    /// <inheritdoc />
    public void Dispose() => _use?.Dispose();

    /// <summary>True if no other process of the site has the database open. From now on this one has.</summary>
    public async Task<bool> IsAloneAsync(CancellationToken cancellation)
    {
        var name = Noted + ".use";
        var isAlone = false;
        for (var tries = 0; _use is null && tries < MostTries; tries++)
        {
            await using (var alone = TryOpen(name, FileShare.None))
            {
                isAlone = alone is not null;
            }

            _use = TryOpen(name, FileShare.Read);
            if (_use is null)
            {
                // Another one finds out at this moment whether it is alone.
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, cancellation);
            }
        }

        return isAlone;
    }

    private static FileStream? TryOpen(string name, FileShare share)
    {
        try
        {
            File.Open(name, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite).Dispose();
            return new FileStream(name, FileMode.Open, FileAccess.Read, share);
        }
        catch (IOException)
        {
            // Held by another process.
            return null;
        }
        catch (UnauthorizedAccessException denied)
        {
            throw new InvalidSettingException(SiteFolders.VaultKey, $"holds {name}, which cannot be used: {StartProblems.OneLine(denied.Message)}", denied);
        }
    }

    private async Task NoteAsync(IEnumerable<int> numbers, CancellationToken cancellation)
    {
        var fresh = Noted + ".new";
        await using (var stream = new FileStream(fresh, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            await using var writer = new StreamWriter(stream, leaveOpen: true);
            await writer.WriteAsync(string.Join('\n', numbers.Distinct().Select(n => n.ToString(CultureInfo.InvariantCulture))).AsMemory(), cancellation);
            await writer.FlushAsync(cancellation);
            stream.Flush(flushToDisk: true);
        }

        File.Move(fresh, Noted, overwrite: true);
    }

    /// <summary>The numbers that are known; none before the first was given, or where the note cannot be read.</summary>
    private List<int> Numbers() => File.Exists(Noted)
        ? [.. File.ReadAllLines(Noted).Select(line => int.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0)]
        : [];

    private static bool HasLog(string file) => new FileInfo(file + "-wal") is { Exists: true, Length: > 0 };

    private static string? FileOf<T>(IDbContextFactory<T> databases) where T : DbContext
    {
        using var database = databases.CreateDbContext();
        return database.Database.GetDbConnection() is SqliteConnection { DataSource: { Length: > 0 } file } ? file : null;
    }
}
