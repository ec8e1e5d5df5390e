using System.Security.Cryptography;

namespace IGSendMail.Storage;

/// <summary>The key that wraps every other key. It lives in neither the data nor the vault folder.</summary>
public sealed class MasterKey
{
    private readonly byte[] _key;

    private MasterKey(byte[] key) => _key = key;

    /// <summary>Reads <c>Keys:Master</c>: 32 bytes in base64.</summary>
    /// <exception cref="FormatException">The setting is not 32 bytes in base64; the message names the setting.</exception>
    public static MasterKey Parse(string setting)
    {
        var bytes = new byte[32];
        if (!Convert.TryFromBase64String(setting.Trim(), bytes, out var length) || length != 32)
        {
            throw new FormatException(
                "Keys:Master must be 32 random bytes in base64. Make one with: openssl rand -base64 32");
        }

        return new MasterKey(bytes);
    }

    /// <summary>Reads the key file, or makes it readable for its owner only. For Development.</summary>
    public static MasterKey ReadOrMake(string file)
    {
        if (!File.Exists(file))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            var fresh = $"{file}.{Path.GetRandomFileName()}";
            var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            using (var writer = new StreamWriter(fresh, options))
            {
                writer.WriteLine(Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
            }

            try
            {
                File.Move(fresh, file, overwrite: false);
            }
            catch (IOException) when (File.Exists(file))
            {
                // Another process made it at the same moment: that one counts.
                File.Delete(fresh);
            }
        }

        return Parse(File.ReadAllText(file));
    }

    /// <summary>Wraps a secret; it opens only with the same <paramref name="boundTo"/>, which says what it is.</summary>
    public byte[] Wrap(byte[] secret, ReadOnlySpan<byte> boundTo)
    {
        var wrapped = new byte[28 + secret.Length];
        RandomNumberGenerator.Fill(wrapped.AsSpan(0, 12));
        using var aes = new AesGcm(_key, tagSizeInBytes: 16);
        aes.Encrypt(wrapped.AsSpan(0, 12), secret, wrapped.AsSpan(28), wrapped.AsSpan(12, 16), boundTo);
        return wrapped;
    }

    /// <summary>Opens a wrapped secret.</summary>
    /// <exception cref="InvalidOperationException">It was wrapped with another master key, or for something else.</exception>
    public byte[] Unwrap(byte[] wrapped, ReadOnlySpan<byte> boundTo)
    {
        var secret = new byte[wrapped.Length - 28];
        using var aes = new AesGcm(_key, tagSizeInBytes: 16);
        try
        {
            aes.Decrypt(wrapped.AsSpan(0, 12), wrapped.AsSpan(28), wrapped.AsSpan(12, 16), secret, boundTo);
        }
        catch (AuthenticationTagMismatchException mismatch)
        {
            throw new InvalidOperationException(
                "A key in the vault cannot be unwrapped. Keys:Master is not the key that this vault was made with.", mismatch);
        }

        return secret;
    }
}
