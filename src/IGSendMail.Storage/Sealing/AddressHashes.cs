using System.Security.Cryptography;
using System.Text;

namespace IGSendMail.Storage;

/// <summary>
/// Finds people by e-mail address without storing it in clear: HMAC-SHA-256 under the site's look-up key, cut to 128
/// bits so that it fits every identifier column.
/// </summary>
public sealed class AddressHashes(Vault vault)
{
    /// <summary>The hash of an address, the same for all spellings of its mailbox.</summary>
    public async ValueTask<Guid> HashAsync(EmailAddress address, CancellationToken cancellation) =>
        Hash(await KeyAsync(cancellation), address);

    /// <summary>
    /// The hash of an address, and behind it those under which it may have been stored until November 2026; see
    /// <see cref="EmailAddress.FormerForms"/>.
    /// </summary>
    public async ValueTask<IReadOnlyList<Guid>> AllAsync(EmailAddress address, CancellationToken cancellation)
    {
        var key = await KeyAsync(cancellation);
        return [Hash(key, address), .. Former(key, address)];
    }

    /// <summary>
    /// The hash that this very text had until November 2026, when it need not have been an address by the rules of today.
    /// </summary>
    public async ValueTask<Guid> FormerAsync(string text, CancellationToken cancellation) =>
        Hash(await KeyAsync(cancellation), EmailAddress.FormerForm(text));

    /// <summary>The look-up key, for loops over many addresses.</summary>
    public ValueTask<byte[]> KeyAsync(CancellationToken cancellation) => vault.SecretAsync("address-lookup", 32, cancellation);

    /// <summary>As <see cref="HashAsync"/> with the key at hand.</summary>
    public static Guid Hash(byte[] key, EmailAddress address) => Hash(key, address.Canonical);

    /// <summary>The hashes under which an address may have been stored until November 2026, if they are others.</summary>
    public static IReadOnlyList<Guid> Former(byte[] key, EmailAddress address) => [.. address.FormerForms().Select(form => Hash(key, form))];

    private static Guid Hash(byte[] key, string form)
    {
        Span<byte> hash = stackalloc byte[32];
        HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(form), hash);
        return new Guid(hash[..16]);
    }
}
