using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace IGSendMail.Privacy.Erasure;

/// <summary>What a check found.</summary>
public enum ReceiptFinding
{
    /// <summary>We signed it, and not one character is different.</summary>
    Genuine,

    /// <summary>It names a key of ours, but is not what we signed.</summary>
    Changed,

    /// <summary>It names a key that is none of ours.</summary>
    NotOurs,

    /// <summary>It is a receipt without a signature, as they were before we signed them.</summary>
    NotSigned,

    /// <summary>It is no receipt, or broken.</summary>
    Unreadable,
}

/// <summary>The answer of a check.</summary>
/// <param name="Finding">What was found.</param>
/// <param name="Detail">What is wrong and where, as a sentence; for a genuine receipt, what was checked.</param>
/// <param name="Receipt">What it says, if it is genuine.</param>
public sealed record ReceiptVerdict(ReceiptFinding Finding, string Detail, ReceiptStatement? Receipt = null);

/// <summary>
/// Checks receipts with public keys alone: no database and no network is asked. Line ends of another system, white
/// space around the text and a byte order mark are forgiven, since mail programs and browsers add them; nothing else is.
/// </summary>
public static class ReceiptCheck
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Checks a file.</summary>
    public static ReceiptVerdict Check(ReadOnlySpan<byte> file, IReadOnlyList<ReceiptKey> keys)
    {
        if (file.Length > SignedReceipt.MostBytes)
        {
            return Unreadable($"It is larger than {SignedReceipt.MostBytes / 1024} KB. No receipt is.");
        }

        try
        {
            return Check(Strict.GetString(file), keys);
        }
        catch (DecoderFallbackException)
        {
            return Unreadable("It is not a text file (UTF-8).");
        }
    }

    private static ReceiptVerdict Check(string file, IReadOnlyList<ReceiptKey> keys)
    {
        var text = file.Replace("\r\n", "\n", StringComparison.Ordinal).Trim('\uFEFF').Trim(' ', '\t', '\n');
        if (text.Length == 0)
        {
            return Unreadable("It is empty.");
        }

        SignedReceipt receipt;
        try
        {
            receipt = SignedReceipt.Parse(text);
        }
        catch (JsonException broken)
        {
            return IsUnsigned(text)
                ? new ReceiptVerdict(ReceiptFinding.NotSigned, "It carries no signature, so nothing shows who wrote it.")
                : Unreadable(SignedReceipt.IsOne(text)
                    ? $"It is meant to be a receipt, but was broken or changed{At(broken.LineNumber)}."
                    : $"It is not a receipt of the format {SignedReceipt.FormatName}.");
        }

        return keys.FirstOrDefault(k => k.KeyId == receipt.Signature.KeyId) is not { } key
            ? new ReceiptVerdict(ReceiptFinding.NotOurs, $"It was signed with the key \"{Short(receipt.Signature.KeyId)}\", which is none of ours.")
            : Check(text, receipt, key);
    }

    private static ReceiptVerdict Check(string text, SignedReceipt receipt, ReceiptKey key)
    {
        if (FirstDifference(text, receipt.ToText()) is { } at)
        {
            return new ReceiptVerdict(ReceiptFinding.Changed, string.Create(CultureInfo.InvariantCulture,
                $"It is not written as we write receipts: look at line {text.AsSpan(0, at).Count('\n') + 1}."));
        }

        return IsSigned(receipt, key)
            ? new ReceiptVerdict(ReceiptFinding.Genuine, $"The signature with our key {key.KeyId} holds for every character.", receipt.Receipt)
            : new ReceiptVerdict(ReceiptFinding.Changed,
                "The signature does not fit: at least one value, or the signature itself, was changed after we signed.");
    }

    private static bool IsSigned(SignedReceipt receipt, ReceiptKey key)
    {
        var signature = new byte[128];
        // Base64 can say the same bytes in several ways; ours is one of them.
        if (receipt.Signature.Algorithm != ReceiptKey.AlgorithmName
            || !Convert.TryFromBase64String(receipt.Signature.Value, signature, out var length)
            || Convert.ToBase64String(signature, 0, length) != receipt.Signature.Value)
        {
            return false;
        }

        using var open = key.Open();
        return open.VerifyData(
            receipt.ToSign(), signature.AsSpan(0, length), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
    }

    private static bool IsUnsigned(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            return json.RootElement.ValueKind == JsonValueKind.Object
                && !json.RootElement.TryGetProperty("signature", out _)
                && (json.RootElement.TryGetProperty("receipt", out _)
                    || (json.RootElement.TryGetProperty("cause", out _) && json.RootElement.TryGetProperty("lines", out _)));
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static int? FirstDifference(string text, string ours)
    {
        var same = text.AsSpan().CommonPrefixLength(ours);
        return same == text.Length && same == ours.Length ? null : same;
    }

    private static string At(long? line) =>
        line is { } known ? string.Create(CultureInfo.InvariantCulture, $" near line {known + 1}") : "";

    private static string Short(string text) => text.Length <= 40 ? text : text[..40] + "…";

    private static ReceiptVerdict Unreadable(string why) => new(ReceiptFinding.Unreadable, why);
}
