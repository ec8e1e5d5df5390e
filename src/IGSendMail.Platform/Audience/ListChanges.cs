using IGSendMail.Privacy.Audit;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Platform.Audience;

/// <summary>What a customer does to a list as a whole. Nothing is done for an account that is not open.</summary>
public sealed class ListChanges(
    IGSendMailContext db, Sealer sealer, WorkBell bell, ListDeletions deletions, ListMerges merges, AuditTrail trail, TimeProvider time)
{
    /// <summary>Gives a list another name. False if there is none with this key.</summary>
    public Task<bool> RenameAsync(ListKey key, string name, CancellationToken cancellation) =>
        db.WriteAsync(WriteUrgency.Interactive, async token =>
        {
            if (!await db.IsOpenAsync(key.Account, token)
                || await db.SubscriberLists().Visible(key.Account).SingleOrDefaultAsync(l => l.Id == key.List, token) is not { } list)
            {
                return false;
            }

            list.Content = await sealer.SealAsync(list.Place, new ListContent(name.Trim()), token);
            await NoteAsync(key.Account, AudienceActs.ListRenamed, token);
            return true;
        }, cancellation);

    /// <summary>
    /// Moves the people of a list to another one: it is out of sight at once, its people follow in the background, nobody is
    /// doubled, and what the other list knows already wins. False if one of them is gone, or an upload is being read into it.
    /// </summary>
    public async Task<bool> MergeAsync(ListKey source, Guid intoId, CancellationToken cancellation)
    {
        var isMerged = await db.WriteAsync(WriteUrgency.Interactive, async token =>
        {
            var isBusy = await db.Imports().AnyAsync(
                i => i.AccountId == source.Account && i.ListId == source.List && i.FinishedAt == null && i.State != ImportState.Asking, token);
            if (isBusy || source.List == intoId || !await db.IsOpenAsync(source.Account, token)
                || !await ListedPeople.TouchAsync(db, source with { List = intoId }, token)
                || !await ListedPeople.TouchAsync(db, source, token))
            {
                return false;
            }

            await db.SubscriberLists().Where(l => l.AccountId == source.Account && l.Id == source.List)
                .ExecuteUpdateAsync(set => set.SetProperty(l => l.MergedIntoId, intoId), token);
            await NoteAsync(source.Account, AudienceActs.ListsMerged, token);
            return true;
        }, cancellation);
        if (isMerged)
        {
            // A short list is moved before the page that follows.
            await merges.RunAsync(cancellation);
            bell.Ring(merges.Name);
        }

        return isMerged;
    }

    /// <summary>
    /// Deletes a list: it is out of sight at once, and its people go in the background. False if there is none with
    /// this key or the account is not open (its data goes by the terms of its cancellation).
    /// </summary>
    public async Task<bool> DeleteAsync(ListKey list, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var deleted = await db.WriteAsync(WriteUrgency.Interactive, async token =>
        {
            if (!await db.IsOpenAsync(list.Account, token)
                || await db.SubscriberLists().Visible(list.Account).Where(l => l.Id == list.List)
                    .ExecuteUpdateAsync(
                        set => set.SetProperty(l => l.DeletedAt, now).SetProperty(l => l.Revision, l => l.Revision + 1), token) != 1)
            {
                return false;
            }

            await db.TellAsync([AudienceToldKinds.Deleted(list)], token);
            await NoteAsync(list.Account, AudienceActs.ListDeleted, token);
            return true;
        }, cancellation);
        if (deleted)
        {
            bell.Ring(deletions.Name);
        }

        return deleted;
    }

    private ValueTask NoteAsync(Guid accountId, AuditAct act, CancellationToken cancellation) => trail.AppendAsync(
        db, new(act, AuditActor.SomebodyOf(accountId), PersonKeys.Account.Of(accountId)), cancellation);
}
