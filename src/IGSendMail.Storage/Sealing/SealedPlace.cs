using System.Text;

namespace IGSendMail.Storage;

/// <summary>Whose key protects a value.</summary>
public enum KeyOwnerKind : byte
{
    /// <summary>A customer's account.</summary>
    Account = 1,

    /// <summary>A data subject request by somebody without an account.</summary>
    Request = 2,

    /// <summary>An erasure run: what later outward steps need once the owner's key is gone.</summary>
    Erasure = 3,

    /// <summary>An officer.</summary>
    Officer = 4,

    /// <summary>What an account uploaded about its recipients; erased alone before the account is.</summary>
    Audience = 5,
}

/// <summary>The owner of a data key in the vault.</summary>
public readonly record struct KeyOwner(KeyOwnerKind Kind, Guid Id)
{
    /// <summary>The key of an account.</summary>
    public static KeyOwner Account(Guid id) => new(KeyOwnerKind.Account, id);

    /// <summary>The key of a request.</summary>
    public static KeyOwner Request(Guid id) => new(KeyOwnerKind.Request, id);

    /// <summary>The key of an erasure run.</summary>
    public static KeyOwner Erasure(Guid id) => new(KeyOwnerKind.Erasure, id);

    /// <summary>The key of an officer.</summary>
    public static KeyOwner Officer(Guid id) => new(KeyOwnerKind.Officer, id);

    /// <summary>The key of an account's lists, the people on them and the uploaded files.</summary>
    public static KeyOwner Audience(Guid accountId) => new(KeyOwnerKind.Audience, accountId);
}

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
        data[length] = (byte)Owner.Kind;
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
