using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using IGSendMail.Storage;

namespace IGSendMail.Privacy.Consent;

/// <summary>
/// Signs and reads the values of the consent and visitor cookies, so that neither a visitor nor a script can make up a
/// grant. Reading needs no database and allocates nothing. Whatever is not exactly a value of ours reads as null.
/// </summary>
/// <remarks>
/// Layout of a refusal: version, flags, seconds since 1970 (4 bytes), two fingerprints (4 bytes each), MAC (16 bytes); of
/// a grant: the same with the consent id (16 bytes) before a MAC of 18 bytes; of a visitor: version, the id (16 bytes),
/// MAC (16 bytes). Lengths are multiples of three, so that base64url has no unused bits and two texts can never mean the
/// same value. Version 1 had grants without consent id: they read as nothing, and the visitor is asked again.
/// </remarks>
public sealed class ConsentSeal : IDisposable
{
    /// <summary>Length of the secret in bytes.</summary>
    public const int KeyLength = 32;

    private const byte ChoiceVersion = 2;
    private const byte VisitorVersion = 129;
    private const byte ChainVersion = 130;
    private const byte Analytics = 1, Preference = 2, DespiteSignal = 4;
    private const int SaidLength = 14, IdLength = 16;
    private const int RefusalMac = 16, GrantMac = 18, VisitorMac = 16;
    private const int RefusalLength = SaidLength + RefusalMac;
    private const int GrantLength = SaidLength + IdLength + GrantMac;
    private const int VisitorLength = 1 + IdLength + VisitorMac;

    private readonly ThreadLocal<IncrementalHash> _macs;

    /// <summary>Signs with the given secret.</summary>
    public ConsentSeal(byte[] key)
    {
        // A keyed hash kept by each thread costs a quarter of a new one per cookie.
        _macs = new(() => IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key), trackAllValues: true);
    }

    /// <summary>The cookie value of a choice: 40 characters for a refusal, 64 for a grant.</summary>
    /// <exception cref="ArgumentException">A grant without consent id, or a refusal with one.</exception>
    public string Write(ConsentChoice choice)
    {
        if (choice.IsRefusal != choice.Chain is null)
        {
            throw new ArgumentException("A grant has a consent id, a refusal has none.", nameof(choice));
        }

        Span<byte> bytes = stackalloc byte[GrantLength];
        bytes[0] = ChoiceVersion;
        bytes[1] = (byte)((choice.Analytics ? Analytics : 0) | (choice.Preference ? Preference : 0) | (choice.DespiteSignal ? DespiteSignal : 0));
        BinaryPrimitives.WriteUInt32BigEndian(bytes[2..], checked((uint)choice.At.ToUnixTimeSeconds()));
        BinaryPrimitives.WriteUInt32BigEndian(bytes[6..], choice.Shown.Analytics);
        BinaryPrimitives.WriteUInt32BigEndian(bytes[10..], choice.Shown.Preference);
        if (choice.Chain is not { } chain)
        {
            return Sign(bytes[..RefusalLength], RefusalMac);
        }

        chain.TryWriteBytes(bytes[SaidLength..]);
        return Sign(bytes, GrantMac);
    }

    /// <summary>The cookie value of a visitor, 44 characters.</summary>
    public string Write(Guid visitor)
    {
        Span<byte> bytes = stackalloc byte[VisitorLength];
        bytes[0] = VisitorVersion;
        visitor.TryWriteBytes(bytes[1..]);
        return Sign(bytes, VisitorMac);
    }

    /// <summary>The choice in a cookie value, or null for anything else. Its age is judged by <see cref="ConsentState"/>.</summary>
    public ConsentChoice? ReadChoice(ReadOnlySpan<char> value)
    {
        Span<byte> bytes = stackalloc byte[GrantLength];
        var isGrant = value.Length == Base64Url.GetEncodedLength(GrantLength);
        bytes = isGrant ? bytes : bytes[..RefusalLength];
        if (!TryOpen(value, bytes, ChoiceVersion, isGrant ? GrantMac : RefusalMac)
            || bytes[1] > (Analytics | Preference | DespiteSignal)
            || ((bytes[1] & (Analytics | Preference)) != 0) != isGrant)
        {
            return null;
        }

        return new ConsentChoice(
            (bytes[1] & Analytics) != 0,
            (bytes[1] & Preference) != 0,
            DateTimeOffset.FromUnixTimeSeconds(BinaryPrimitives.ReadUInt32BigEndian(bytes[2..])),
            (bytes[1] & DespiteSignal) != 0,
            new CategoryFingerprints(
                BinaryPrimitives.ReadUInt32BigEndian(bytes[6..]), BinaryPrimitives.ReadUInt32BigEndian(bytes[10..])))
        {
            Chain = isGrant ? new Guid(bytes.Slice(SaidLength, IdLength)) : null,
        };
    }

    /// <summary>The visitor in a cookie value, or null for anything else.</summary>
    public Guid? ReadVisitor(ReadOnlySpan<char> value)
    {
        Span<byte> bytes = stackalloc byte[VisitorLength];
        return TryOpen(value, bytes, VisitorVersion, VisitorMac) ? new Guid(bytes.Slice(1, IdLength)) : null;
    }

    /// <summary>
    /// The keys of a choice that is made on a form with this number: the same button of the same form is one record, and both its buttons
    /// belong to one chain. What the number of a chain is nobody can tell from the form.
    /// </summary>
    public ConsentKeys KeysOf(Guid asked, bool analytics, bool preference)
    {
        Span<byte> bytes = stackalloc byte[1 + IdLength + IdLength];
        bytes[0] = ChainVersion;
        asked.TryWriteBytes(bytes[1..], bigEndian: true, out _);
        Mac(bytes[..^IdLength], bytes[^IdLength..]);
        var chain = new Guid(bytes[^IdLength..]);
        // The last byte of a row key is random: four neighbours stand for the four answers.
        bytes[IdLength] = (byte)((bytes[IdLength] & 0xFC) | (analytics ? Analytics : 0) | (preference ? Preference : 0));
        return new(new Guid(bytes.Slice(1, IdLength), bigEndian: true), chain);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var mac in _macs.Values)
        {
            mac.Dispose();
        }

        _macs.Dispose();
    }

    private string Sign(Span<byte> bytes, int macLength)
    {
        Mac(bytes[..^macLength], bytes[^macLength..]);
        return Base64Url.EncodeToString(bytes);
    }

    private bool TryOpen(ReadOnlySpan<char> value, Span<byte> bytes, byte version, int macLength)
    {
        // The exact length comes first: the decoder would skip white space and padding inside a longer text.
        if (value.Length != Base64Url.GetEncodedLength(bytes.Length)
            // The Try… form throws on characters outside the alphabet.
            || Base64Url.DecodeFromChars(value, bytes, out _, out var written) != OperationStatus.Done
            || written != bytes.Length
            || bytes[0] != version)
        {
            return false;
        }

        Span<byte> mac = stackalloc byte[macLength];
        Mac(bytes[..^macLength], mac);
        return CryptographicOperations.FixedTimeEquals(mac, bytes[^macLength..]);
    }

    private void Mac(ReadOnlySpan<byte> content, Span<byte> mac)
    {
        Span<byte> whole = stackalloc byte[SHA256.HashSizeInBytes];
        var hash = _macs.Value!;
        hash.AppendData(content);
        hash.GetHashAndReset(whole);
        whole[..mac.Length].CopyTo(mac);
    }
}

/// <summary>Keeps the one <see cref="ConsentSeal"/> of the site, made from the vault's secret on first use.</summary>
public sealed class ConsentSeals(Vault vault) : IDisposable
{
    private ConsentSeal? _seal;

    /// <summary>The seal. Only the first call of a process reads the vault.</summary>
    public ValueTask<ConsentSeal> GetAsync(CancellationToken cancellation) =>
        _seal is { } ready ? ValueTask.FromResult(ready) : MakeAsync(cancellation);

    /// <inheritdoc />
    public void Dispose() => _seal?.Dispose();

    private async ValueTask<ConsentSeal> MakeAsync(CancellationToken cancellation)
    {
        var made = new ConsentSeal(await vault.SecretAsync("consent cookies", ConsentSeal.KeyLength, cancellation));
        if (Interlocked.CompareExchange(ref _seal, made, null) is { } first)
        {
            made.Dispose();
            return first;
        }

        return made;
    }
}
