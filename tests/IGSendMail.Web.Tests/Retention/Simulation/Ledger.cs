using IGSendMail.Privacy.Erasure;
using IGSendMail.Privacy.PersonalData;

namespace IGSendMail.Web.Tests.Retention.Simulation;

/// <summary>What a database must hold, as far as it can be restored: kept by the oracle alone, never read from the product.</summary>
internal sealed class Ledger
{
    public List<Customer> Customers { get; init; } = [];

    public List<Hold> Holds { get; init; } = [];

    /// <summary>Erasures that are ordered and not finished.</summary>
    public List<Order> Open { get; init; } = [];

    /// <summary>Numbers of all erasures that this database has heard of.</summary>
    public HashSet<int> Known { get; init; } = [];

    /// <summary>When each version was first loaded.</summary>
    public Dictionary<string, DateTimeOffset> Loads { get; init; } = [];

    /// <summary>The clock of the newest run of the job.</summary>
    public DateTimeOffset LastRun { get; set; }

    /// <summary>The clock at which a lease was last given back.</summary>
    public DateTimeOffset LastDeed { get; set; }

    /// <summary>True while a clock that was put back takes a lease of before for one that somebody holds.</summary>
    public bool IsLeased(DateTimeOffset clock) => clock < LastDeed && clock >= LastDeed - Promise.Tolerance - TimeSpan.FromSeconds(5);

    public Customer? Find(int number) => Customers.Find(c => c.Number == number);

    /// <summary>True if a hold stands in the way of deleting from any of these categories of this account.</summary>
    public bool IsHeld(Guid customer, params DataCategory[] categories) =>
        Holds.Exists(h => h.Customer == customer || (h.Category is { } category && categories.Contains(category)));

    /// <summary>What people were told since this one was a backup is so again; lists that came since are lost.</summary>
    public void BeTold(Ledger told)
    {
        Holds.Clear();
        Holds.AddRange(told.Holds);
        foreach (var theirs in told.Customers)
        {
            if (Customers.Find(c => c.Id == theirs.Id) is not { } customer)
            {
                Customers.Add(customer = new Customer { Number = theirs.Number, Id = theirs.Id });
            }

            (customer.CancelledAt, customer.ListsGoFrom, customer.AccountGoesFrom) = (theirs.CancelledAt, theirs.ListsGoFrom, theirs.AccountGoesFrom);
            foreach (var list in customer.Lists.Where(l => !theirs.Lists.Exists(t => t.Id == l.Id && !t.IsDeleted)))
            {
                list.IsDeleted = true;
            }
        }
    }

    /// <summary>A copy, as a backup is one.</summary>
    public Ledger Copy() => new()
    {
        Customers = [.. Customers.Select(c => c.Copy())],
        Holds = [.. Holds],
        Open = [.. Open.Select(o => o with { })],
        Known = [.. Known],
        Loads = new Dictionary<string, DateTimeOffset>(Loads, StringComparer.Ordinal),
        LastRun = LastRun,
        LastDeed = LastDeed,
    };
}

/// <summary>An account.</summary>
internal sealed class Customer
{
    public required int Number { get; init; }

    public required Guid Id { get; init; }

    public DateTimeOffset? CancelledAt { get; set; }

    /// <summary>From when the lists go by the terms stored so far; null if they are to stay.</summary>
    public DateTimeOffset? ListsGoFrom { get; set; }

    /// <summary>From when the account goes by the terms of its cancellation; null if not cancelled.</summary>
    public DateTimeOffset? AccountGoesFrom { get; set; }

    public bool IsClosed { get; set; }

    public List<UploadedList> Lists { get; init; } = [];

    public bool IsOpen => CancelledAt is null && ListsGoFrom is null && !IsClosed;

    public Counts Counts => new(1, 1, Lists.Count, Lists.Sum(l => l.People));

    public Customer Copy() => new()
    {
        Number = Number,
        Id = Id,
        CancelledAt = CancelledAt,
        ListsGoFrom = ListsGoFrom,
        AccountGoesFrom = AccountGoesFrom,
        IsClosed = IsClosed,
        Lists = [.. Lists.Select(l => l with { })],
    };
}

/// <summary>A list.</summary>
internal sealed record UploadedList(Guid Id, int People)
{
    /// <summary>True once its owner deleted it; its rows go with the next work.</summary>
    public bool IsDeleted { get; set; }
}

/// <summary>A legal hold that stands, on an account or on a category.</summary>
internal sealed record Hold(string CaseNumber, Guid? Customer, DataCategory? Category);

/// <summary>An erasure that was ordered.</summary>
/// <param name="Number">Counts orders.</param>
/// <param name="Customer">Whose data.</param>
/// <param name="Scope">How much.</param>
/// <param name="At">When, by the clock of the site.</param>
internal sealed record Order(int Number, Guid Customer, ErasureScope Scope, DateTimeOffset At)
{
    /// <summary>True once keys are destroyed.</summary>
    public bool HasBegun { get; set; }
}

/// <summary>Rows of one account.</summary>
internal sealed record Counts(int Accounts, int Users, int Lists, int People)
{
    public static readonly Counts None = new(0, 0, 0, 0);

    /// <inheritdoc />
    public override string ToString() => $"{Accounts} accounts, {Users} users, {Lists} lists with {People} people";
}

/// <summary>A receipt that must be there: what went, and of whom.</summary>
internal sealed record Owed(Guid Customer, ErasureScope Scope, Counts Gone);
