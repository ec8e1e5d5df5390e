using System.Security.Cryptography;
using IGSendMail.Storage;

namespace IGSendMail.Privacy.Backups;

/// <summary>Signs what the vault's site says about backups, under a key of their own: a backup of another site, or one that was changed, is seen.</summary>
public sealed class BackupSeal(Vault vault)
{
    private const string SecretName = "backups";

    /// <summary>The signature (ECDSA on P-256 over SHA-256, DER) as base64.</summary>
    public async Task<string> SignAsync(byte[] content, CancellationToken cancellation)
    {
        using var key = await vault.SigningKeyAsync(SecretName, cancellation);
        return Convert.ToBase64String(key.SignData(content, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));
    }

    /// <summary>True if this site signed it.</summary>
    public async Task<bool> IsOursAsync(byte[] content, string signature, CancellationToken cancellation)
    {
        var bytes = new byte[signature.Length];
        if (!Convert.TryFromBase64String(signature.Trim(), bytes, out var length))
        {
            return false;
        }

        using var key = await vault.SigningKeyAsync(SecretName, cancellation);
        return key.VerifyData(content, bytes.AsSpan(0, length), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
    }
}
