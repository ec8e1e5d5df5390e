using System.Security.Cryptography;
using System.Text.Json;
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

/// <summary>A public key that receipts are checked with.</summary>
/// <param name="KeyId">The first 16 hexadecimal digits of the SHA-256 of the key (SubjectPublicKeyInfo, DER).</param>
/// <param name="Algorithm">Always <see cref="AlgorithmName"/>.</param>
/// <param name="PublicKey">The key in PEM.</param>
public sealed record ReceiptKey(string KeyId, string Algorithm, string PublicKey)
{
    /// <summary>ECDSA on the curve P-256 over a SHA-256 hash (FIPS 186-5).</summary>
    public const string AlgorithmName = "ECDSA-P256-SHA256";

    private const string P256 = "1.2.840.10045.3.1.7";

    /// <summary>The public half of a key pair.</summary>
    internal static ReceiptKey Of(ECDsa key)
    {
        var hash = SHA256.HashData(key.ExportSubjectPublicKeyInfo());
        return new(Convert.ToHexStringLower(hash.AsSpan(0, 8)), AlgorithmName, key.ExportSubjectPublicKeyInfoPem());
    }

    /// <summary>The key, for checking; the caller disposes of it.</summary>
    internal ECDsa Open()
    {
        var key = ECDsa.Create();
        key.ImportFromPem(PublicKey);
        return key;
    }

    /// <summary>What is wrong with a key that came from outside, or null.</summary>
    internal string? Fault()
    {
        try
        {
            using var key = Open();
            return key.ExportParameters(includePrivateParameters: false).Curve.Oid.Value != P256 ? "is not on the curve P-256"
                : Algorithm != AlgorithmName ? $"must have the algorithm {AlgorithmName}"
                : Of(key).KeyId != KeyId ? $"does not have the key id {Of(key).KeyId} that follows from it"
                : null;
        }
        catch (Exception wrong) when (wrong is CryptographicException or ArgumentException)
        {
            return "is no public key in PEM";
        }
    }
}

/// <summary>The public keys as a file, for whoever wants to check receipts without asking us.</summary>
/// <param name="Format">Always <see cref="FormatName"/>.</param>
/// <param name="Keys">The keys.</param>
public sealed record ReceiptKeyFile(string Format, IReadOnlyList<ReceiptKey> Keys)
{
    /// <summary>Names the format and its version.</summary>
    public const string FormatName = "igsendmail-receipt-keys/1";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerOptions.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>The keys as a file.</summary>
    public static string Write(IReadOnlyList<ReceiptKey> keys) => JsonSerializer.Serialize(new ReceiptKeyFile(FormatName, keys), Json);

    /// <summary>Reads a file of keys.</summary>
    /// <exception cref="ReceiptKeysException">It is none, or a key in it is wrong.</exception>
    public static IReadOnlyList<ReceiptKey> Read(string text)
    {
        ReceiptKeyFile? file;
        try
        {
            file = JsonSerializer.Deserialize<ReceiptKeyFile>(text, Json);
        }
        catch (JsonException)
        {
            file = null;
        }

        if (file is not { Format: FormatName, Keys.Count: > 0 } || file.Keys.Any(k => k is null))
        {
            throw new ReceiptKeysException("It is not a file of receipt keys as the page /privacy/receipts/check offers it.");
        }

        return file.Keys.FirstOrDefault(k => k.Fault() is not null) is { } wrong
            ? throw new ReceiptKeysException($"The key \"{wrong.KeyId}\" {wrong.Fault()}.")
            : file.Keys;
    }
}

/// <summary>A file of public keys cannot be used.</summary>
public sealed class ReceiptKeysException(string what) : Exception(what);
