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

    /// <summary>The answer in a few words.</summary>
    public string? Answer => Verdict?.Finding switch
    {
        null => null,
        ReceiptFinding.Genuine => "This receipt is genuine",
        ReceiptFinding.Changed => "This receipt was changed",
        ReceiptFinding.NotOurs => "This receipt is not ours",
        ReceiptFinding.NotSigned => "This receipt is not signed",
        _ => "We cannot read this as a receipt",
    };

    /// <summary>What follows from it for the reader.</summary>
    public string? Advice => Verdict?.Finding switch
    {
        ReceiptFinding.Genuine => "We issued it, and nothing in it was changed since.",
        ReceiptFinding.Changed => "It names our key, but what it says is not what we signed. Do not rely on it. Ask for the original file: a copy that was opened and saved by another program may have been changed by that alone.",
        ReceiptFinding.NotOurs => "It looks like a receipt, but somebody else signed it. Do not rely on it.",
        ReceiptFinding.NotSigned => "We did not sign our first receipts. Nobody can tell from the text alone whether it came from us; write to us with its number.",
        ReceiptFinding.Unreadable => "Send the file itself, as you got it from us, or paste all of its text from the first { to the last }.",
        _ => null,
    };
}
