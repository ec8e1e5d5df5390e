using System.Numerics;
using System.Security.Cryptography;
using IGSendMail.Storage;

namespace IGSendMail.Privacy.Audit;

/// <summary>
/// Signs and checks heads with ECDSA on P-256. The private key is made from a secret of the vault, which the master key
/// wraps: without the master key nobody signs.
/// </summary>
public sealed class HeadSigner(Vault vault)
{
    // Half as many bits again as the order of the curve has: what the reduction favours is then beneath notice
    // (FIPS 186-5, appendix A.2.1).
    private const int SecretLength = 48;

    private static readonly BigInteger Order = BigInteger.Parse(
        "0FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551",
        System.Globalization.NumberStyles.HexNumber, System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The key pair; the caller disposes of it.</summary>
    public async Task<ECDsa> OpenAsync(CancellationToken cancellation)
    {
        var secret = await vault.SecretAsync("audit-heads", SecretLength, cancellation);
        var number = (new BigInteger(secret, isUnsigned: true, isBigEndian: true) % (Order - 1)) + 1;
        var bytes = number.ToByteArray(isUnsigned: true, isBigEndian: true);
        var d = new byte[32];
        bytes.CopyTo(d, d.Length - bytes.Length);
        return ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = d });
    }

    internal static byte[] Sign(ECDsa key, HeadContent head) => key.SignData(head.ToBytes(), HashAlgorithmName.SHA256);

    internal static bool IsSigned(ECDsa key, AuditHead head) =>
        key.VerifyData(head.Content.ToBytes(), head.Signature, HashAlgorithmName.SHA256);
}
