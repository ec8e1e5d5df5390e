using IGSendMail.Platform.Accounts;
using IGSendMail.Platform.Audience;
using IGSendMail.Privacy.PersonalData.Erasure;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Web.Tests.Retention.Simulation;

/// <summary>Compares what is in the database with what the oracle says.</summary>
internal sealed class Inspection(World world)
{
    private readonly Dictionary<string, string> _told = new(StringComparer.Ordinal);

    /// <summary>Receipts seen so far.</summary>
    public int Receipts => _told.Count;

    /// <summary>Every row that must be there is there, and no other.</summary>
    public async Task RowsAsync(Oracle oracle, DateTimeOffset clock)
    {
        var found = await CountAsync();
        var expected = oracle.Ledger.Customers.ToDictionary(c => c.Id, c => c.Counts);
        foreach (var account in found.Keys.Union(expected.Keys))
        {
            var there = found.GetValueOrDefault(account, Counts.None);
            var must = expected.GetValueOrDefault(account, Counts.None);
            if (there == must)
            {
                continue;
            }

            var isEarly = there.Accounts < must.Accounts || there.Users < must.Users || there.Lists < must.Lists || there.People < must.People;
            var name = oracle.Ledger.Customers.Find(c => c.Id == account) is { } customer ? $"customer {customer.Number}" : "an account that must be gone";
            throw new SimulationFault(isEarly ? "early" : "overdue", $"{name} at {clock:u}: {must} expected, {there} found");
        }
    }

    /// <summary>Each erasure has one receipt, its counts are right, and no receipt is there without an erasure or was changed.</summary>
    public async Task ReceiptsAsync(Oracle oracle, DateTimeOffset clock)
    {
        foreach (var receipt in await NewAsync())
        {
            if (_told.TryGetValue(receipt.Number, out var told))
            {
                Require(told == receipt.Content, $"receipt {receipt.Number} was changed by {clock:u}");
                continue;
            }

            var content = receipt.Read();
            var owed = oracle.Owed.Find(o => o.Customer == receipt.AccountId && o.Scope == content.Scope);
            Require(owed is not null, $"at {clock:u} there is a receipt for {content.Scope} that nothing explains");
            var gone = new Counts(Deleted(content, nameof(Account)), Deleted(content, nameof(User)),
                Deleted(content, nameof(SubscriberList)), Deleted(content, nameof(Subscriber)));
            Require(gone == owed!.Gone, $"the receipt for {content.Scope} at {clock:u} says {gone}, but {owed.Gone} went");
            oracle.Owed.Remove(owed);
            _told.Add(receipt.Number, receipt.Content);
        }

        Require(oracle.Owed.Count == 0, $"at {clock:u} there is no receipt for {oracle.Owed.FirstOrDefault()?.Scope}");
    }

    private Task<List<ErasureReceipt>> NewAsync() =>
        world.LookAsync(db => db.ErasureReceipts().AsNoTracking().OrderBy(r => r.Id).ToListAsync());

    private static int Deleted(ReceiptContent content, string store) => (int)content.Lines.Where(l => l.Store == store).Sum(l => l.Deleted);

    private Task<Dictionary<Guid, Counts>> CountAsync() => world.LookAsync(async db =>
    {
        var counts = await db.Accounts().AsNoTracking().Select(a => a.Id).ToDictionaryAsync(id => id, _ => new Counts(1, 0, 0, 0));
        foreach (var user in await db.Users().AsNoTracking().Where(u => u.AccountId != null)
            .GroupBy(u => u.AccountId!.Value).Select(g => new { g.Key, Rows = g.Count() }).ToListAsync())
        {
            counts[user.Key] = counts.GetValueOrDefault(user.Key, Counts.None) with { Users = user.Rows };
        }

        foreach (var list in await db.SubscriberLists().AsNoTracking()
            .GroupBy(l => l.AccountId).Select(g => new { g.Key, Rows = g.Count() }).ToListAsync())
        {
            counts[list.Key] = counts.GetValueOrDefault(list.Key, Counts.None) with { Lists = list.Rows };
        }

        foreach (var person in await db.Subscribers().AsNoTracking()
            .GroupBy(s => s.AccountId).Select(g => new { g.Key, Rows = g.Count() }).ToListAsync())
        {
            counts[person.Key] = counts.GetValueOrDefault(person.Key, Counts.None) with { People = person.Rows };
        }

        return counts;
    });

    private static void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new SimulationFault("unexplained", otherwise);
        }
    }
}
