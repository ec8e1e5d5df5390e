using IGSendMail.Privacy.PersonalData;

namespace IGSendMail.Web.Tests.Retention.Simulation;

/// <summary>
/// The real directory, and before it says who stands behind an account, once, whatever somebody does meanwhile: between the
/// finding of what is due and the ordering of its erasure lies this question.
/// </summary>
internal sealed class Meanwhile(ISubjectDirectory real, World world) : ISubjectDirectory
{
    public Task<AccountHolder?> FindHolderAsync(IReadOnlyList<Guid> addressHashes, CancellationToken cancellation) =>
        real.FindHolderAsync(addressHashes, cancellation);

    public Task<AccountHolder?> FindSignInAsync(IReadOnlyList<Guid> addressHashes, CancellationToken cancellation) =>
        real.FindSignInAsync(addressHashes, cancellation);

    public async Task<AccountHolder?> HolderOfAsync(Guid accountId, CancellationToken cancellation)
    {
        if (world.OnceFound is { } deed)
        {
            world.OnceFound = null;
            await deed();
        }

        return await real.HolderOfAsync(accountId, cancellation);
    }

    public Task<IReadOnlyDictionary<Guid, AccountHolder>> HoldersOfAsync(IEnumerable<Guid> accountIds, CancellationToken cancellation) =>
        real.HoldersOfAsync(accountIds, cancellation);

    public Task<IReadOnlyList<Guid>> AddressHashesOfAsync(Guid userId, CancellationToken cancellation) =>
        real.AddressHashesOfAsync(userId, cancellation);
}
