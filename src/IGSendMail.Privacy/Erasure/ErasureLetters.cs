using IGSendMail.Privacy.Letters;

namespace IGSendMail.Privacy.Erasure;

/// <summary>The letters of this room.</summary>
public static class ErasureLetters
{
    /// <inheritdoc cref="ErasureDoneLetter" />
    public static readonly LetterKind Done = LetterKind.Of<ErasureDoneLetter, ErasureDoneTemplate>("ErasureDoneLetter");
}

/// <summary>
/// The last letter of an erasure: what went, what stays and why, and the receipt's number. The signed receipt goes with it
/// as a file: for people without an account it is the only way to have it.
/// </summary>
public sealed record ErasureDoneLetter(
    string ToAddress, string? ToName, string? Reference, string ReceiptNumber, DateTimeOffset IssuedAt,
    ReceiptContent Content, string? SignedReceipt = null) : Letter(ToAddress, ToName)
{
    /// <summary>Who still has the address and decides about it.</summary>
    public IReadOnlyList<OtherHolder> Others { get; init; } = [];
}
