using IGSendMail.Privacy.Erasure;
using IGSendMail.Privacy.PersonalData;

namespace IGSendMail.Web.Tests.Retention.Simulation;

/// <summary>Plays a life on a real site, event by event, and asks the oracle after every step.</summary>
internal sealed class Play
{
    private static readonly TimeSpan Afterwards = TimeSpan.FromDays(100);

    private readonly World _world;
    private readonly World _prepared;
    private readonly Oracle _oracle = new(World.Began);
    private readonly Company _company;
    private DateTimeOffset _backedUp;
    private int _cases;

    public Play(World world, World prepared)
    {
        (_world, _prepared, _company) = (world, prepared, new Company(world));
        Time = new Passage(world, _oracle, _company);
    }

    public Passage Time { get; }

    private DateTimeOffset Clock => Time.Clock;

    private Ledger Ledger => _oracle.Ledger;

    /// <summary>Plays all steps, then puts everything right and looks that nothing is left over.</summary>
    /// <exception cref="SimulationFault">The site did not keep a promise.</exception>
    public async Task PlayAsync(IReadOnlyList<Step> steps)
    {
        await _world.BeginAsync(_prepared);
        foreach (var step in steps)
        {
            await Time.LiveUntilAsync(World.Began + step.At);
            await DoAsync(step);
            await Time.CheckAsync();
        }

        await Time.LiveUntilAsync(World.Began + Life.Length);
        await DoAsync(new Step(Life.Length, Deed.ClockRight));
        await Time.WorkAsync();
        while (Ledger.Holds.Count > 0)
        {
            await LiftAsync(0);
        }

        await Time.LiveUntilAsync(World.Began + Life.Length + Afterwards);
        await Time.WorkAsync();
        if (Ledger.Open.Count > 0 || Ledger.Customers.Exists(c => c.CancelledAt is not null))
        {
            throw new SimulationFault("oracle", "something is open though all had its time");
        }
    }

    private Task DoAsync(Step step) => step.Deed switch
    {
        Deed.SignUp => SignUpAsync(step.Which),
        Deed.Upload => UploadAsync(step.Which, step.Amount),
        Deed.DeleteList => DeleteListAsync(step.Which),
        Deed.Cancel => CancelAsync(step.Which),
        Deed.ComeBack => ComeBackAsync(step.Which),
        Deed.ComeBackMeanwhile => Task.FromResult(Time.ComesBackMeanwhile = step.Which),
        Deed.AskErasure => AskErasureAsync(step),
        Deed.HoldAccount => HoldAccountAsync(step.Which),
        Deed.HoldCategory => HoldCategoryAsync(Life.HeldCategories[step.Which]),
        Deed.Lift => LiftAsync(step.Which),
        Deed.Backup => BackUpAsync(),
        Deed.Restore => RestoreAsync(),
        Deed.RestoreTable => RestoreTableAsync(Life.Tables[step.Which]),
        Deed.OldVault => PutBackOldAsync(withDatabase: false),
        Deed.OldPair => PutBackOldAsync(withDatabase: true),
        Deed.Publish => PublishAsync(new Figures(step.Which, step.Amount)),
        Deed.ClockBack => Time.BreakClockAsync(TimeSpan.FromHours(-step.Amount)),
        Deed.ClockAhead => Time.BreakClockAsync(TimeSpan.FromHours(step.Amount)),
        Deed.ClockRight => Time.BreakClockAsync(TimeSpan.Zero),
        Deed.Restart => RestartAsync(),
        Deed.Killed => BeKilledAsync(afterKeys: step.Amount > 0),
        Deed.Down => GoDown(TimeSpan.FromHours(step.Amount)),
        _ => throw new InvalidOperationException($"Nobody knows how to do {step.Deed}."),
    };

    private async Task SignUpAsync(int number)
    {
        if (Ledger.Find(number) is null)
        {
            _oracle.SignedUp(number, await _company.SignUpAsync(number));
        }
    }

    private async Task UploadAsync(int number, int people)
    {
        if (Ledger.Find(number) is { IsOpen: true } customer && !Ledger.IsLeased(Clock))
        {
            customer.Lists.Add(new UploadedList(await _company.UploadAsync(customer.Id, people), people));
            Ledger.LastDeed = Clock;
        }
    }

    private async Task DeleteListAsync(int number)
    {
        if (Ledger.Find(number) is { IsOpen: true } customer && customer.Lists.Find(l => !l.IsDeleted) is { } list)
        {
            Expect("the list could be deleted", true, await _company.DeleteListAsync(customer.Id, list.Id));
            list.IsDeleted = true;
        }
    }

    private async Task CancelAsync(int number)
    {
        if (Ledger.Find(number) is { IsClosed: false } customer)
        {
            _oracle.Cancelled(customer, Clock);
            var terms = await _company.CancelAsync(customer.Id);
            Expect("cancelled at", customer.CancelledAt, terms.CancelledAt);
            Expect("account data kept until", _oracle.AccountGoesFrom(customer, Clock), terms.AccountDataKeptUntil);
            if (_oracle.ListsGoFrom(customer, Clock) is { } lists)
            {
                Expect("lists can come back until", lists, terms.UndoListsUntil);
            }
        }
    }

    private async Task ComeBackAsync(int number)
    {
        if (Ledger.Find(number) is { } customer)
        {
            Expect("what comes of taking the cancellation back", _oracle.CameBack(customer, Clock), $"{await _company.ComeBackAsync(customer.Id)}");
        }
    }

    private async Task AskErasureAsync(Step step)
    {
        if (Ledger.Find(step.Which) is { IsClosed: false } customer)
        {
            await _company.AskErasureAsync(customer.Id, $"asked/{step.At.Ticks}");
            _oracle.Asked(customer, Clock);
        }
    }

    private async Task HoldAccountAsync(int number)
    {
        // An account whose keys are gone has no address to be found by any more.
        if (Ledger.Find(number) is { } customer && !Ledger.Holds.Exists(h => h.Customer == customer.Id)
            && !(customer.IsClosed && Ledger.Open.Exists(o => o.Customer == customer.Id && o.HasBegun)))
        {
            await HoldAsync(number, new Hold($"case-{++_cases}", customer.Id, null));
        }
    }

    private async Task HoldCategoryAsync(DataCategory category)
    {
        if (!Ledger.Holds.Exists(h => h.Category == category))
        {
            await HoldAsync(null, new Hold($"case-{++_cases}", null, category));
        }
    }

    private async Task HoldAsync(int? customer, Hold hold)
    {
        Expect("the hold could be placed", true, await _company.HoldAsync(customer, hold.Category, hold.CaseNumber));
        Ledger.Holds.Add(hold);
    }

    private async Task LiftAsync(int which)
    {
        if (Ledger.Holds.Count > 0)
        {
            var hold = Ledger.Holds[which % Ledger.Holds.Count];
            Expect("the hold could be lifted", true, await _company.LiftAsync(hold.CaseNumber));
            Ledger.Holds.Remove(hold);
        }
    }

    private async Task BackUpAsync()
    {
        if (_world.HasBackups)
        {
            await _world.BackUpAsync();
            _oracle.BackedUp();
            _backedUp = Clock;
        }
    }

    private async Task RestoreAsync()
    {
        // The journal forgets after three years: an older backup may not be kept.
        if (_world.HasBackups && _oracle.Backup is { } backup && !backup.IsLeased(Clock) && Time.IsRecent(_backedUp))
        {
            await _world.RestoreAsync();
            _oracle.Restored(Clock);
            Expect("how database and vault stand after a restore", VaultAgreement.Together, (await _company.StandingAsync()).Agreement);
            await Time.SettleAsync();
        }
    }

    /// <summary>Nothing that anybody was told changes by it, and nobody who was erased comes back.</summary>
    private async Task RestoreTableAsync(string table)
    {
        if (_world.HasBackups && _oracle.Backup is not null && !Ledger.IsLeased(Clock) && Time.IsRecent(_backedUp))
        {
            await _world.RestoreTableAsync(table);
            _oracle.Started(Clock);
            await Time.SettleAsync();
        }
    }

    /// <summary>A vault that lacks what was in it is not served; with the newest one all is as it was.</summary>
    private async Task PutBackOldAsync(bool withDatabase)
    {
        if (_world.HasBackups && _oracle.Backup is not null)
        {
            Expect("an old vault is served only where nobody was told anything since", false, await _world.ServesOldVaultAsync(withDatabase));
            _oracle.Started(Clock);
        }
    }

    private async Task PublishAsync(Figures figures)
    {
        var today = Promise.DayOf(Clock);
        if (Time.IsClockRight && _oracle.Versions.Count < 3 && !_oracle.Versions.Any(v => v.Published >= today))
        {
            var version = new Version($"v{_oracle.Versions.Count + 2}", today, today.AddDays(Promise.NoticeDays), figures);
            _world.Files.Publish(version);
            _oracle.Published(version);
            await RestartAsync();
        }
    }

    private async Task RestartAsync()
    {
        await _world.RestartAsync();
        _oracle.Started(Clock);
    }

    private async Task BeKilledAsync(bool afterKeys)
    {
        await _company.WorkUntilKilledAsync(afterKeys ? 2 : 0, Time.IsClockConfirmed);
        _oracle.Killed(Clock, Time.IsClockConfirmed, afterKeys);
        await RestartAsync();
    }

    private Task GoDown(TimeSpan span)
    {
        Time.GoDown(span);
        return Task.CompletedTask;
    }

    private void Expect<T>(string what, T expected, T actual)
    {
        if (!Equals(expected, actual))
        {
            throw new SimulationFault("answer", $"{what}: {Say(expected)} expected, {Say(actual)} answered at {Clock:u}");
        }
    }

    private static string Say<T>(T value) => value is DateTimeOffset instant ? $"{instant:u}" : $"{value}";
}
