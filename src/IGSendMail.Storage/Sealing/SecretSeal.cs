using System.Security.Cryptography;

namespace IGSendMail.Storage;

/// <summary>
/// Seals under a secret of the vault what has no owner's key to be sealed with (AES-256-GCM), bound to what it is about. The envelope is
/// version (1 byte), nonce (12), tag (16), cipher text.
/// </summary>
/// <param name="vault">Keeps the secret.</param>
/// <param name="secret">Its name, which never changes.</param>
public sealed class SecretSeal(Vault vault, string secret)
{
    private const byte Version = 1;
    private const int NonceAt = 1, TagAt = 13, CipherAt = 29, KeyLength = 32;

    /// <summary>Fetches the secret, so that a vault that goes away later keeps nothing from being sealed.</summary>
    public async ValueTask ReadyAsync(CancellationToken cancellation) => await KeyAsync(cancellation);

    /// <summary>Seals what is about <paramref name="boundTo"/>.</summary>
    public async ValueTask<byte[]> SealAsync(byte[] clear, byte[] boundTo, CancellationToken cancellation)
    {
        var content = new byte[CipherAt + clear.Length];
        content[0] = Version;
        RandomNumberGenerator.Fill(content.AsSpan(NonceAt, TagAt - NonceAt));
        using var aes = new AesGcm(await KeyAsync(cancellation), CipherAt - TagAt);
        aes.Encrypt(content.AsSpan(NonceAt, TagAt - NonceAt), clear, content.AsSpan(CipherAt), content.AsSpan(TagAt, CipherAt - TagAt), boundTo);
        return content;
    }

    /// <summary>Opens it again.</summary>
    /// <exception cref="CryptographicException">It was not sealed so, was changed, or is about something else.</exception>
    public async ValueTask<byte[]> OpenAsync(byte[] content, byte[] boundTo, CancellationToken cancellation)
    {
        if (content.Length < CipherAt || content[0] != Version)
        {
            throw new CryptographicException("It was not sealed here.");
        }

        var clear = new byte[content.Length - CipherAt];
        using var aes = new AesGcm(await KeyAsync(cancellation), CipherAt - TagAt);
        aes.Decrypt(content.AsSpan(NonceAt, TagAt - NonceAt), content.AsSpan(CipherAt), content.AsSpan(TagAt, CipherAt - TagAt), clear, boundTo);
        return clear;
    }

    private ValueTask<byte[]> KeyAsync(CancellationToken cancellation) => vault.SecretAsync(secret, KeyLength, cancellation);
}
