using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using IGSendMail.Migrations.Sqlite;
using IGSendMail.Platform;
using IGSendMail.Privacy.Audit;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Rooms;
using IGSendMail.Storage;
using IGSendMail.Storage.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Benchmarks;

/// <summary>How fast a long trail is chained and checked, and what memory that takes.</summary>
internal sealed class AuditVerify : IBenchmark
{
    public string Name => "audit-verify";

    public string Measures => "chains so many audit entries and checks them all; prints rates and memory";

    public int StandardSize => 100_000;

    public async Task RunAsync(int size, TextWriter output, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("igsendmail-audit-").FullName;
        await using var services = await OpenAsync(folder, cancellation);
        await using var db = await services.GetRequiredService<IDbContextFactory<IGSendMailContext>>().CreateDbContextAsync(cancellation);

        await TimedAsync(output, "inserted in bulk", size, () => InsertAsync(db, size, cancellation));
        await TimedAsync(output, "chained under signed heads", size, async () =>
        {
            var placed = await services.GetRequiredService<AuditSequencer>().RunAsync(AuditSequencer.Batch, cancellation);
            if (placed != size)
            {
                throw new InvalidOperationException($"{placed} of {size} entries found their place.");
            }
        });

        GC.Collect();
        var before = WorkingSet();
        var most = before;
        var watched = new Watched(() => most = Math.Max(most, WorkingSet()));
        AuditReport? report = null;
        await TimedAsync(output, "checked", size, async () =>
            report = await services.GetRequiredService<AuditVerifier>().VerifyAsync(db, watched, cancellation));
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"{report!.Verified:N0} entries under {report.Heads:N0} heads; fault: {report.Fault?.Words ?? "none"}"));
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"working set: {before:N0} MiB before the check, {most:N0} MiB at most during it; peak of the process {Process.GetCurrentProcess().PeakWorkingSet64 >> 20:N0} MiB"));
        await TellFilesAsync(folder, size, output);
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    internal static async Task<ServiceProvider> OpenAsync(string folder, CancellationToken cancellation)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(TimeProvider.System);
        services.AddStorage(
            new SqliteEngine { Migrations = SqliteMigrations.Assembly },
            $"Data Source={Path.Combine(folder, "data.db")}", $"Data Source={Path.Combine(folder, "vault.db")}",
            MasterKey.Parse("MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="),
            typeof(PrivacyRegistration).Assembly, typeof(PlatformRegistration).Assembly);
        services.AddWords(typeof(PersonKeys)).AddAudit();
        var provider = services.BuildServiceProvider();
        await using var vault = await provider.GetRequiredService<IDbContextFactory<VaultContext>>().CreateDbContextAsync(cancellation);
        await vault.Database.MigrateAsync(cancellation);
        await using var db = await provider.GetRequiredService<IDbContextFactory<IGSendMailContext>>().CreateDbContextAsync(cancellation);
        await db.Database.MigrateAsync(cancellation);
        await db.ProtectAuditAsync(cancellation);
        return provider;
    }

    private static async Task InsertAsync(IGSendMailContext db, int size, CancellationToken cancellation)
    {
        await db.Database.OpenConnectionAsync(cancellation);
        var connection = db.Database.GetDbConnection();
        var from = TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(-1);
        for (var at = 0; at < size;)
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellation);
            await using var command = connection.CreateCommand();
            command.Transaction = transaction;
            command.CommandText = """
                INSERT INTO AuditEntries (At, Id, Act, Role, Actor, Subject, Outcome, Facts, Commitment)
                VALUES (@at, @id, 'SignedIn', 'Customer', @actor, @subject, 'Done', '{}', @commitment);
                INSERT INTO AuditWaiting (At, EntryId) VALUES (@at, @id);
                """;
            foreach (var name in new[] { "@at", "@id", "@actor", "@subject", "@commitment" })
            {
                var parameter = command.CreateParameter();
                parameter.ParameterName = name;
                command.Parameters.Add(parameter);
            }

            for (var until = Math.Min(size, at + 50_000); at < until; at++)
            {
                Set(command, from.AddMilliseconds(at * 10L), at);
                await command.ExecuteNonQueryAsync(cancellation);
            }

            await transaction.CommitAsync(cancellation);
        }

        await db.Database.CloseConnectionAsync();
    }

    private static void Set(DbCommand command, DateTime at, int number)
    {
        command.Parameters[0].Value = at;
        command.Parameters[1].Value = Guid.CreateVersion7(new DateTimeOffset(at, TimeSpan.Zero)).ToByteArray(bigEndian: true);
        command.Parameters[2].Value = RowKeys.New(TimeProvider.System).ToByteArray(bigEndian: true);
        // Ten thousand accounts take turns.
        command.Parameters[3].Value = new Guid(number % 10_000, 0, 0, new byte[8]).ToByteArray(bigEndian: true);
        command.Parameters[4].Value = System.Security.Cryptography.RandomNumberGenerator.GetBytes(32);
    }

    private static async Task TimedAsync(TextWriter output, string what, int size, Func<Task> work)
    {
        var time = TimeProvider.System;
        var start = time.GetTimestamp();
        await work();
        var took = time.GetElapsedTime(start);
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"{size:N0} entries {what} in {took.TotalSeconds:N1} s: {size / took.TotalSeconds:N0} a second"));
    }

    private static long WorkingSet() => Environment.WorkingSet >> 20;

    private static Task TellFilesAsync(string folder, int size, TextWriter output) => output.WriteLineAsync(string.Join("; ",
        Directory.EnumerateFiles(folder, "*.db").Order(StringComparer.Ordinal).Select(f => string.Create(CultureInfo.InvariantCulture,
            $"{Path.GetFileName(f)} {new FileInfo(f).Length >> 20:N0} MiB ({(double)new FileInfo(f).Length / size:N0} bytes an entry)"))));

    private sealed class Watched(Action look) : IProgress<long>
    {
        public void Report(long value) => look();
    }
}
