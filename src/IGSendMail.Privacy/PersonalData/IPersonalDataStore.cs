using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using IGSendMail.Storage;

namespace IGSendMail.Privacy.PersonalData;

/// <summary>
/// A store that holds personal data. Tables get theirs from the data map (one generic implementation); an odd store
/// (export files, pickup letters) writes its own. Zero rows is a success.
/// </summary>
public interface IPersonalDataStore
{
    /// <summary>What the store is and what it answers to.</summary>
    StoreDescription Description { get; }

    /// <summary>How much of the subject is here, by category and disposition.</summary>
    Task<IReadOnlyList<StoreCount>> CountAsync(DataSubject subject, CancellationToken cancellation);

    /// <summary>Everything here that the subject may have a copy of, as a stream.</summary>
    IAsyncEnumerable<StoreRecord> ReadAsync(DataSubject subject, CancellationToken cancellation);

    /// <summary>
    /// Erases one slice: deletes and empties as the map says, and reports. For stores of our own this runs inside the
    /// caller's transaction on <paramref name="db"/>; a remote store is asked outside of any. Idempotent: what is gone is
    /// not counted again.
    /// </summary>
    Task<StoreStep> EraseAsync(IGSendMailContext db, ErasureSlice slice, CancellationToken cancellation);

    /// <summary>How many values that an erasure promised to remove are still here.</summary>
    Task<long> LeftAsync(DataSubject subject, CancellationToken cancellation);
}

/// <summary>What the inventory, packages and erasures need to know of a store before they open it.</summary>
/// <param name="Key">Stable key, such as <c>Subscribers</c>.</param>
/// <param name="Title">In words for people, such as "People on your lists".</param>
/// <param name="Category">The category of its rows.</param>
/// <param name="Owner">Whose data it is.</param>
/// <param name="Role">Whether we decide about it.</param>
/// <param name="Order">Stores are erased in this order, lowest first: rows before what they refer to.</param>
public sealed record StoreDescription(
    string Key, string Title, DataCategory Category, DataOwner Owner, ProcessingRole Role, int Order)
{
    /// <summary>What it is for.</summary>
    public required IReadOnlyList<Purpose> Purposes { get; init; }

    /// <summary>On which basis.</summary>
    public required LawfulBasis Basis { get; init; }

    /// <summary>Whom it may be about besides its <see cref="Owner"/>.</summary>
    public IReadOnlyList<DataOwner> AlsoAbout { get; init; } = [];

    /// <summary>Why what lies there outlives an erasure; null if it goes.</summary>
    public KeptRows? Kept { get; init; }

    /// <summary>What an erasure does where it neither simply deletes nor keeps, as a sentence; null for all others.</summary>
    public string? OnErasure { get; init; }

    /// <summary>What lies there, for a store that is no table: a table declares its columns.</summary>
    public IReadOnlyList<HeldThing> Things { get; init; } = [];

    /// <summary>What it is to a person of whom customers of ours have it, such as "Your address on lists of our customers"; null where none has.</summary>
    public string? TitleAtCustomers { get; init; }

    /// <summary>Categories of which copies lie here too, so that they go when those go.</summary>
    public IReadOnlyList<DataCategory> AlsoHolds { get; init; } = [];

    /// <summary>For a store in which things only wait: what they wait for, in words; null for all others.</summary>
    public string? WaitsFor { get; init; }

    /// <summary>True if an erasure of an account empties the store, though it is neither a table nor a folder.</summary>
    public bool GoesWithAccount { get; init; }

    /// <summary>True if the store is files: what is done there stands, also when the transaction around it does not.</summary>
    public bool IsFiles { get; init; }

    /// <summary>
    /// True if the very work on a person's wish writes here, such as letters: what is counted may grow between plan and deletion.
    /// </summary>
    public bool IsWrittenMeanwhile { get; init; }

    /// <summary>The setting that the key was taken from; null for a store whose key stands in the program.</summary>
    public string? KeySetting { get; init; }

    /// <summary>True if the store is another system: it may be slow or away, and no transaction of ours covers it.</summary>
    public bool IsRemote { get; init; }
}

/// <summary>A thing in a store that is no table.</summary>
/// <param name="Name">Its name in the program.</param>
/// <param name="Words">What it is, for people.</param>
/// <param name="Sealing">Under whose key it is encrypted.</param>
/// <param name="WhyOpen">Why it is not encrypted; null where it is, or where there is nothing to say.</param>
public sealed record HeldThing(string Name, string Words, Sealing Sealing, string? WhyOpen = null);

/// <summary>Under whose key something is encrypted.</summary>
public enum Sealing
{
    /// <summary>Nobody's: it is not.</summary>
    None,

    /// <summary>Its owner's: destroying the key makes it unreadable.</summary>
    OfItsOwner,

    /// <summary>The site's.</summary>
    OfTheSite,
}

/// <summary>What is to be erased in one step.</summary>
/// <param name="Subject">Whose data.</param>
/// <param name="Most">Most rows or files in this step.</param>
public sealed record ErasureSlice(DataSubject Subject, int Most)
{
    /// <summary>The run that this step belongs to.</summary>
    public Guid RunId { get; init; }

    /// <summary>How often the store was found not to be empty after it had said so; every round is a new effort.</summary>
    public int Round { get; init; }

    /// <summary>Where the store said it stopped; null at the beginning of a round and for stores of our own.</summary>
    public string? Cursor { get; init; }
}

/// <summary>Rows and values of one disposition in a store.</summary>
/// <param name="Disposition">What an erasure does to them.</param>
/// <param name="Rows">How many rows.</param>
/// <param name="Values">How many values in them (columns that hold personal data and are not empty by nature).</param>
/// <param name="Kept">Why, on which basis and until when, if they stay.</param>
public sealed record StoreCount(DispositionKind Disposition, long Rows, long Values, KeptReason? Kept = null)
{
    /// <summary>True if customers of ours have them and decide: see <see cref="StoreDescription.TitleAtCustomers"/>.</summary>
    public bool IsAtCustomers { get; init; }
}

/// <summary>Why something outlives an erasure.</summary>
/// <param name="Reason">In plain words.</param>
/// <param name="Basis">The rule that requires or allows it.</param>
/// <param name="Until">The day after which it goes too; null where somebody else decides.</param>
public sealed record KeptReason(string Reason, string Basis, DateTimeOffset? Until);

/// <summary>One record of a person as it is handed out: names in plain words, values, and the types withheld.</summary>
/// <param name="Json">Field name to value: one JSON object in UTF-8, valid until the next record is asked for.</param>
/// <param name="Withheld">Names of fields that exist but are not handed out (11 CCR § 7024(d)).</param>
public readonly record struct StoreRecord(ReadOnlyMemory<byte> Json, IReadOnlyList<string> Withheld)
{
    /// <summary>How records are written.</summary>
    internal static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    private static readonly JsonSerializerOptions Serializing = new() { Encoder = Writing.Encoder };

    /// <summary>A record of a store that holds few.</summary>
    public StoreRecord(JsonObject fields, IReadOnlyList<string> withheld)
        : this(JsonSerializer.SerializeToUtf8Bytes(fields, Serializing), withheld)
    {
    }
}

/// <summary>What one slice did.</summary>
/// <param name="Removed">Rows or files deleted.</param>
/// <param name="Changed">Rows in which values were emptied.</param>
/// <param name="Done">True if nothing is left to do here.</param>
/// <param name="Cursor">Where a remote store wants to go on; null for stores of our own.</param>
public sealed record StoreStep(long Removed, long Changed, bool Done, string? Cursor = null);
