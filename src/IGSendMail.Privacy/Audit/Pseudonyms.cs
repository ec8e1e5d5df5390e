using System.Security.Cryptography;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Storage;

namespace IGSendMail.Privacy.Audit;

/// <summary>
/// Stands in for persons in the trail: HMAC-SHA-256 under a secret of the vault, cut to 128 bits. The same person has
/// the same pseudonym; without the secret nobody can tell whose it is, not even by trying all keys of the database.
/// </summary>
public sealed class Pseudonyms(Vault vault, WordBook words) : ISubjectIdentifiers
{
    /// <summary>The secret; the vault keeps it at hand after the first time.</summary>
    public ValueTask<byte[]> KeyAsync(CancellationToken cancellation) => vault.SecretAsync("audit-pseudonyms", 32, cancellation);

    /// <summary>The pseudonym of somebody whom entries can be about.</summary>
    public static Guid Of(byte[] key, Identifier who)
    {
        Span<byte> name = stackalloc byte[17];
        name[0] = who.Kind.InTrail ?? throw new ArgumentException($"The trail knows no {who.Kind}.", nameof(who));
        who.Value.TryWriteBytes(name[1..], bigEndian: true, out _);
        Span<byte> hash = stackalloc byte[32];
        HMACSHA256.HashData(key, name, hash);
        return new Guid(hash[..16]);
    }

    /// <inheritdoc />
    public IReadOnlyCollection<IdentifierKind> FollowsFrom { get; } = [.. words.All<IdentifierKind>().Where(k => k.InTrail is not null)];

    /// <summary>The pseudonyms by which the trail knows a subject.</summary>
    public async Task<IReadOnlyCollection<Identifier>> FindAsync(DataSubject known, CancellationToken cancellation)
    {
        var key = await KeyAsync(cancellation);
        return [.. known.Identifiers.Where(i => FollowsFrom.Contains(i.Kind)).Select(i => new Identifier(TrailIdentifiers.Pseudonym, Of(key, i)))];
    }
}
