using IGSendMail.Platform.Accounts;
using IGSendMail.Platform.Audience;
using IGSendMail.Privacy.Erasure;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Web.Tests.Retention.Simulation;

/// <summary>Compares what is in the database with what the oracle says.</summary>
internal sealed class Inspection(World world)
{
    private const int AccountRows = 0, UserRows = 1, ListRows = 2, PeopleRows = 3;

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
        var counts = new Dictionary<Guid, Counts>();
        foreach (var found in await CountedRows(db).ToListAsync())
        {
            var known = counts.GetValueOrDefault(found.Account, Counts.None);
            counts[found.Account] = found.Table switch
            {
                AccountRows => known with { Accounts = found.Rows },
                UserRows => known with { Users = found.Rows },
                ListRows => known with { Lists = found.Rows },
                _ => known with { People = found.Rows },
            };
        }

        return counts;
    });

    /// <summary>All rows of all tables in one question: it is asked after every step.</summary>
    private static IQueryable<RowsOfTable> CountedRows(IGSendMailContext db) =>
        db.Accounts().Select(a => new { Account = a.Id, Table = AccountRows })
            .Concat(db.Users().Where(u => u.AccountId != null).Select(u => new { Account = u.AccountId!.Value, Table = UserRows }))
            .Concat(db.SubscriberLists().Select(l => new { Account = l.AccountId, Table = ListRows }))
            .Concat(db.Subscribers().Select(s => new { Account = s.AccountId, Table = PeopleRows }))
            .GroupBy(r => new { r.Account, r.Table })
            .Select(g => new RowsOfTable(g.Key.Account, g.Key.Table, g.Count()));

    private static void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new SimulationFault("unexplained", otherwise);
        }
    }

    private sealed record RowsOfTable(Guid Account, int Table, int Rows);
}
