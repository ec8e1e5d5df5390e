namespace IGSendMail.Web.Features.Shared;

/// <summary>What the parts of one table tell each other while it is rendered: its caption and the names of its columns.</summary>
internal sealed class TableParts
{
    private readonly List<string> _columns = [];
    private int _cell;

    /// <summary>The caption as text, once it was rendered.</summary>
    public string? Caption { get; set; }

    /// <summary>The parts that belong to what is rendered now; null outside of a table.</summary>
    public static TableParts? Of(IDictionary<object, object> items) =>
        items.TryGetValue(typeof(TableParts), out var parts) ? (TableParts)parts : null;

    /// <summary>The parts of the scroll region or table that begins here; of both if one stands in the other.</summary>
    public static TableParts Begin(IDictionary<object, object> items)
    {
        if (Of(items) is { } around)
        {
            return around;
        }

        var parts = new TableParts();
        items[typeof(TableParts)] = parts;
        return parts;
    }

    /// <summary>A row begins: its cells are counted from the first column.</summary>
    public void BeginRow() => _cell = 0;

    /// <summary>Takes the name of the next column.</summary>
    public void Add(string column) => _columns.Add(column);

    /// <summary>The name of the column of the next cell, or null if no heading stands over it.</summary>
    public string? Next() => _cell < _columns.Count ? _columns[_cell++] : null;
}
