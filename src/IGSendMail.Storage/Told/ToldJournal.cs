using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Storage;

/// <summary>
/// What people were told, in the vault. Data first, vault second, then the person is told: a transaction writes a note of what it does, and
/// whoever began it has an answer only once the vault has the note. Many that end at once are written together.
/// </summary>
public sealed class ToldJournal(IDbContextFactory<VaultContext> vaults, Vault vault, IEnumerable<IToldTable> tables, TimeProvider time) : IDisposable
{
    private const int Tries = 10, MostAtOnce = 1_000, Page = 500;

    private readonly SecretSeal _seal = new(vault, "told journal");
    private readonly Dictionary<Type, IToldTable> _tables = tables.ToDictionary(t => t.Row);
    private readonly ConcurrentQueue<Waiting> _waiting = new();
    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>Notes of what the context is about to save; the caller adds them to it.</summary>
    internal async ValueTask<IReadOnlyList<ToldNote>> NotesAsync(IGSendMailContext db, CancellationToken cancellation)
    {
        List<Telling>? telling = null;
        foreach (var change in db.ChangeTracker.Entries())
        {
            if (_tables.TryGetValue(change.Entity.GetType(), out var table) && table.Of(change) is { } told)
            {
                (telling ??= []).Add(told);
            }
        }

        return telling is null ? [] : await NotesAsync(telling, cancellation);
    }

    /// <summary>Notes of what is told.</summary>
    internal async ValueTask<IReadOnlyList<ToldNote>> NotesAsync(IReadOnlyList<Telling> telling, CancellationToken cancellation)
    {
        var notes = new List<ToldNote>(telling.Count);
        foreach (var told in telling)
        {
            notes.Add(new ToldNote
            {
                Id = RowKeys.New(time),
                Kind = told.Kind,
                Subject = told.Subject,
                OwnerId = told.OwnerId,
                Revision = told.Revision,
                At = time.GetUtcNow(),
                Content = told.Content is { } clear ? await _seal.SealAsync(clear, BoundTo(told.Kind, told.Subject), cancellation) : null,
            });
        }

        return notes;
    }

    /// <summary>Writes notes of a transaction that is committed. Ends once the vault has them, or a later word about the same. Safe to repeat.</summary>
    public async Task WriteAsync(IReadOnlyList<ToldNote> notes, CancellationToken cancellation)
    {
        var own = new Waiting(notes);
        _waiting.Enqueue(own);
        await _turn.WaitAsync(cancellation);
        try
        {
            if (own.IsWritten)
            {
                return;
            }

            // Its own may have been taken by a group that failed.
            var group = new List<Waiting> { own };
            var rows = notes.Count;
            while (rows < MostAtOnce && _waiting.TryDequeue(out var next))
            {
                if (next != own)
                {
                    group.Add(next);
                    rows += next.Notes.Count;
                }
            }

            // One that hangs up must not end what others wait for.
            await PutAsync([.. group.SelectMany(w => w.Notes)], CancellationToken.None);
            group.ForEach(w => w.IsWritten = true);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>The newest group; null if nothing was ever told.</summary>
    public static Task<ToldGroup?> NewestAsync(VaultContext vault, CancellationToken cancellation) =>
        vault.ToldGroups().AsNoTracking().OrderByDescending(g => g.Number).FirstOrDefaultAsync(cancellation);

    /// <summary>True if the database knows more of the journal than the vault has, or knows another journal.</summary>
    public static async Task<bool> IsOlderAsync(VaultContext vault, IGSendMailContext db, CancellationToken cancellation)
    {
        if (await db.ToldPositions().AsNoTracking().SingleOrDefaultAsync(cancellation) is not { } position)
        {
            return false;
        }

        var newest = await NewestAsync(vault, cancellation);
        var same = await vault.ToldGroups().AsNoTracking().SingleOrDefaultAsync(g => g.Number == position.Number, cancellation);
        return position.Number > (newest?.Number ?? 0) || (same is not null && same.Mark != position.Mark);
    }

    /// <summary>True if groups that came after what the database knows have aged away: it came back from too old a backup.</summary>
    public static async Task<bool> HasForgottenAsync(VaultContext vault, IGSendMailContext db, CancellationToken cancellation)
    {
        var known = await db.ToldPositions().Select(p => p.Number).SingleOrDefaultAsync(cancellation);
        return (await NewestAsync(vault, cancellation))?.Number > known
            && !await vault.ToldGroups().AnyAsync(g => g.Number == known + 1, cancellation);
    }

    /// <summary>The last words of one kind, page by page, of groups after <paramref name="after"/>. What cannot be opened is handed to <paramref name="closed"/>.</summary>
    public async IAsyncEnumerable<IReadOnlyList<ToldFact>> ReadAsync(
        ToldKind kind, long after, Action<Guid> closed, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var (number, subject) = (after, (Guid?)null);
        while (true)
        {
            var page = await PageAsync(kind, number, subject, cancellation);
            var facts = new List<ToldFact>(page.Count);
            foreach (var entry in page)
            {
                try
                {
                    facts.Add(new ToldFact(entry.Subject, entry.OwnerId, entry.Revision, entry.At,
                        entry.Content is { } content ? await _seal.OpenAsync(content, BoundTo(kind, entry.Subject), cancellation) : null)
                    { NoteId = entry.NoteId });
                }
                catch (CryptographicException)
                {
                    closed(entry.Subject);
                }
            }

            if (facts.Count > 0)
            {
                yield return facts;
            }

            if (page.Count < Page)
            {
                yield break;
            }

            (number, subject) = (page[^1].Number, page[^1].Subject);
        }
    }

    /// <summary>Those of which nobody has said anything newer meanwhile, seen inside the caller's transaction.</summary>
    public static async Task<IReadOnlyList<ToldFact>> StillLastAsync(
        IGSendMailContext db, ToldKind kind, IReadOnlyList<ToldFact> facts, CancellationToken cancellation)
    {
        List<Guid> subjects = [.. facts.Select(f => f.Subject)];
        var notes = (await db.ToldNotes().AsNoTracking().Where(n => n.Kind == kind && subjects.Contains(n.Subject))
            .Select(n => new { n.Id, n.Subject, n.Revision, n.At }).ToListAsync(cancellation)).ToLookup(n => n.Subject);
        return [.. facts.Where(f => !notes[f.Subject].Any(
            n => n.Id != f.NoteId && (n.Revision > f.Revision || (n.Revision == f.Revision && n.At > f.At))))];
    }

    /// <inheritdoc />
    public void Dispose() => _turn.Dispose();

    private static byte[] BoundTo(ToldKind kind, Guid subject) => [.. Encoding.UTF8.GetBytes(kind.Name), 0, .. subject.ToByteArray()];

    private async Task<List<ToldEntry>> PageAsync(ToldKind kind, long number, Guid? subject, CancellationToken cancellation)
    {
        await using var db = await vaults.CreateDbContextAsync(cancellation);
        return await db.ToldJournal().AsNoTracking()
            .Where(e => e.Kind == kind && (e.Number > number || (subject != null && e.Number == number && e.Subject.CompareTo(subject.Value) > 0)))
            .OrderBy(e => e.Number).ThenBy(e => e.Subject).Take(Page).ToListAsync(cancellation);
    }

    private async Task PutAsync(IReadOnlyList<ToldNote> notes, CancellationToken cancellation)
    {
        for (var tries = 1; ; tries++)
        {
            await using var db = await vaults.CreateDbContextAsync(cancellation);
            if (!await PutAsync(db, notes, cancellation))
            {
                return;
            }

            try
            {
                await db.SaveChangesAsync(cancellation);
                return;
            }
            catch (DbUpdateException) when (tries < Tries)
            {
                // Another process took the number, or wrote about the same: look again.
            }
        }
    }

    /// <summary>False if the vault has all of it, or later words.</summary>
    private async Task<bool> PutAsync(VaultContext db, IReadOnlyList<ToldNote> notes, CancellationToken cancellation)
    {
        List<Guid> subjects = [.. notes.Select(n => n.Subject).Distinct()];
        var known = await db.ToldJournal().Where(e => subjects.Contains(e.Subject)).ToDictionaryAsync(e => (e.Kind, e.Subject), cancellation);
        var number = (await NewestAsync(db, cancellation))?.Number + 1 ?? 1;
        var isNews = false;
        foreach (var note in notes)
        {
            if (!known.TryGetValue((note.Kind, note.Subject), out var entry))
            {
                entry = new ToldEntry { Kind = note.Kind, Subject = note.Subject, Number = number, NoteId = note.Id, Revision = note.Revision, At = note.At };
                known.Add((note.Kind, note.Subject), entry);
                db.Add(entry);
            }
            else if (entry.NoteId == note.Id || entry.Revision > note.Revision || (entry.Revision == note.Revision && entry.At > note.At))
            {
                continue;
            }

            (entry.Number, entry.NoteId, entry.Revision, entry.At, entry.OwnerId, entry.Content) =
                (number, note.Id, note.Revision, note.At, note.OwnerId, note.Content);
            isNews = true;
        }

        if (isNews)
        {
            db.Add(new ToldGroup { Number = number, Mark = RowKeys.New(time), At = time.GetUtcNow() });
        }

        return isNews;
    }

    private sealed class Waiting(IReadOnlyList<ToldNote> notes)
    {
        public IReadOnlyList<ToldNote> Notes => notes;

        public bool IsWritten { get; set; }
    }
}
