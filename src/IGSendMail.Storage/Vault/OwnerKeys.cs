namespace IGSendMail.Storage;

/// <summary>All versions of an owner's key as one process knows them for a while.</summary>
/// <param name="Versions">Oldest first.</param>
/// <param name="Until">When the vault is asked again.</param>
internal sealed record OwnerKeys(IReadOnlyList<KeyVersion> Versions, DateTimeOffset Until)
{
    /// <summary>The version that seals; null if the owner has none yet.</summary>
    public KeyVersion? Newest => Versions.Count == 0 ? null : Versions[^1];

    /// <summary>The version that an envelope names, or null.</summary>
    public KeyVersion? Find(Guid keyId) => Versions.FirstOrDefault(v => v.KeyId == keyId);
}

/// <summary>A data key of an owner with its number; without the key once it is destroyed.</summary>
/// <param name="Version">Its number.</param>
/// <param name="KeyId">Its name in envelopes.</param>
/// <param name="Key">The opened key; null once destroyed.</param>
internal sealed record KeyVersion(int Version, Guid KeyId, DataKey? Key);
