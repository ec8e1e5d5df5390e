using System.Security.Cryptography;
using IGSendMail.Privacy.Settings;
using IGSendMail.Storage;

namespace IGSendMail.Privacy.Erasure;

/// <summary>Signs erasure receipts under a key of their own, and says which public keys they are checked with.</summary>
public sealed class ReceiptSigner(Vault vault, SiteOptions site)
{
    private const string SecretName = "erasure-receipts";

    /// <summary>The public keys of every receipt that this site signed.</summary>
    public async Task<IReadOnlyList<ReceiptKey>> KeysAsync(CancellationToken cancellation)
    {
        using var key = await vault.SigningKeyAsync(SecretName, cancellation);
        return [ReceiptKey.Of(key)];
    }

    /// <summary>The signed file of a receipt with this content.</summary>
    internal async Task<string> SignAsync(ErasureReceipt receipt, ReceiptContent content, CancellationToken cancellation)
    {
        using var key = await vault.SigningKeyAsync(SecretName, cancellation);
        return Sign(key, new ReceiptStatement(
            receipt.Number, site.PublicUrl.AbsoluteUri, receipt.IssuedAt,
            content.Cause, content.Scope, content.OrderedAt, content.Lines)
        {
            Holds = content.Holds.Count > 0 ? content.Holds : null,
        }).ToText();
    }

    internal static SignedReceipt Sign(ECDsa key, ReceiptStatement statement)
    {
        var unsigned = new SignedReceipt(
            SignedReceipt.FormatName, statement, new ReceiptSignature(ReceiptKey.AlgorithmName, ReceiptKey.Of(key).KeyId, ""));
        var signature = key.SignData(unsigned.ToSign(), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        return unsigned with { Signature = unsigned.Signature with { Value = Convert.ToBase64String(signature) } };
    }
}
