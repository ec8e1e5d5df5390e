using IGSendMail.Privacy.PersonalData;
using IGSendMail.Storage;
using Microsoft.Extensions.Logging;

namespace IGSendMail.Privacy.Consent;

/// <summary>
/// Takes waiting choices into the ledger. A record has the key that its file names, so a process killed between the commit
/// and the end of the file records nothing twice.
/// </summary>
public sealed class ConsentSpoolWork(ConsentSpool spool, ConsentGroups groups, Sealer sealer, ILogger<ConsentSpoolWork> log)
    : IRepeatedWork
{
    private const int Slice = 100;
    private static readonly TimeSpan UnfinishedFor = TimeSpan.FromHours(1);

    /// <inheritdoc />
    public string Name => "consent spool";

    /// <inheritdoc />
    public TimeSpan Every => TimeSpan.FromSeconds(5);

    /// <inheritdoc />
    public async Task RunAsync(CancellationToken cancellation)
    {
        // File times are the machine's, whatever the site's clock says.
        spool.RemoveUnfinished(TimeProvider.System.GetUtcNow() - UnfinishedFor);
        foreach (var slice in spool.Waiting().Chunk(Slice))
        {
            var taken = await Task.WhenAll(slice.Select(file => TakeAsync(file, cancellation)));
            if (!taken.Contains(true))
            {
                // The ledger is still away.
                return;
            }
        }
    }

    /// <summary>False if the ledger is away. A file that makes trouble by itself must not keep those behind it waiting.</summary>
    private async Task<bool> TakeAsync(string file, CancellationToken cancellation)
    {
        try
        {
            if (await spool.TryReadAsync(file, cancellation) is { } decision)
            {
                // Another replica may have kept it.
                spool.Revoke(decision);
                await groups.RecordAsync(decision with { AccountId = await AccountStillThereAsync(decision, cancellation) }, cancellation);
                ConsentSpool.Remove(file);
            }

            return true;
        }
        catch (LedgerUnreachableException)
        {
            return false;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            log.KeptChoiceWaits(Path.GetFileName(file), failure.GetType().Name);
            return true;
        }
    }

    /// <summary>The account, unless it was erased while its choice waited: nothing may link to it any more.</summary>
    private async Task<Guid?> AccountStillThereAsync(ConsentDecision decision, CancellationToken cancellation)
    {
        if (decision.AccountId is not { } account)
        {
            return null;
        }

        try
        {
            await sealer.SealAsync(new SealedPlace("ConsentSpool", PersonKeys.Account.Of(account), decision.RecordId), account, cancellation);
            return account;
        }
        catch (KeyDestroyedException)
        {
            return null;
        }
    }
}
