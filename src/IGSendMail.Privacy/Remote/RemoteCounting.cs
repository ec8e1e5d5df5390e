using IGSendMail.Privacy.PersonalData;

namespace IGSendMail.Privacy.Remote;

/// <summary>Counts stores of which some may be away.</summary>
public static class RemoteCounting
{
    /// <summary>What the store holds, or null if it is a remote one that does not answer now.</summary>
    public static async Task<IReadOnlyList<StoreCount>?> TryCountAsync(
        this IPersonalDataStore store, DataSubject subject, CancellationToken cancellation)
    {
        try
        {
            return await store.CountAsync(subject, cancellation);
        }
        catch (StoreException) when (store.Description.IsRemote)
        {
            return null;
        }
    }
}
