using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IGSendMail.Storage;

/// <summary>
/// Marks tables whose rows must lie together by the first key column (the account). Deleting one account's rows then
/// touches neighbouring pages only. SQL Server clusters by primary key anyway; SQLite needs WITHOUT ROWID.
/// </summary>
public static class RowsTogether
{
    /// <summary>The model annotation that engines read.</summary>
    public const string Annotation = "IGSendMail:RowsTogether";

    /// <summary>Lays the rows of this table together in the order of its primary key.</summary>
    public static EntityTypeBuilder<T> KeepRowsTogether<T>(this EntityTypeBuilder<T> table) where T : class
    {
        table.HasAnnotation(Annotation, true);
        return table;
    }
}
