using IGSendMail.Storage;

namespace IGSendMail.Platform.Accounts;

/// <summary>Opens what is sealed of an officer, where one who was removed may have come back with a restored database.</summary>
internal static class OfficerContent
{
    /// <summary>
    /// Name and address; null for an officer who was removed, and whose rows are back with a restored database or were left by a verb that was
    /// killed. See <see cref="OfficerRemoval"/>.
    /// </summary>
    public static async Task<UserContent?> OfOfficerAsync(this Sealer sealer, User officer, CancellationToken cancellation)
    {
        try
        {
            return await sealer.OpenAsync<UserContent>(officer, officer.Content, cancellation);
        }
        catch (KeyDestroyedException)
        {
            return null;
        }
    }
}
