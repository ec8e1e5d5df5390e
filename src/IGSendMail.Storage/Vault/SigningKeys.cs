using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;

namespace IGSendMail.Storage;

/// <summary>
/// Key pairs of the site for ECDSA on P-256. A private key is made from a secret of the vault, which the master key
/// wraps: without the master key nobody signs.
/// </summary>
public static class SigningKeys
{
    // Half as many bits again as the order of the curve has: what the reduction favours is then beneath notice
    // (FIPS 186-5, appendix A.2.1).
    private const int SecretLength = 48;

    private static readonly BigInteger Order = BigInteger.Parse(
        "0FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551", NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    /// <summary>The key pair of the secret with this name, made on first use; the caller disposes of it.</summary>
    public static async Task<ECDsa> SigningKeyAsync(this Vault vault, string name, CancellationToken cancellation)
    {
        var secret = await vault.SecretAsync(name, SecretLength, cancellation);
        var number = (new BigInteger(secret, isUnsigned: true, isBigEndian: true) % (Order - 1)) + 1;
        var bytes = number.ToByteArray(isUnsigned: true, isBigEndian: true);
        var d = new byte[32];
        bytes.CopyTo(d, d.Length - bytes.Length);
        return ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = d });
    }
}
