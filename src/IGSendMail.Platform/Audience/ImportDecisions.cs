using IGSendMail.Platform.Audience.Reading;
using IGSendMail.Privacy.Audit;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Settings;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Platform.Audience;

/// <summary>What a customer decides about an upload: how it is read, yes, no, and to take it back.</summary>
public sealed class ImportDecisions(
    IGSendMailContext db, ImportWork imports, WorkBell bell, Sealer sealer, AuditTrail trail, DataOptions data, TimeProvider time)
{
    /// <summary>Has the file looked through again, read as the customer says. False if it was decided meanwhile.</summary>
    public async Task<bool> ReadAsync(ImportKey import, FileChoices choices, CancellationToken cancellation) =>
        await ChangeAsync(import, ImportState.Asking, null, async (row, token) =>
        {
            var content = await OpenAsync(row, token);
            await SealAsync(row, content with { Choices = choices, Reading = null }, token);
            row.CountAnew();
            (row.State, row.Failure) = (ImportState.Looking, null);
            return true;
        }, cancellation) && await GoOnAsync(import, cancellation);

    /// <summary>
    /// The customer says yes: the list is made if it is new, and the people are taken. The declared origin is kept with the
    /// upload. False if it cannot be read, was decided meanwhile, or the list is gone.
    /// </summary>
    public async Task<bool> AgreeAsync(
        ImportKey import, DeclaredOrigin origin, EmptyCells empty, CancellationToken cancellation) =>
        await ChangeAsync(import, ImportState.Asking, AudienceActs.ImportAgreed, async (row, token) =>
        {
            var content = await OpenAsync(row, token);
            if (content.Reading is null || row.Failure is not null || !await IsListThereAsync(row, content, token))
            {
                return false;
            }

            await SealAsync(row, content with { Origin = origin, EmptyCells = empty }, token);
            await db.ImportProblems().Where(p => p.AccountId == import.Account && p.ImportId == import.Import).ExecuteDeleteAsync(token);
            row.CountAnew();
            (row.State, row.AgreedAt) = (ImportState.Waiting, time.GetUtcNow());
            return true;
        }, cancellation) && await GoOnAsync(import, cancellation);

    /// <summary>The customer says no: file and upload go, and nothing of it was ever taken. False if it was decided meanwhile.</summary>
    public async Task<bool> DiscardAsync(ImportKey import, CancellationToken cancellation)
    {
        string? file = null;
        var discarded = await ChangeAsync(import, ImportState.Asking, AudienceActs.ImportDiscarded, async (row, token) =>
        {
            await db.ImportProblems().Where(p => p.AccountId == import.Account && p.ImportId == import.Import).ExecuteDeleteAsync(token);
            file = row.File;
            db.Remove(row);
            return true;
        }, cancellation);
        if (discarded)
        {
            ImportFile.Remove(Path.Combine(data.Imports, file!));
        }

        return discarded;
    }

    /// <summary>Has an import taken back. False if its time is over, or it was never done.</summary>
    public async Task<bool> UndoAsync(ImportKey import, CancellationToken cancellation) =>
        await ChangeAsync(import, ImportState.Done, AudienceActs.ImportUndoOrdered, (row, _) =>
        {
            if (row.UndoUntil is not { } until || until <= time.GetUtcNow())
            {
                return Task.FromResult(false);
            }

            (row.State, row.FinishedAt, row.UndoUntil) = (ImportState.Undoing, null, null);
            return Task.FromResult(true);
        }, cancellation) && await GoOnAsync(import, cancellation);

    /// <summary>What is sealed in an import.</summary>
    public ValueTask<ImportContent> ContentOfAsync(Import import, CancellationToken cancellation) => OpenAsync(import, cancellation);

    private async Task<bool> ChangeAsync(
        ImportKey import, ImportState from, AuditAct? act, Func<Import, CancellationToken, Task<bool>> change,
        CancellationToken cancellation) => await db.WriteAsync(WriteUrgency.Interactive, async token =>
        {
            if (!await db.IsOpenAsync(import.Account, token)
                || await db.Imports().SingleOrDefaultAsync(
                    i => i.AccountId == import.Account && i.Id == import.Import && i.State == from, token) is not { } row
                || !await change(row, token))
            {
                return false;
            }

            if (act is not null)
            {
                await trail.AppendAsync(db, new(act, AuditActor.SomebodyOf(import.Account), PersonKeys.Account.Of(import.Account)), token);
            }

            return true;
        }, cancellation);

    /// <summary>The list of the upload stands, or is made now.</summary>
    private async Task<bool> IsListThereAsync(Import row, ImportContent content, CancellationToken cancellation)
    {
        if (await db.SubscriberLists().AsNoTracking().SingleOrDefaultAsync(
            l => l.AccountId == row.AccountId && l.Id == row.ListId, cancellation) is { } list)
        {
            return list is { DeletedAt: null, MergedIntoId: null };
        }

        if (content.NewList is not { } name)
        {
            return false;
        }

        db.Add(new SubscriberList
        {
            AccountId = row.AccountId,
            Id = row.ListId,
            Content = await sealer.SealAsync(SubscriberList.PlaceOf(row.List), new ListContent(name), cancellation),
            CreatedAt = time.GetUtcNow(),
        });
        return true;
    }

    /// <summary>The beginning is done at once, so that the page that follows shows it.</summary>
    private async Task<bool> GoOnAsync(ImportKey import, CancellationToken cancellation)
    {
        await imports.BeginAsync(import, cancellation);
        bell.Ring(imports.Name);
        return true;
    }

    private async ValueTask<ImportContent> OpenAsync(Import row, CancellationToken cancellation) => row.Content is { } content
        ? await sealer.OpenAsync<ImportContent>(row, content, cancellation)
        : new ImportContent(null, FileChoices.None);

    private async Task SealAsync(Import row, ImportContent content, CancellationToken cancellation) =>
        row.Content = await sealer.SealAsync(row.Place, content, cancellation);
}
