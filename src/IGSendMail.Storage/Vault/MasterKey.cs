using System.Security.Cryptography;

namespace IGSendMail.Storage;

/// <summary>
/// The key that wraps every other key. It lives in neither the data nor the vault folder. While it is being replaced a
/// second one is known too: whatever is wrapped names its master key, so either can open it.
/// </summary>
public sealed class MasterKey
{
    /// <summary>The setting of the key that wraps.</summary>
    public const string Setting = "Keys:Master";

    /// <summary>The setting of a second key that only unwraps.</summary>
    public const string PreviousSetting = "Keys:PreviousMaster";

    private readonly Part _current;
    private readonly Part? _previous;

    private MasterKey(Part current, Part? previous) => (_current, _previous) = (current, previous);

    /// <summary>Names the key that wraps; it says nothing about the key itself.</summary>
    public Guid Id => _current.Id;

    /// <summary>Names the second key, or null if there is none.</summary>
    public Guid? PreviousId => _previous?.Id;

    /// <summary>Reads <c>Keys:Master</c>: 32 bytes in base64.</summary>
    /// <exception cref="FormatException">The setting is not 32 bytes in base64; the message names the setting.</exception>
    public static MasterKey Parse(string setting) => new(Part.Parse(Setting, setting), null);

    /// <summary>This key, and the one of <c>Keys:PreviousMaster</c> for what is still wrapped by it.</summary>
    /// <exception cref="FormatException">The setting is not 32 bytes in base64; the message names the setting.</exception>
    public MasterKey WithPrevious(string setting) => new(_current, Part.Parse(PreviousSetting, setting));

    /// <summary>Reads the key file, or makes it readable for its owner only. For Development.</summary>
    public static MasterKey ReadOrMake(string file) =>
        Parse(AgreedFile.ReadOrWrite(file, string.IsNullOrEmpty, () => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))));

    /// <summary>True if what this master key wrapped can be opened.</summary>
    public bool Knows(Guid masterId) => masterId == Id || masterId == PreviousId;

    /// <summary>Wraps a secret; it opens only with the same <paramref name="boundTo"/>, which says what it is.</summary>
    public WrappedSecret Wrap(byte[] secret, ReadOnlySpan<byte> boundTo)
    {
        var wrapped = new byte[28 + secret.Length];
        RandomNumberGenerator.Fill(wrapped.AsSpan(0, 12));
        using var aes = new AesGcm(_current.Key, tagSizeInBytes: 16);
        aes.Encrypt(wrapped.AsSpan(0, 12), secret, wrapped.AsSpan(28), wrapped.AsSpan(12, 16), boundTo);
        return new WrappedSecret(Id, wrapped);
    }

    /// <summary>Opens a wrapped secret.</summary>
    /// <exception cref="InvalidOperationException">
    /// It was wrapped with a master key that is not configured, or for something else; the message says which.
    /// </exception>
    public byte[] Unwrap(WrappedSecret wrapped, ReadOnlySpan<byte> boundTo)
    {
        var key = wrapped.MasterId == Id ? _current.Key
            : _previous is { } previous && wrapped.MasterId == previous.Id ? previous.Key
            : throw new InvalidOperationException(
                $"A key in the vault cannot be unwrapped: it was wrapped with a master key that is neither {Setting} nor {PreviousSetting}.");
        var bytes = wrapped.Bytes.AsSpan();
        if (bytes.Length < 28)
        {
            throw Broken(null);
        }

        var secret = new byte[bytes.Length - 28];
        using var aes = new AesGcm(key, tagSizeInBytes: 16);
        try
        {
            aes.Decrypt(bytes[..12], bytes[28..], bytes[12..28], secret, boundTo);
        }
        catch (AuthenticationTagMismatchException mismatch)
        {
            throw Broken(mismatch);
        }

        return secret;
    }

    private static InvalidOperationException Broken(Exception? cause) => new(
        $"A key in the vault cannot be unwrapped: it was changed or stands in the wrong row. {Setting} fits; restore the vault.", cause);

    private sealed record Part(Guid Id, byte[] Key)
    {
        public static Part Parse(string name, string setting)
        {
            var key = new byte[32];
            if (!Convert.TryFromBase64String(setting.Trim(), key, out var length) || length != 32)
            {
                throw new FormatException(
                    $"{name} must be 32 random bytes in base64. Make one with: openssl rand -base64 32");
            }

            return new Part(new Guid(HMACSHA256.HashData(key, "igsendmail master key id"u8).AsSpan(0, 16)), key);
        }
    }
}

/// <summary>A secret wrapped by a master key.</summary>
/// <param name="MasterId">Names the master key (<see cref="MasterKey.Id"/>).</param>
/// <param name="Bytes">Nonce, tag, cipher text.</param>
public readonly record struct WrappedSecret(Guid MasterId, byte[] Bytes);
