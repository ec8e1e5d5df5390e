using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace IGSendMail.Platform.Audience;

/// <summary>
/// Does what imports wait for: looks files through, reads them into lists, takes imports back. Each slice commits people,
/// counts and cursor together, so that a process killed anywhere goes on where it stood. Imports take turns: a long one does
/// not keep a short one waiting.
/// </summary>
public sealed class ImportWork(
    IDbContextFactory<IGSendMailContext> contexts, Leases leases, ImportSteps steps, ImportTidying tidying, SuppressionJournal journal,
    ILogger<ImportWork> log)
    : IRepeatedWork
{
    private const int SlicesATurn = 10;
    private const int SlicesAtOnce = 2;

    /// <inheritdoc />
    public string Name => "imports";

    /// <inheritdoc />
    public TimeSpan Every => TimeSpan.FromSeconds(10);

    /// <inheritdoc />
    public Task RunAsync(CancellationToken cancellation) => leases.RunAsync(Name, async (lease, token) =>
    {
        var stuck = new HashSet<Guid>();
        while (await WaitingAsync(stuck, token) is { Count: > 0 } turn)
        {
            foreach (var import in turn)
            {
                if (!await TryAdvanceAsync(import, lease, token))
                {
                    stuck.Add(import.Id);
                }
            }

            await journal.CopyAsync(token);
        }

        await tidying.RunAsync(lease, token);
    }, cancellation);

    /// <summary>
    /// Does the beginning of what one import waits for now, if no process is at work on any; the background goes on with the
    /// rest. A short file is done by then, so that the next page shows it.
    /// </summary>
    internal Task BeginAsync(ImportKey ordered, CancellationToken cancellation) => leases.RunAsync(Name, async (lease, token) =>
    {
        if (await FindAsync(ordered, token) is { IsAtWork: true } import)
        {
            await steps.AdvanceAsync(import, SlicesAtOnce, lease, WriteUrgency.Interactive, token);
            await journal.CopyAsync(token);
        }
    }, cancellation);

    /// <summary>
    /// One turn of one import. False if it cannot go on in this run: an import that fails unexpectedly must not keep
    /// those of others from being read.
    /// </summary>
    private async Task<bool> TryAdvanceAsync(Import import, HeldLease lease, CancellationToken cancellation)
    {
        try
        {
            return await steps.AdvanceAsync(import, SlicesATurn, lease, WriteUrgency.Background, cancellation);
        }
        catch (Exception failure) when (failure is not LeaseLostException && !cancellation.IsCancellationRequested)
        {
            log.ImportStopped(import.Id, failure.GetType().Name);
            return false;
        }
    }

    private async Task<Import?> FindAsync(ImportKey ordered, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.Imports().AsNoTracking().SingleOrDefaultAsync(
            i => i.AccountId == ordered.Account && i.Id == ordered.Import && i.FinishedAt == null, cancellation);
    }

    /// <summary>Imports with something to do. Looking needs no list: a new one is made when the customer says yes.</summary>
    private async Task<List<Import>> WaitingAsync(HashSet<Guid> except, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var waiting = await (
            from import in db.Imports().AsNoTracking()
            join account in db.OpenOnes() on import.AccountId equals account.Id
            where import.FinishedAt == null && import.State != ImportState.Asking
                && (import.State == ImportState.Looking || db.SubscriberLists().Any(
                    l => l.AccountId == import.AccountId && l.Id == import.ListId && l.DeletedAt == null && l.MergedIntoId == null))
            orderby import.CreatedAt
            select import).ToListAsync(cancellation);
        return [.. waiting.Where(i => !except.Contains(i.Id))];
    }
}
