using System.Text.Json.Serialization;
using IGSendMail.Storage;

namespace IGSendMail.Privacy.Erasure;

/// <summary>
/// What set an erasure off. The room that orders it makes the cause. The name stands in runs, in the journal, in receipts and in
/// the audit chain: it is never changed.
/// </summary>
/// <param name="Name">As it is stored, such as <c>Request</c>; it begins with a capital letter.</param>
[JsonConverter(typeof(ErasureCauseJson))]
public sealed record ErasureCause(string Name) : Word(Name), IStoredWord<ErasureCause>
{
    /// <summary>
    /// How the last letter begins where nobody asked, up to what is deleted, such as "You cancelled your account with us. As
    /// promised,"; null where somebody asked.
    /// </summary>
    public string? Opening { get; init; }

    /// <inheritdoc />
    public static ErasureCause Unknown(string name) => new(name);

    /// <inheritdoc />
    public bool Equals(ErasureCause? other) => base.Equals(other);

    /// <inheritdoc />
    public override int GetHashCode() => base.GetHashCode();
}

/// <summary>Letters and receipts from before there were words name it by number.</summary>
internal sealed class ErasureCauseJson() : WordJson<ErasureCause>("Request", "Cancellation", "Unconfirmed");
