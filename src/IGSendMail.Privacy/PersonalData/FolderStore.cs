using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using IGSendMail.Storage;

namespace IGSendMail.Privacy.PersonalData;

/// <summary>Files of people in a folder laid out by <see cref="OwnerFolder"/>.</summary>
/// <param name="description">What the files are.</param>
/// <param name="root">The folder; it need not exist.</param>
/// <param name="period">How long files live.</param>
/// <param name="isSealed">True if the files are encrypted under their owner's key.</param>
/// <param name="fields">What a copy says of a file; null where only its day is to be said, because the file itself is handed out elsewhere.</param>
public sealed class FolderStore(StoreDescription description, string root, RetentionPeriod period, bool isSealed, FileFields? fields = null)
    : IPersonalDataStore
{
    /// <summary>Files go before the rows that tell of them.</summary>
    public const int StandardOrder = 50;

    /// <inheritdoc />
    public StoreDescription Description => description;

    /// <summary>How long files live after they were made.</summary>
    public RetentionPeriod Period => period;

    /// <summary>True if the files are encrypted under their owner's key.</summary>
    public bool IsSealed => isSealed;

    /// <inheritdoc />
    public Task<IReadOnlyList<StoreCount>> CountAsync(DataSubject subject, CancellationToken cancellation)
    {
        var files = FilesOf(subject).LongCount();
        return Task.FromResult<IReadOnlyList<StoreCount>>(files == 0 ? [] : [new StoreCount(DispositionKind.Delete, files, files)]);
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<StoreRecord> ReadAsync(
        DataSubject subject, [EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var file in FilesOf(subject))
        {
            cancellation.ThrowIfCancellationRequested();
            var said = fields is null ? null : await fields(file, cancellation);
            yield return new StoreRecord(
                said?.Fields ?? new JsonObject { ["A file we made or keep for you, of"] = OwnerFolder.MadeAt(file)?.ToString("O") },
                said?.Withheld ?? []);
        }
    }

    /// <inheritdoc />
    public Task<StoreStep> EraseAsync(IGSendMailContext db, ErasureSlice slice, CancellationToken cancellation)
    {
        long removed = 0;
        foreach (var file in FilesOf(slice.Subject).Take(slice.Most).ToList())
        {
            cancellation.ThrowIfCancellationRequested();
            File.Delete(file);
            removed++;
        }

        foreach (var folder in FoldersOf(slice.Subject).ToList())
        {
            DeleteIfEmpty(folder);
        }

        return Task.FromResult(new StoreStep(removed, 0, Done: removed < slice.Most));
    }

    /// <inheritdoc />
    public Task<long> LeftAsync(DataSubject subject, CancellationToken cancellation) =>
        Task.FromResult(FilesOf(subject).LongCount());

    /// <summary>Files of one owner, or of all, made before an instant; those of <paramref name="onHold"/> owners stay.</summary>
    public IEnumerable<string> OlderThan(DateTimeOffset before, IReadOnlySet<Guid> onHold, Guid? owner = null)
    {
        var kept = onHold.Select(other => OwnerFolder.Of(root, other)).ToHashSet(StringComparer.Ordinal);
        var only = owner is { } one ? OwnerFolder.Of(root, one) : null;
        return Directory.Exists(root)
            ? Directory.EnumerateDirectories(root).Where(folder => only is null || folder == only).Where(folder => !kept.Contains(folder))
                .SelectMany(Directory.EnumerateFiles).Where(f => OwnerFolder.MadeAt(f) < before)
            : [];
    }

    /// <summary>
    /// Deletes up to <paramref name="most"/> files made before an instant, save those of <paramref name="onHold"/> owners.
    /// Returns how many.
    /// </summary>
    public int Expire(DateTimeOffset before, IReadOnlySet<Guid> onHold, int most, CancellationToken cancellation)
    {
        var old = OlderThan(before, onHold).Take(most).ToList();
        foreach (var file in old)
        {
            cancellation.ThrowIfCancellationRequested();
            File.Delete(file);
            DeleteIfEmpty(Path.GetDirectoryName(file)!);
        }

        return old.Count;
    }

    /// <summary>Whose files lie here.</summary>
    public IReadOnlySet<Guid> Owners() => Directory.Exists(root)
        ? Directory.EnumerateDirectories(root).Select(f => Guid.TryParseExact(Path.GetFileName(f), "N", out var owner) ? owner : Guid.Empty)
            .Where(owner => owner != Guid.Empty).ToHashSet()
        : new HashSet<Guid>();

    /// <summary>Deletes the files of one owner that were made before an instant. Returns how many.</summary>
    public int Remove(Guid owner, DateTimeOffset before, CancellationToken cancellation)
    {
        var folder = OwnerFolder.Of(root, owner);
        if (!Directory.Exists(folder))
        {
            // Another process was quicker.
            return 0;
        }

        var old = Directory.EnumerateFiles(folder).Where(f => OwnerFolder.MadeAt(f) is not { } made || made < before).ToList();
        foreach (var file in old)
        {
            cancellation.ThrowIfCancellationRequested();
            File.Delete(file);
        }

        DeleteIfEmpty(folder);
        return old.Count;
    }

    private static void DeleteIfEmpty(string folder)
    {
        if (Directory.Exists(folder) && !Directory.EnumerateFileSystemEntries(folder).Any())
        {
            Directory.Delete(folder);
        }
    }

    private IEnumerable<string> FoldersOf(DataSubject subject) => subject.Identifiers
        .Where(i => i.Kind == IdentifierKind.Account || i.Kind == IdentifierKind.Request)
        .Select(i => OwnerFolder.Of(root, i.Value))
        .Where(Directory.Exists);

    private IEnumerable<string> FilesOf(DataSubject subject) => FoldersOf(subject).SelectMany(Directory.EnumerateFiles);
}
