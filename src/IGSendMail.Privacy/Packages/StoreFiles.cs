using System.Buffers;
using IGSendMail.Privacy.PersonalData;

namespace IGSendMail.Privacy.Packages;

/// <summary>
/// Puts the records of a store into a package, once as JSON and once as CSV. JSON goes straight into the archive
/// while the store is read; one chunk and one record are in memory, however many there are.
/// </summary>
internal sealed class StoreFiles(PackageArchive archive, string scratchPath)
{
    private const int Chunk = 64 * 1024;

    /// <summary>Adds both files; none if there is no record.</summary>
    public async Task<PackageSample> AddAsync(IPersonalDataStore store, DataSubject subject, CancellationToken cancellation)
    {
        var withheld = new Dictionary<string, long>(StringComparer.Ordinal);
        await using var records = store.ReadAsync(subject, cancellation).GetAsyncEnumerator(cancellation);
        if (!await records.MoveNextAsync())
        {
            return new PackageSample(store.Description, 0, [], [], withheld);
        }

        await using var scratch = new ScratchFile(scratchPath);
        var table = new CsvTable(scratch);
        long count = 0;
        await archive.AddAsync(
            PackageSample.JsonOf(store.Description),
            async (stream, token) => count = await WriteJsonAsync(stream, records, table, withheld, token), cancellation);
        await archive.AddAsync(PackageSample.CsvOf(store.Description), table.CopyToAsync, cancellation);
        return new PackageSample(store.Description, count, [.. table.Columns], table.First, withheld);
    }

    /// <summary>Counts the records of a store and hands out none.</summary>
    public static async Task<PackageSample> CountAsync(IPersonalDataStore store, DataSubject subject, CancellationToken cancellation)
    {
        var withheld = new Dictionary<string, long>(StringComparer.Ordinal);
        long count = 0;
        await foreach (var record in store.ReadAsync(subject, cancellation))
        {
            NoteWithheld(record, withheld);
            count++;
        }

        return new PackageSample(store.Description, count, [], [], withheld);
    }

    private static void NoteWithheld(StoreRecord record, Dictionary<string, long> withheld)
    {
        foreach (var type in record.Withheld)
        {
            withheld[type] = withheld.GetValueOrDefault(type) + 1;
        }
    }

    private static async Task<long> WriteJsonAsync(
        Stream stream, IAsyncEnumerator<StoreRecord> records, CsvTable table, Dictionary<string, long> withheld,
        CancellationToken cancellation)
    {
        var text = new ArrayBufferWriter<byte>(2 * Chunk);
        text.Write("[\n"u8);
        long count = 0;
        do
        {
            var record = records.Current;
            text.Write(count == 0 ? default : ",\n"u8);
            text.Write(record.Json.Span);
            await table.AddAsync(record.Json, cancellation);
            NoteWithheld(record, withheld);
            count++;
            if (text.WrittenCount >= Chunk)
            {
                await stream.WriteAsync(text.WrittenMemory, cancellation);
                text.ResetWrittenCount();
            }
        }
        while (await records.MoveNextAsync());

        text.Write("\n]\n"u8);
        await stream.WriteAsync(text.WrittenMemory, cancellation);
        return count;
    }
}

/// <summary>What the readable page shows of one store.</summary>
/// <param name="Store">The store.</param>
/// <param name="Count">Its records.</param>
/// <param name="Columns">Names of their fields.</param>
/// <param name="First">Values of the first records, in the order of the columns.</param>
/// <param name="Withheld">In how many records a type exists that is not handed out.</param>
internal sealed record PackageSample(
    StoreDescription Store, long Count, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string?>> First,
    IReadOnlyDictionary<string, long> Withheld)
{
    /// <summary>How long its records are kept by their age; null where another rule decides.</summary>
    public StatedPeriod? Age { get; init; }

    /// <summary>From when that counts, in words; null where the records themselves say it.</summary>
    public string? AgeCountsFrom { get; init; }

    /// <summary>True if they go with the account that they belong to.</summary>
    public bool GoesWithAccount { get; init; }

    /// <summary>Where the records stand as JSON.</summary>
    public static string JsonOf(StoreDescription store) => $"data/{store.Key}.json";

    /// <summary>Where they stand as CSV.</summary>
    public static string CsvOf(StoreDescription store) => $"data/{store.Key}.csv";
}
