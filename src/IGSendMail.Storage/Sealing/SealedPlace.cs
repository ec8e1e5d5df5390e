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
}

/// <summary>
/// Where a sealed value stands. It is bound to the value as associated data, so that a value copied to another row,
/// table or owner does not open.
/// </summary>
public sealed record SealedPlace(string Table, KeyOwner Owner, Guid Row)
{
    internal byte[] AssociatedData(Guid keyId)
    {
        var table = Encoding.UTF8.GetByteCount(Table);
        var data = new byte[table + 1 + 1 + 16 + 16 + 16];
        Encoding.UTF8.GetBytes(Table, data);
        data[table + 1] = (byte)Owner.Kind;
        Owner.Id.TryWriteBytes(data.AsSpan(table + 2));
        Row.TryWriteBytes(data.AsSpan(table + 18));
        keyId.TryWriteBytes(data.AsSpan(table + 34));
        return data;
    }
}

/// <summary>A row that has one sealed value. One a row is enough: what is read together is sealed together.</summary>
public interface ISealedRow
{
    /// <summary>Where this row stands.</summary>
    SealedPlace Place { get; }
}
