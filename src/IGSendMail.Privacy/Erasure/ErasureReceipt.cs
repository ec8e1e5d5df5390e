using System.Text.Json;
using IGSendMail.Privacy.Holds;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Settings;
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
