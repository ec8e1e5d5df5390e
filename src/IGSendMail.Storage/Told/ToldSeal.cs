using System.Security.Cryptography;
using System.Text;

namespace IGSendMail.Storage;

/// <summary>
/// Seals what is told under a secret of the vault (AES-256-GCM), bound to what it is about. What is personal in it is sealed under its
/// owner's key already; this hides the rest.
/// </summary>
internal sealed class ToldSeal(Vault vault)
{
    private const byte Version = 1;
    private const int NonceAt = 1, TagAt = 13, CipherAt = 29;

    public async ValueTask<byte[]> SealAsync(ToldKind kind, Guid subject, byte[] clear, CancellationToken cancellation)
    {
        var content = new byte[CipherAt + clear.Length];
        content[0] = Version;
        RandomNumberGenerator.Fill(content.AsSpan(NonceAt, TagAt - NonceAt));
        using var aes = new AesGcm(await SecretAsync(cancellation), CipherAt - TagAt);
        aes.Encrypt(
            content.AsSpan(NonceAt, TagAt - NonceAt), clear, content.AsSpan(CipherAt), content.AsSpan(TagAt, CipherAt - TagAt), BoundTo(kind, subject));
        return content;
    }

    /// <exception cref="UnsealException">It was changed, or is about something else.</exception>
    public async ValueTask<byte[]> OpenAsync(ToldKind kind, Guid subject, byte[] content, CancellationToken cancellation)
    {
        if (content.Length < CipherAt || content[0] != Version)
        {
            throw Closed("it is no entry of ours");
        }

        var clear = new byte[content.Length - CipherAt];
        using var aes = new AesGcm(await SecretAsync(cancellation), CipherAt - TagAt);
        try
        {
            aes.Decrypt(
                content.AsSpan(NonceAt, TagAt - NonceAt), content.AsSpan(CipherAt), content.AsSpan(TagAt, CipherAt - TagAt), clear, BoundTo(kind, subject));
        }
        catch (AuthenticationTagMismatchException mismatch)
        {
            throw Closed("it was changed or is about something else", mismatch);
        }

        return clear;

        UnsealException Closed(string reason, Exception? cause = null) => new($"The entry {kind} of {subject:N} in the journal of what was told", reason, cause);
    }

    private static byte[] BoundTo(ToldKind kind, Guid subject) => [.. Encoding.UTF8.GetBytes(kind.Name), 0, .. subject.ToByteArray()];

    private ValueTask<byte[]> SecretAsync(CancellationToken cancellation) => vault.SecretAsync("told journal", 32, cancellation);
}
