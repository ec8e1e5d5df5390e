using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using IGSendMail.Privacy.Holds;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Settings;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IGSendMail.Privacy.Erasure;

/// <summary>Proof of an erasure: counts, and what stays with reason, basis and date. It names nobody.</summary>
public sealed class ErasureReceipt
{
    /// <summary>Row key.</summary>
    public required Guid Id { get; init; }

    /// <summary>The number a person can quote, such as <c>DR-7Q4M-92KX</c>.</summary>
    public required string Number { get; init; }

    public required Guid RunId { get; init; }

    /// <summary>The account that was erased.</summary>
    public Guid? AccountId { get; init; }

    /// <summary>The request that asked for it.</summary>
    public Guid? RequestId { get; init; }

    /// <summary>When everything had been read back.</summary>
    public required DateTimeOffset IssuedAt { get; init; }

    /// <summary>
    /// The signed file (<see cref="SignedReceipt"/>), as the person gets it; bare <see cref="ReceiptContent"/> in
    /// receipts from before they were signed; empty for the moment in which it is being written.
    /// </summary>
    public required string Content { get; set; }

    /// <summary>What its file is called.</summary>
    public static string FileNameOf(string number, SiteOptions site) => site.FileName($"receipt-{number}.json");

    /// <summary>False for receipts from before they were signed.</summary>
    public bool IsSigned => SignedReceipt.IsOne(Content);

    /// <summary>What it says.</summary>
    public ReceiptContent Read() => IsSigned
        ? SignedReceipt.Parse(Content).Receipt.Content
        : JsonSerializer.Deserialize<ReceiptContent>(Content, JsonSerializerOptions.Web)
            ?? throw new InvalidOperationException($"Receipt {Number} has no content yet.");

    internal sealed class Mapping : IEntityTypeConfiguration<ErasureReceipt>
    {
        public void Configure(EntityTypeBuilder<ErasureReceipt> table)
        {
            table.ToTable("ErasureReceipts");
            table.Ignore(r => r.IsSigned);
            table.Property(r => r.Number).HasMaxLength(20).IsUnicode(false);
            table.HasIndex(r => r.Number).IsUnique();
            table.HasIndex(r => r.RunId).IsUnique();
            table.HasIndex(r => r.AccountId);
            table.HasIndex(r => r.RequestId);
            table.HasIndex(r => r.IssuedAt);
        }
    }
}

/// <summary>What a receipt says.</summary>
/// <param name="Cause">What set the erasure off.</param>
/// <param name="Scope">How much it covered.</param>
/// <param name="OrderedAt">When it was decided.</param>
/// <param name="Lines">One line a store that held anything.</param>
public sealed record ReceiptContent(
    ErasureCause Cause, ErasureScope Scope, DateTimeOffset OrderedAt, IReadOnlyList<ReceiptLine> Lines)
{
    /// <summary>Legal holds that kept it waiting, the earliest first; empty if none did.</summary>
    public IReadOnlyList<ReceiptHold> Holds { get; init; } = [];
}

/// <summary>A legal hold that kept an erasure waiting (GDPR Art. 17(3)).</summary>
/// <param name="Reason">Why.</param>
/// <param name="Category">The category that was held for everybody; null if it was this subject.</param>
/// <param name="From">Since when it was in force.</param>
/// <param name="Until">When it was lifted.</param>
public sealed record ReceiptHold(HoldReason Reason, DataCategory? Category, DateTimeOffset From, DateTimeOffset Until);

/// <summary>One store on a receipt.</summary>
/// <param name="Store">Its key.</param>
/// <param name="Title">In words.</param>
/// <param name="Category">Its data category.</param>
/// <param name="Deleted">Rows or files deleted.</param>
/// <param name="Emptied">Rows in which personal values were emptied.</param>
/// <param name="Kept">Rows that stay.</param>
/// <param name="Reason">Why they stay.</param>
/// <param name="Basis">The rule.</param>
/// <param name="Until">When they go too; null where somebody else decides.</param>
public sealed record ReceiptLine(
    string Store, string Title, DataCategory Category, long Deleted, long Emptied, long Kept,
    string? Reason, string? Basis, DateTimeOffset? Until);

/// <summary>
/// A receipt as a file: readable JSON that carries its signature. There is one way only to write a given receipt, down
/// to the byte; what is signed is the file with the value of its signature left empty.
/// </summary>
/// <param name="Format">Always <see cref="FormatName"/>.</param>
/// <param name="Receipt">What it says.</param>
/// <param name="Signature">Who says so.</param>
public sealed record SignedReceipt(string Format, ReceiptStatement Receipt, ReceiptSignature Signature)
{
    /// <summary>Names the format and its version.</summary>
    public const string FormatName = "igsendmail-erasure-receipt/1";

    /// <summary>No receipt is larger, in bytes; whatever is has not to be read.</summary>
    public const int MostBytes = 64 * 1024;

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        NewLine = "\n",
        // It is read as a file and never set into a page as it is: people shall see § and not \u00A7.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters =
        {
            new CamelWordJson<ErasureCause>(), new CamelWordJson<ErasureScope>(),
            new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false),
        },
    };

    /// <summary>The file, without a line break at its end.</summary>
    public string ToText() => JsonSerializer.Serialize(this, Json);

    /// <summary>The bytes that are signed.</summary>
    internal byte[] ToSign() => Encoding.UTF8.GetBytes((this with { Signature = Signature with { Value = "" } }).ToText());

    /// <summary>Reads a file.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    internal static SignedReceipt Parse(string text)
    {
        var read = JsonSerializer.Deserialize<SignedReceipt>(text, Json) ?? throw new JsonException("It is empty.");
        return read.Format == FormatName && read.Receipt.Lines.All(line => line is not null)
            ? read
            : throw new JsonException($"It does not name the format {FormatName}.");
    }

    /// <summary>True if the text is meant to be such a file.</summary>
    internal static bool IsOne(string text) => text.Contains(FormatName, StringComparison.Ordinal);
}

/// <summary>What a signed receipt says: counts, and what stays with reason, basis and date. It names nobody.</summary>
/// <param name="Number">The number a person can quote.</param>
/// <param name="Issuer">The site that issued it.</param>
/// <param name="IssuedAt">When everything had been read back.</param>
/// <param name="Cause">What set the erasure off.</param>
/// <param name="Scope">How much it covered.</param>
/// <param name="OrderedAt">When it was decided.</param>
/// <param name="Lines">One line a store that held anything.</param>
public sealed record ReceiptStatement(
    string Number, string Issuer, DateTimeOffset IssuedAt, ErasureCause Cause, ErasureScope Scope, DateTimeOffset OrderedAt,
    IReadOnlyList<ReceiptLine> Lines)
{
    /// <summary>Legal holds that kept it waiting; left out if none did.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ReceiptHold>? Holds { get; init; }

    /// <summary>The same without number and issuer.</summary>
    [JsonIgnore]
    public ReceiptContent Content => new(Cause, Scope, OrderedAt, Lines) { Holds = Holds ?? [] };
}

/// <summary>What proves that a receipt is ours: how it was signed, with which key, and the signature itself.</summary>
/// <param name="Algorithm">Always <see cref="ReceiptKey.AlgorithmName"/>.</param>
/// <param name="KeyId">Which key signed.</param>
/// <param name="Value">The signature (DER, as OpenSSL writes it) in base64.</param>
public sealed record ReceiptSignature(string Algorithm, string KeyId, string Value);
