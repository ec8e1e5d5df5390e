using IGSendMail.Privacy.Erasure;
using IGSendMail.Privacy.Recovery;

namespace IGSendMail.Web.Commands;

/// <summary>All that has to be repeated in a database that came back from a backup: what people were told, deletions, and the trail goes on.</summary>
internal static class RestoreReplay
{
    private const int Tries = 40;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>Repeats it. Returns how many things that people were told were made true, and how database and vault stand then.</summary>
    /// <param name="services">The rooms.</param>
    /// <param name="before">How they stood.</param>
    /// <param name="progress">Shows how many deletions are left; null shows nothing.</param>
    /// <param name="cancellation">Cancels; a further call goes on.</param>
    public static async Task<(int Told, JournalFinding After)> RunAsync(
        IServiceProvider services, JournalFinding before, VerbProgress? progress, CancellationToken cancellation)
    {
        var told = 0;
        foreach (var fact in services.GetServices<IRestoredFacts>())
        {
            told += await fact.RepeatAsync(cancellation);
        }

        var (replay, check) = (services.GetRequiredService<ErasureReplay>(), services.GetRequiredService<RestoreCheck>());
        var after = await check.LookAsync(cancellation);
        for (var tries = 0; tries < Tries && after.Agreement == VaultAgreement.DatabaseOlder; tries++)
        {
            after = progress is null ? await replay.RunAsync(cancellation) : await progress.WatchAsync(
                replay.RunAsync, async token => $"{before.Pending - (await check.LookAsync(token)).Pending} of {before.Pending} deletions", cancellation);
            if (after.Agreement == VaultAgreement.DatabaseOlder)
            {
                // A process that was killed at the same work holds its lease a little longer.
                await Task.Delay(Pause, TimeProvider.System, cancellation);
            }
        }

        // It went on since the backup, also where nothing else has to be repeated.
        await services.GetRequiredService<TrailAfterRestore>().ResumeAsync(cancellation);
        return (told, after);
    }
}
