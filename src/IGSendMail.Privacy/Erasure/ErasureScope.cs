using System.Collections.Immutable;
using System.Text.Json.Serialization;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Storage;

namespace IGSendMail.Privacy.Erasure;

/// <summary>
/// How much an erasure covers. What the policy promises to delete stands here; a room with another part to delete makes a
/// scope of its own. The name stands in runs, in the journal, in receipts and in the audit chain: it is never changed.
/// </summary>
/// <param name="Name">As it is stored, such as <c>Everything</c>; it begins with a capital letter.</param>
/// <param name="Title">What goes, for officers, such as "Lists".</param>
[JsonConverter(typeof(ErasureScopeJson))]
public sealed record ErasureScope(string Name, string Title) : Word(Name), IStoredWord<ErasureScope>
{
    /// <summary>Only what a customer uploaded about their recipients.</summary>
    public static readonly ErasureScope SubscriberData = new("SubscriberData", "Lists")
    {
        Categories = [DataCategory.Subscriber],
        Deleted = "your lists are deleted",
        NowDeleted = "the lists you uploaded are now deleted",
    };

    /// <summary>All that is known of the subject.</summary>
    public static readonly ErasureScope Everything = new("Everything", "Everything") { IsEverything = true };

    /// <summary>True if no store is left out.</summary>
    public bool IsEverything { get; init; }

    /// <summary>What goes; empty for everything.</summary>
    public ImmutableArray<DataCategory> Categories { get; init; } = [];

    /// <summary>For the person, as the end of a sentence.</summary>
    public string Deleted { get; init; } = "your data is deleted";

    /// <summary>The same where it was promised.</summary>
    public string NowDeleted { get; init; } = "your data is now deleted";

    /// <summary>True if data of this category goes.</summary>
    /// <exception cref="InvalidOperationException">No room of this program brings this scope.</exception>
    public bool Includes(DataCategory category) => IsEverything || Known.Contains(category);

    /// <summary>True if this store is emptied.</summary>
    /// <exception cref="InvalidOperationException">No room of this program brings this scope.</exception>
    public bool Covers(StoreDescription store) => Includes(store.Category) || store.AlsoHolds.Any(Includes);

    /// <inheritdoc />
    public static ErasureScope Unknown(string name) => new(name, name);

    /// <inheritdoc />
    public bool Equals(ErasureScope? other) => base.Equals(other);

    /// <inheritdoc />
    public override int GetHashCode() => base.GetHashCode();

    /// <summary>An erasure that does not know what to delete must not call itself done.</summary>
    private ImmutableArray<DataCategory> Known => !Categories.IsEmpty
        ? Categories
        : throw new InvalidOperationException($"No room of this program says what an erasure of scope {Name} deletes.");
}

/// <summary>Letters and receipts from before there were words name it by number.</summary>
internal sealed class ErasureScopeJson() : WordJson<ErasureScope>("SubscriberData", "Everything");
