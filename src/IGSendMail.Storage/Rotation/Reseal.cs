using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Storage;

/// <summary>
/// Seals anew, with its owner's newest key, whatever stands under an older one: every sealed column of the model, found
/// by its type, and every file of the sealed folders. What is done is recognised by the key that it names.
/// </summary>
public sealed class Reseal(
    IDbContextFactory<IGSendMailContext> contexts, Vault vault, Sealer sealer, SealedFiles files,
    IEnumerable<SealedFolder> folders)
{
    /// <summary>One look at everything, or at what belongs to one owner.</summary>
    public async Task<ResealPass> PassAsync(
        KeyOwner? owner, IProgress<RotationProgress> progress, CancellationToken cancellation)
    {
        var pass = new ResealPass();
        foreach (var table in await TablesAsync(cancellation))
        {
            await table.PassAsync(owner, pass, progress, cancellation);
        }

        foreach (var folder in folders)
        {
            await new ResealFolder(folder, files, vault).PassAsync(owner, pass, progress, cancellation);
        }

        return pass;
    }

    private async Task<List<IResealTable>> TablesAsync(CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return [.. db.Model.GetEntityTypes()
            .Where(e => e.GetProperties().Any(p => p.ClrType == typeof(Sealed)))
            .Select(e => (IResealTable)Activator.CreateInstance(
                typeof(ResealTable<>).MakeGenericType(e.ClrType), e, contexts, vault, sealer)!)];
    }
}

/// <summary>What one look found and did.</summary>
public sealed class ResealPass
{
    private readonly Dictionary<Guid, string> _unopened = [];

    /// <summary>Values sealed anew.</summary>
    public long Values { get; internal set; }

    /// <summary>Files sealed anew.</summary>
    public long Files { get; internal set; }

    /// <summary>Rows that somebody changed at the same moment; the next look takes them.</summary>
    public long ChangedMeanwhile { get; internal set; }

    /// <summary>Keys still named by something that does not open, and one example of each: these keys must stay.</summary>
    public IReadOnlyDictionary<Guid, string> Unopened => _unopened;

    /// <summary>True if nothing stood under an older key that could be sealed anew.</summary>
    public bool FoundNothing => Values == 0 && Files == 0 && ChangedMeanwhile == 0;

    internal void DidNotOpen(Guid keyId, UnsealException why) => _unopened.TryAdd(keyId, why.Message);
}

/// <summary>A table with a sealed column, whatever its entity.</summary>
internal interface IResealTable
{
    Task PassAsync(KeyOwner? owner, ResealPass pass, IProgress<RotationProgress> progress, CancellationToken cancellation);
}
