using IGSendMail.Privacy.Erasure;
using IGSendMail.Privacy.PersonalData;

namespace IGSendMail.Web.Tests.Retention.Simulation;

/// <summary>
/// Knows at every moment what must be there, what must be gone, and which receipts must exist, from the events alone and
/// by its own arithmetic (<see cref="Promise"/>).
/// </summary>
internal sealed class Oracle(DateTimeOffset began)
{
    private static readonly DataCategory[] OfLists = [DataCategory.Subscriber, DataCategory.Accountability];
    private static readonly DataCategory[] OfEverything = [DataCategory.Subscriber, DataCategory.Accountability, DataCategory.Account];

    private readonly List<Order> _journal = [];
    private readonly HashSet<int> _finished = [];
    private readonly Policies _policies = new();
    private int _orders;

    public Ledger Ledger { get; private set; } = new() { LastDeed = began };

    /// <summary>The newest backup; null if there is none.</summary>
    public Ledger? Backup { get; private set; }

    /// <summary>Receipts that must appear with the work that has just been done.</summary>
    public List<Owed> Owed { get; } = [];

    public IReadOnlyList<Version> Versions => _policies.Versions;

    /// <summary>The clock of the newest round; no restore takes it back.</summary>
    public DateTimeOffset LastRound { get; private set; } = began;

    /// <summary>
    /// From when the lists of an account go; null if they stay. What binds is the earliest of the terms noted so far and
    /// those of the version in force and of the announced ones, each from its day on.
    /// </summary>
    public DateTimeOffset? ListsGoFrom(Customer customer, DateTimeOffset clock) => customer is { ListsGoFrom: { } noted, CancelledAt: { } at }
        ? Policies.Earliest(noted, _policies.Bindings(Ledger.Loads, clock), figures => Promise.ListsGoFrom(at, figures))
        : customer.ListsGoFrom;

    /// <summary>From when the account itself goes; null if it stays.</summary>
    public DateTimeOffset? AccountGoesFrom(Customer customer, DateTimeOffset clock) =>
        customer is { AccountGoesFrom: { } noted, CancelledAt: { } at }
            ? Policies.Earliest(noted, _policies.Bindings(Ledger.Loads, clock), figures => Promise.AccountGoesFrom(at, figures))
            : null;

    public void SignedUp(int number, Guid id) => Ledger.Customers.Add(new Customer { Number = number, Id = id });

    public void Cancelled(Customer customer, DateTimeOffset clock)
    {
        if (customer.CancelledAt is null)
        {
            customer.CancelledAt = clock;
            var inForce = _policies.Bindings(Ledger.Loads, clock)[0].Figures;
            var lists = Promise.ListsGoFrom(clock, inForce);
            customer.ListsGoFrom = customer.ListsGoFrom < lists ? customer.ListsGoFrom : lists;
            customer.AccountGoesFrom = Promise.AccountGoesFrom(clock, inForce);
        }
    }

    /// <summary>What must come of taking a cancellation back now, in the words of the product; and notes it.</summary>
    public string CameBack(Customer customer, DateTimeOffset clock)
    {
        if (customer.CancelledAt is null)
        {
            return "NotCancelled";
        }

        if (customer.IsClosed || AccountGoesFrom(customer, clock) <= clock)
        {
            return "TooLate";
        }

        var listsFrom = ListsGoFrom(customer, clock);
        // Once their deletion is ordered lists never come back, whatever the clock says.
        var comeToo = listsFrom > clock && !Ledger.Open.Exists(o => o.Customer == customer.Id);
        customer.ListsGoFrom = comeToo ? null : listsFrom;
        customer.CancelledAt = customer.AccountGoesFrom = null;
        return comeToo ? "WithLists" : "WithoutLists";
    }

    public void Asked(Customer customer, DateTimeOffset clock)
    {
        customer.IsClosed = true;
        Take(customer, ErasureScope.Everything, clock);
    }

    /// <summary>The job was run. False if it must have refused because of the clock.</summary>
    public bool Ran(DateTimeOffset clock, bool isConfirmed)
    {
        if (!Ordered(clock, isConfirmed))
        {
            return false;
        }

        FinishOpen();
        foreach (var customer in Ledger.Customers.Where(c => !Ledger.IsHeld(c.Id, DataCategory.Subscriber)))
        {
            customer.Lists.RemoveAll(l => l.IsDeleted);
        }

        return true;
    }

    /// <summary>The job was killed once it had ordered what is due, or once the keys were destroyed too.</summary>
    public void Killed(DateTimeOffset clock, bool isConfirmed, bool afterKeys)
    {
        if (Ordered(clock, isConfirmed) && afterKeys)
        {
            foreach (var order in Ledger.Open.Where(o => !IsHeld(o)))
            {
                Begin(order);
            }
        }
    }

    /// <summary>The next clock up to <paramref name="end"/> at which something falls due that did not before; null if nothing does.</summary>
    public DateTimeOffset? NextDue(DateTimeOffset clock, DateTimeOffset end)
    {
        var moments = _policies.Effects(Ledger.Loads).Select(e => e.From).Append(LastRound).Concat(Ledger.Customers.SelectMany(Moments));
        foreach (var moment in moments.Where(m => m > clock && m <= end).Distinct().Order())
        {
            if (moment == LastRound || DueAt(moment) > DueAt(moment - TimeSpan.FromSeconds(1)))
            {
                return moment;
            }
        }

        return null;
    }

    public void BackedUp() => Backup = Ledger.Copy();

    /// <summary>
    /// The newest backup was restored: what people were told since is so again, what was erased since is erased again, held or not, and then
    /// the job has its turn. Lists that were uploaded since are lost.
    /// </summary>
    public void Restored(DateTimeOffset clock)
    {
        var told = Ledger;
        Ledger = Backup!.Copy();
        Ledger.BeTold(told);
        Started(clock);
        var repeated = false;
        foreach (var erased in _journal.ToList())
        {
            var open = Ledger.Open.Find(o => o.Number == erased.Number);
            if (Ledger.Known.Contains(erased.Number) && (open is null || !_finished.Contains(erased.Number)))
            {
                continue;
            }

            if (!_finished.Contains(erased.Number))
            {
                // It was never told to anybody: the repetition writes its receipt.
                Owed.Add(new Owed(erased.Customer, erased.Scope, Gone(erased.Customer, erased.Scope)));
            }

            Forget(erased.Customer, erased.Scope);
            _finished.Add(erased.Number);
            Ledger.Known.Add(erased.Number);
            Ledger.Open.RemoveAll(o => o.Number == erased.Number);
            repeated = true;
        }

        if (repeated)
        {
            FinishOpen();
            if (Ordered(clock, isConfirmed: false))
            {
                FinishOpen();
            }
        }
    }

    public void Published(Version version) => _policies.Versions.Add(version);

    /// <summary>The site was started: it records which versions it sees for the first time.</summary>
    public void Started(DateTimeOffset clock) => _policies.Versions.ForEach(v => Ledger.Loads.TryAdd(v.Name, clock));

    private bool Ordered(DateTimeOffset clock, bool isConfirmed)
    {
        if (!MayRun(clock, isConfirmed))
        {
            return false;
        }

        LastRound = clock > LastRound ? clock : LastRound;
        Ledger.LastRun = Ledger.LastDeed = clock;
        var inForce = _policies.Bindings(Ledger.Loads, clock)[..1];
        foreach (var customer in Ledger.Customers.Where(c => !c.IsClosed))
        {
            if (customer is { CancelledAt: { } at })
            {
                // A shorter period counts for good once a round has noted it, whatever is published later.
                customer.ListsGoFrom = customer.ListsGoFrom is { } lists ? Policies.Earliest(lists, inForce, f => Promise.ListsGoFrom(at, f)) : null;
                customer.AccountGoesFrom = Policies.Earliest(customer.AccountGoesFrom!.Value, inForce, f => Promise.AccountGoesFrom(at, f));
            }

            if (AccountGoesFrom(customer, clock) <= clock && !Ledger.IsHeld(customer.Id, OfEverything))
            {
                customer.IsClosed = true;
                Take(customer, ErasureScope.Everything, clock);
            }
            else if (ListsGoFrom(customer, clock) <= clock && !Ledger.IsHeld(customer.Id, DataCategory.Subscriber)
                && !Ledger.Open.Exists(o => o.Customer == customer.Id))
            {
                Take(customer, ErasureScope.SubscriberData, clock);
            }
        }

        return true;
    }

    private bool MayRun(DateTimeOffset clock, bool isConfirmed) =>
        clock >= Ledger.LastRun && clock >= LastRound - Promise.Tolerance && (isConfirmed || clock <= LastRound + Promise.MostAhead);

    private void Take(Customer customer, ErasureScope scope, DateTimeOffset clock)
    {
        var order = new Order(++_orders, customer.Id, scope, clock);
        Ledger.Open.Add(order);
        Ledger.Known.Add(order.Number);
    }

    private void Begin(Order order)
    {
        order.HasBegun = true;
        if (!_journal.Exists(j => j.Number == order.Number))
        {
            _journal.Add(order);
        }
    }

    private void FinishOpen()
    {
        // In the order in which they were made by the site's clock: one that went back makes a later order the earlier one.
        foreach (var order in Ledger.Open.Where(o => !IsHeld(o)).OrderBy(o => o.At).ThenBy(o => o.Number).ToList())
        {
            Finish(order);
        }
    }

    private void Finish(Order order)
    {
        Begin(order);
        Owed.Add(new Owed(order.Customer, order.Scope, Gone(order.Customer, order.Scope)));
        Forget(order.Customer, order.Scope);
        _finished.Add(order.Number);
        Ledger.Open.Remove(order);
    }

    private void Forget(Guid id, ErasureScope scope)
    {
        if (scope == ErasureScope.Everything)
        {
            Ledger.Customers.RemoveAll(c => c.Id == id);
        }
        else if (Ledger.Customers.Find(c => c.Id == id) is { } customer)
        {
            customer.Lists.Clear();
            customer.ListsGoFrom = null;
        }
    }

    private Counts Gone(Guid id, ErasureScope scope) => Ledger.Customers.Find(c => c.Id == id) is not { } customer ? Counts.None
        : scope == ErasureScope.Everything ? customer.Counts
        : customer.Counts with { Accounts = 0, Users = 0 };

    private bool IsHeld(Order order) =>
        Ledger.IsHeld(order.Customer, order.Scope == ErasureScope.Everything ? OfEverything : OfLists);

    /// <summary>True if something of a cancelled account falls due at this very clock, and a run would order its erasure.</summary>
    public bool WillOrder(Customer customer, DateTimeOffset clock, bool isConfirmed) =>
        customer is { CancelledAt: not null, IsClosed: false } && MayRun(clock, isConfirmed)
        && (ListsGoFrom(customer, clock) == clock || AccountGoesFrom(customer, clock) == clock)
        && !Ledger.IsHeld(customer.Id, OfEverything) && !Ledger.Open.Exists(o => o.Customer == customer.Id);

    /// <summary>How many deletions have fallen due by a clock and are not ordered.</summary>
    public int DueAt(DateTimeOffset clock) => Ledger.Customers.Where(c => !c.IsClosed).Sum(c =>
        (ListsGoFrom(c, clock) <= clock ? 1 : 0) + (AccountGoesFrom(c, clock) <= clock ? 1 : 0));

    private IEnumerable<DateTimeOffset> Moments(Customer customer) =>
        _policies.Versions.Select(v => v.Figures).Append(Promise.First).SelectMany(figures => customer.CancelledAt is { } at
            ? new[] { Promise.ListsGoFrom(at, figures), Promise.AccountGoesFrom(at, figures) }
            : [])
        .Concat(new[] { customer.ListsGoFrom, customer.AccountGoesFrom }.OfType<DateTimeOffset>());
}
