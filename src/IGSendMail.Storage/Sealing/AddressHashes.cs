using System.Security.Cryptography;
using System.Text;

namespace IGSendMail.Storage;

/// <summary>
/// Finds people by e-mail address without storing it in clear: HMAC-SHA-256 under the site's look-up key, cut to 128
/// bits so that it fits every identifier column.
/// </summary>
public sealed class AddressHashes(Vault vault)
{
    /// <summary>The hash of an address, whatever its case and surrounding space.</summary>
    public async ValueTask<Guid> HashAsync(string address, CancellationToken cancellation) =>
        Hash(await KeyAsync(cancellation), address);

    /// <summary>The look-up key, for loops over many addresses.</summary>
    public ValueTask<byte[]> KeyAsync(CancellationToken cancellation) => vault.SecretAsync("address-lookup", 32, cancellation);

    /// <summary>As <see cref="HashAsync"/> with the key at hand.</summary>
    public static Guid Hash(byte[] key, string address)
    {
        Span<byte> hash = stackalloc byte[32];
        HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(Normalise(address)), hash);
        return new Guid(hash[..16]);
    }

    /// <summary>How addresses are compared: trimmed, composed, lower case.</summary>
    public static string Normalise(string address) =>
        address.Trim().Normalize(NormalizationForm.FormC).ToLowerInvariant();
}
