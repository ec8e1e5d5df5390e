using System.Text;

namespace IGSendMail.Storage;

/// <summary>
/// Where a sealed value stands. It is bound to the value as associated data, so that a value copied to another row,
/// column, table or owner does not open.
/// </summary>
/// <param name="Table">The table.</param>
/// <param name="Owner">Whose key protects it.</param>
/// <param name="Row">Key of the row within its owner.</param>
/// <param name="Column">The sealed column.</param>
public sealed record SealedPlace(string Table, KeyOwner Owner, Guid Row, string Column = "Content")
{
    internal byte[] AssociatedData(Guid keyId)
    {
        var name = $"{Table}\0{Column}\0";
        var length = Encoding.UTF8.GetByteCount(name);
        var data = new byte[length + 1 + 16 + 16 + 16];
        Encoding.UTF8.GetBytes(name, data);
        data[length] = Owner.Kind.BoundNumber;
        Owner.Id.TryWriteBytes(data.AsSpan(length + 1));
        Row.TryWriteBytes(data.AsSpan(length + 17));
        keyId.TryWriteBytes(data.AsSpan(length + 33));
        return data;
    }
}

/// <summary>A row that has one sealed value. One a row is enough: what is read together is sealed together.</summary>
public interface ISealedRow
{
    /// <summary>Where this row stands.</summary>
    SealedPlace Place { get; }
}
