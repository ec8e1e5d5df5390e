using System.Buffers.Binary;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Platform.Audience;

/// <summary>
/// Looks a file through and counts what would become of it, without taking anything: so many new people, so many who are
/// there, opt-outs, rows that cannot be taken.
/// </summary>
internal sealed class ImportLook(Import import)
{
    private readonly List<ImportProblem> _problems = [];
    private readonly SeenAddresses _seen = new();

    // Whoever opts out in one row is left out in every later one, as when the file is taken.
    private readonly SeenAddresses _out = new();

    /// <summary>Counts the rows of a slice.</summary>
    public async Task CountAsync(IGSendMailContext db, FileSlice slice, byte[] hashKey, CancellationToken cancellation)
    {
        var people = slice.People(hashKey);
        List<Guid> hashes = [.. people.SelectMany(p => p.Former.Append(p.Hash)).Distinct()];
        var known = await db.Subscribers()
            .Where(s => s.AccountId == import.AccountId && s.ListId == import.ListId && hashes.Contains(s.AddressHash))
            .Select(s => s.AddressHash).ToHashSetAsync(cancellation);
        var suppressed = await ListedPeople.SuppressedAsync(db, import.AccountId, hashes, cancellation);
        foreach (var person in people.Where(p => p.Out is not null))
        {
            _out.Add(person.Hash);
        }

        suppressed.UnionWith(hashes.Where(_out.Contains));
        foreach (var person in people)
        {
            var isRepeated = !_seen.Add(person.Hash);
            import.OptedOut += person.Out is not null ? 1 : 0;
            import.LeftOut += person.Out is null && suppressed.Contains(person.Hash) ? 1 : 0;
            if (person.Out is null && !suppressed.Contains(person.Hash))
            {
                var isThere = isRepeated || known.Contains(person.Hash) || person.Former.Any(known.Contains);
                import.Unchanged += isThere ? 1 : 0;
                import.Added += isThere ? 0 : 1;
            }
        }

        _problems.AddRange(ImportProblem.Of(import, slice.Rows, import.Bad));
        import.Bad += slice.Rows.Count(r => r.Problem is not null);
        import.Rows += slice.Rows.Count;
        (import.Position, import.Line) = (slice.Ended ? import.Size : slice.Position, slice.Line);
    }

    /// <summary>Writes how far the look is, for the page that shows it. False if the import is gone or decided meanwhile.</summary>
    public async Task<bool> WriteProgressAsync(IGSendMailContext db, CancellationToken cancellation)
    {
        if (await RowAsync(db, cancellation) is not { } row)
        {
            return false;
        }

        Copy(row);
        return true;
    }

    /// <summary>Writes what was found: the customer is asked.</summary>
    public async Task<bool> AskAsync(
        IGSendMailContext db, Sealed content, string? failure, CancellationToken cancellation)
    {
        if (await RowAsync(db, cancellation) is not { } row)
        {
            return false;
        }

        await db.ImportProblems().Where(p => p.AccountId == import.AccountId && p.ImportId == import.Id).ExecuteDeleteAsync(cancellation);
        Copy(row);
        (row.Content, row.Failure, row.State) = (content, failure, ImportState.Asking);
        db.AddRange(_problems);
        return true;
    }

    private Task<Import?> RowAsync(IGSendMailContext db, CancellationToken cancellation) => db.Imports().SingleOrDefaultAsync(
        i => i.AccountId == import.AccountId && i.Id == import.Id && i.State == ImportState.Looking, cancellation);

    private void Copy(Import row) =>
        (row.Rows, row.Added, row.Unchanged, row.OptedOut, row.LeftOut, row.Bad, row.Position, row.Line) =
        (import.Rows, import.Added, import.Unchanged, import.OptedOut, import.LeftOut, import.Bad, import.Position, import.Line);

    /// <summary>
    /// The addresses met so far, by half of their hashes. Beyond so many the rest counts as new: a preview must not need
    /// more memory than this.
    /// </summary>
    private sealed class SeenAddresses
    {
        private const int Most = 4_000_000;
        private readonly HashSet<ulong> _seen = [];

        public bool Add(Guid hash) => _seen.Count >= Most || _seen.Add(HalfOf(hash));

        public bool Contains(Guid hash) => _seen.Contains(HalfOf(hash));

        private static ulong HalfOf(Guid hash)
        {
            Span<byte> bytes = stackalloc byte[16];
            hash.TryWriteBytes(bytes);
            return BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        }
    }
}
