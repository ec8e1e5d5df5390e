namespace IGSendMail.Storage;

/// <summary>
/// An encrypted column value. It is opened explicitly through <see cref="Sealer"/>; no converter or interceptor
/// decrypts behind one's back.
/// </summary>
public sealed class Sealed(byte[] envelope) : IEquatable<Sealed>
{
    /// <summary>The envelope: version, key id, nonce, tag, cipher text.</summary>
    public byte[] Envelope { get; } = envelope;

    /// <summary>The key that the envelope names, or null if it is too short to name one.</summary>
    public Guid? KeyId => Envelope.Length < DataKey.NonceAt ? null : new Guid(Envelope.AsSpan(DataKey.KeyIdAt, 16));

    /// <inheritdoc />
    public bool Equals(Sealed? other) => other is not null && Envelope.AsSpan().SequenceEqual(other.Envelope);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as Sealed);

    /// <inheritdoc />
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(Envelope);
        return hash.ToHashCode();
    }

    /// <summary>Never shows content.</summary>
    public override string ToString() => "(sealed)";
}
