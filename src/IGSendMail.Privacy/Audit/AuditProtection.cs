using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace IGSendMail.Privacy.Audit;

/// <summary>Has the database itself refuse to change or delete what was entered.</summary>
public static class AuditProtection
{
    /// <summary>Makes the rules, or makes them anew. Call it after each migration.</summary>
    public static Task ProtectAuditAsync(this IGSendMailContext db, CancellationToken cancellation) =>
        db.Engine.ProtectAsync(db, Tables(db), cancellation);

    /// <summary>Why the trail could be changed through this connection, and the remedy; null if it could not.</summary>
    public static Task<string?> AuditProblemAsync(this IGSendMailContext db, CancellationToken cancellation) =>
        db.Engine.ProtectionProblemAsync(db, Tables(db), cancellation);

    /// <summary>The append-only tables, with names from the model.</summary>
    public static IReadOnlyList<AppendOnlyTable> Tables(IGSendMailContext db)
    {
        var entries = Table<AuditEntry>(db);
        var leaves = Table<AuditLeaf>(db);
        var cuts = Table<AuditCut>(db);
        var sequence = leaves.Column(nameof(AuditLeaf.Sequence));
        var upTo = (cuts.Name, cuts.Column(nameof(AuditCut.Size)));
        return
        [
            new AppendOnlyTable(entries.Name, entries.Key, new CutRule(
                upTo.Name, upTo.Item2, leaves.Name, sequence,
                [
                    (entries.Column(nameof(AuditEntry.At)), leaves.Column(nameof(AuditLeaf.EntryAt))),
                    (entries.Column(nameof(AuditEntry.Id)), leaves.Column(nameof(AuditLeaf.EntryId))),
                ])),
            new AppendOnlyTable(leaves.Name, leaves.Key, new CutRule(
                upTo.Name, upTo.Item2, leaves.Name, sequence, [(sequence, sequence)])),
            new AppendOnlyTable(cuts.Name, cuts.Key, null),
        ];
    }

    internal static string EntriesTable(IGSendMailContext db) => Table<AuditEntry>(db).Name;

    private static NamedTable Table<T>(IGSendMailContext db)
    {
        var type = db.Model.FindEntityType(typeof(T)) ?? throw new InvalidOperationException($"{typeof(T).Name} is not in the model.");
        var table = StoreObjectIdentifier.Create(type, StoreObjectType.Table)
            ?? throw new InvalidOperationException($"{typeof(T).Name} has no table.");
        return new NamedTable(type, table);
    }

    private sealed record NamedTable(IEntityType Type, StoreObjectIdentifier Table)
    {
        public string Name => Table.Name;

        public IReadOnlyList<string> Key => [.. Type.FindPrimaryKey()!.Properties.Select(p => p.GetColumnName(Table)!)];

        public string Column(string property) => Type.FindProperty(property)!.GetColumnName(Table)!;
    }
}
