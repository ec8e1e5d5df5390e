using IGSendMail.Privacy.Erasure;

namespace IGSendMail.Web.Features.Requests;

/// <summary>Where anybody checks whether a receipt is ours.</summary>
/// <param name="Keys">The public keys.</param>
/// <param name="Verdict">What a check found; null before one.</param>
public sealed record ReceiptCheckPage(IReadOnlyList<ReceiptKey> Keys, ReceiptVerdict? Verdict = null)
{
    internal const string View = "/Features/Requests/CheckReceipt.cshtml";

    /// <summary>The field for a file.</summary>
    public IFormFile? File { get; init; }

    /// <summary>The field for its text.</summary>
    public string? Text { get; init; }
}
