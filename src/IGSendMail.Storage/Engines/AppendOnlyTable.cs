namespace IGSendMail.Storage;

/// <summary>A table whose rows are added and never changed. Names come from the model only.</summary>
/// <param name="Name">The table.</param>
/// <param name="Key">Its key columns.</param>
/// <param name="Cut">When rows may be deleted; null: never.</param>
public sealed record AppendOnlyTable(string Name, IReadOnlyList<string> Key, CutRule? Cut);

/// <summary>
/// Rows may be deleted once they lie before a cut: if the row of <paramref name="OrderTable"/> that belongs to them
/// stands no further than the greatest value of <paramref name="CutColumn"/>.
/// </summary>
/// <param name="CutTable">Where cuts are recorded.</param>
/// <param name="CutColumn">Up to where.</param>
/// <param name="OrderTable">What gives rows their place; may be the table itself.</param>
/// <param name="OrderColumn">The place.</param>
/// <param name="Join">Pairs of columns: of the table, and of <paramref name="OrderTable"/>.</param>
public sealed record CutRule(
    string CutTable, string CutColumn, string OrderTable, string OrderColumn,
    IReadOnlyList<(string Own, string Ordering)> Join);
