using System.Globalization;
using IGSendMail.Privacy.Erasure;
using IGSendMail.Privacy.Recovery;

namespace IGSendMail.Web.Features.Start;

/// <summary>
/// Whether the site may serve: not while its database and its vault do not belong together, which is so after a restore.
/// </summary>
internal sealed class ServingState(RestoreCheck check, ILogger<ServingState> log)
{
    private readonly TaskCompletionSource _served = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile JournalFinding? _last;

    /// <summary>False until the first look found database and vault together.</summary>
    public bool MayServe => _last is { MayServe: true };

    /// <summary>How they stood when they were last compared; null before the first look.</summary>
    public JournalFinding? Last => _last;

    /// <summary>Ends when the site may serve for the first time.</summary>
    public Task FirstServedAsync(CancellationToken cancellation) => _served.Task.WaitAsync(cancellation);

    /// <summary>Compares again.</summary>
    public async Task<JournalFinding> LookAsync(CancellationToken cancellation) =>
        Take(await check.LookAsync(cancellation));

    /// <summary>Takes what somebody else just found.</summary>
    public JournalFinding Take(JournalFinding found)
    {
        if (_last?.Agreement != found.Agreement)
        {
            Say(found);
        }

        _last = found;
        if (found.MayServe)
        {
            _served.TrySetResult();
        }

        return found;
    }

    /// <summary>What an operator has to do.</summary>
    public static string Remedy(JournalFinding found) => found.Agreement switch
    {
        VaultAgreement.DatabaseOlder =>
            $"The database is older than the erasure journal: {found.Pending} deletions have to be repeated. Run: erasures replay",
        VaultAgreement.VaultOlder =>
            "The vault is older than the database: keys or deletions that the database knows are missing. Restore the newest vault.",
        VaultAgreement.BothOlder =>
            $"The vault is older than the witness ({WitnessOptions.Setting}) has seen it: keys that were destroyed and what people were told since would be undone. Restore the newest vault.",
        VaultAgreement.TooOld =>
            "The database is older than Retention:Backups:Period: not all that people were told since is known any more. Restore a newer backup, or take what is lost upon you with: erasures replay --accept-loss",
        VaultAgreement.ToldMissing => string.Create(CultureInfo.InvariantCulture,
            $"{(found.Pending == 1 ? "One thing that somebody was" : $"{found.Pending} things that people were")} told cannot be made true again, because something else stands in the place: entries 1803 of the log say where. Make room, or take the loss upon you with: erasures replay --accept-loss"),
        _ => "The database and the vault belong together.",
    };

    private void Say(JournalFinding found)
    {
        if (found.MayServe)
        {
            log.SiteServes();
        }
        else
        {
            log.SiteIsClosed(Remedy(found));
        }
    }
}
