using System.Security.Cryptography;
using IGSendMail.Storage;

namespace IGSendMail.Privacy.Audit;

/// <summary>Signs and checks heads with ECDSA on P-256, under a key of their own (see <see cref="SigningKeys"/>).</summary>
public sealed class HeadSigner(Vault vault)
{
    /// <summary>The key pair; the caller disposes of it.</summary>
    public Task<ECDsa> OpenAsync(CancellationToken cancellation) => vault.SigningKeyAsync("audit-heads", cancellation);

    internal static byte[] Sign(ECDsa key, HeadContent head) => key.SignData(head.ToBytes(), HashAlgorithmName.SHA256);

    internal static bool IsSigned(ECDsa key, AuditHead head) =>
        key.VerifyData(head.Content.ToBytes(), head.Signature, HashAlgorithmName.SHA256);
}
