using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Platform.Audience;

/// <summary>
/// Moves the people of merged lists, in slices that keep nobody waiting; uploads follow, and the empty list goes last. A
/// process killed anywhere finds the list again and goes on.
/// </summary>
public sealed class ListMerges(
    IDbContextFactory<IGSendMailContext> contexts, Leases leases, Sealer sealer, ListCounts counts) : IRepeatedWork
{
    private const int SliceRows = 500;

    /// <inheritdoc />
    public string Name => "list-merges";

    /// <inheritdoc />
    public TimeSpan Every => TimeSpan.FromMinutes(1);

    /// <inheritdoc />
    public async Task RunAsync(CancellationToken cancellation)
    {
        var merged = await MergedAsync(cancellation);
        if (merged.Count == 0)
        {
            return;
        }

        await leases.RunAsync(Name, async (lease, token) =>
        {
            foreach (var list in merged)
            {
                while (await SliceAsync(list, lease, token))
                {
                    // Each slice is a transaction of its own; waiting writers get their turn in between.
                }

                await counts.RefreshAsync(IntoOf(list), token);
            }
        }, cancellation);
    }

    private async Task<List<SubscriberList>> MergedAsync(CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.SubscriberLists().AsNoTracking()
            .Where(l => l.MergedIntoId != null && l.DeletedAt == null).ToListAsync(cancellation);
    }

    private async Task<bool> SliceAsync(SubscriberList list, HeldLease lease, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.WriteAsync(WriteUrgency.Background, async token =>
        {
            await Leases.ExtendAsync(db, lease, token);
            if (!await db.IsOpenAsync(list.AccountId, token))
            {
                return false;
            }

            if (!await ListedPeople.TouchAsync(db, IntoOf(list), token))
            {
                // The other list was deleted or merged on meanwhile: this one stays what it was.
                await db.SubscriberLists().Where(l => l.AccountId == list.AccountId && l.Id == list.Id).ExecuteUpdateAsync(
                    set => set.SetProperty(l => l.MergedIntoId, (Guid?)null).SetProperty(l => l.Revision, l => l.Revision + 1), token);
                return false;
            }

            return await MoveAsync(db, list, token) || await EndAsync(db, list, token);
        }, cancellation);
    }

    private async Task<bool> MoveAsync(IGSendMailContext db, SubscriberList list, CancellationToken cancellation)
    {
        var (account, to) = IntoOf(list);
        var people = await db.Subscribers()
            .Where(s => s.AccountId == account && s.ListId == list.Id)
            .OrderBy(s => s.AddressHash).Take(SliceRows).ToListAsync(cancellation);
        List<Guid> hashes = [.. people.Select(p => p.AddressHash)];
        var there = await db.Subscribers()
            .Where(s => s.AccountId == account && s.ListId == to && hashes.Contains(s.AddressHash))
            .ToDictionaryAsync(s => s.AddressHash, cancellation);
        foreach (var person in people.Where(p => there.ContainsKey(p.AddressHash)))
        {
            await FillAsync(there[person.AddressHash], person, cancellation);
            db.Remove(person);
        }

        await db.SaveChangesAsync(cancellation);
        List<Guid> moved = [.. people.Where(p => !there.ContainsKey(p.AddressHash)).Select(p => p.Id)];
        await db.Subscribers().Where(s => s.AccountId == account && moved.Contains(s.Id)).ExecuteUpdateAsync(
            set => set.SetProperty(s => s.ListId, to).SetProperty(s => s.Revision, s => s.Revision + 1), cancellation);
        return people.Count > 0;
    }

    /// <summary>Gives a person what only the other row knows.</summary>
    private async Task FillAsync(Subscriber person, Subscriber other, CancellationToken cancellation)
    {
        var (known, more) = (
            await sealer.OpenAsync<SubscriberContent>(person, person.Content, cancellation),
            await sealer.OpenAsync<SubscriberContent>(other, other.Content, cancellation));
        var attributes = new OrderedDictionary<string, string>(known.Attributes, StringComparer.Ordinal);
        foreach (var (name, value) in more.Attributes.Where(a => known.Attributes.GetValueOrDefault(a.Key) is null or ""))
        {
            attributes[name] = value;
        }

        if (!attributes.SequenceEqual(known.Attributes))
        {
            person.Content = await sealer.SealAsync(person.Place, known with { Attributes = attributes }, cancellation);
        }

        // Confirmed on one of the lists is confirmed.
        person.UnconfirmedSince = other.UnconfirmedSince is null ? null : person.UnconfirmedSince;
    }

    private static async Task<bool> EndAsync(IGSendMailContext db, SubscriberList list, CancellationToken cancellation)
    {
        var (account, to) = IntoOf(list);
        await db.Imports().Where(i => i.AccountId == account && i.ListId == list.Id).ExecuteUpdateAsync(
            set => set.SetProperty(i => i.ListId, to).SetProperty(i => i.Revision, i => i.Revision + 1), cancellation);
        await db.SubscriberLists().Where(l => l.AccountId == account && l.Id == list.Id).ExecuteDeleteAsync(cancellation);
        return false;
    }

    private static ListKey IntoOf(SubscriberList list) => new(list.AccountId, list.MergedIntoId!.Value);
}
