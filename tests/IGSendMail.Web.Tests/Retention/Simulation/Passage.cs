namespace IGSendMail.Web.Tests.Retention.Simulation;

/// <summary>
/// Time as it passes for a site: its clock, which may be wrong, and its workers. The job runs right before and right after
/// each moment at which something falls due, and now and then; after each run everything is inspected.
/// </summary>
internal sealed class Passage(World world, Oracle oracle, Company company)
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly Inspection _inspection = new(world);
    private DateTimeOffset _true = World.Began;
    private DateTimeOffset _downUntil = World.Began;
    private TimeSpan _fault = TimeSpan.Zero;

    /// <summary>What the site's clock shows.</summary>
    public DateTimeOffset Clock => world.Clock.Now;

    public bool IsClockRight => _fault == TimeSpan.Zero;

    /// <summary>
    /// A round follows the one before within the hour at a real site, and after a long stop somebody looks at the clock:
    /// so time that passed counts as confirmed, and only a clock that jumps far ahead does not.
    /// </summary>
    public bool IsClockConfirmed => _fault <= Promise.MostAhead;

    /// <summary>True if a backup of that moment is still kept.</summary>
    public bool IsRecent(DateTimeOffset backup) => Clock - backup < Promise.BackupsKept;

    /// <summary>The customer who will come back in the very moment in which their time is up; 0 for nobody.</summary>
    public int ComesBackMeanwhile { get; set; }

    /// <summary>How often the job was run.</summary>
    public int Runs { get; private set; }

    /// <summary>Receipts that were checked.</summary>
    public int Receipts => _inspection.Receipts;

    /// <summary>Lets time pass.</summary>
    public async Task LiveUntilAsync(DateTimeOffset end)
    {
        if (_downUntil > _true)
        {
            Pass(_downUntil < end ? _downUntil : end);
            if (_true == end)
            {
                return;
            }

            await WorkAsync();
        }

        var began = _true;
        if (oracle.DueAt(Clock) > 0 && end - _true > Hour)
        {
            Pass(_true + Second);
            await WorkAsync();
        }

        while (oracle.NextDue(Clock, end + _fault - TimeSpan.FromTicks(1)) is { } due)
        {
            // Half of all instants, told by their second: each run costs.
            if (due.Second % 2 == 0 && due - Second > Clock)
            {
                Pass(due - _fault - Second);
                await WorkAsync();
            }

            Pass(due - _fault);
            await WorkAsync();
        }

        // Now and then at any other moment.
        if (end - began > Hour && end - (Hour / 2) > _true && end.Second % 4 == 0)
        {
            Pass(end - (Hour / 2));
            await WorkAsync();
        }

        Pass(end);
    }

    /// <summary>What the workers do about retention, once.</summary>
    public async Task WorkAsync()
    {
        Runs++;
        LetComeBackMeanwhile();
        var ran = await company.WorkAsync(IsClockConfirmed);
        if (ran != oracle.Ran(Clock, IsClockConfirmed))
        {
            throw new SimulationFault("clock", ran
                ? $"the job ran at {Clock:u} although the last round had the clock {oracle.LastRound:u}"
                : $"the job did not run at {Clock:u}");
        }

        await SettleAsync();
    }

    /// <summary>
    /// At the instant at which something of that customer falls due, another replica, whose clock is a second behind, takes
    /// the cancellation back while the job is about to order the erasure.
    /// </summary>
    private void LetComeBackMeanwhile()
    {
        if (oracle.Ledger.Find(ComesBackMeanwhile) is { } customer && oracle.WillOrder(customer, Clock, IsClockConfirmed))
        {
            ComesBackMeanwhile = 0;
            var expected = oracle.CameBack(customer, Clock - Second);
            world.OnceFound = async () =>
            {
                world.Clock.Now -= Second;
                var outcome = await company.ComeBackAsync(customer.Id);
                world.Clock.Now += Second;
                if ($"{outcome}" != expected)
                {
                    throw new SimulationFault("answer", $"coming back in the last second at {Clock:u}: {expected} expected, {outcome} answered");
                }
            };
        }
    }

    /// <summary>Lets erasures end that were carried out, and reads their receipts.</summary>
    public async Task SettleAsync()
    {
        if (oracle.Owed.Count > 0)
        {
            await company.PostAsync();
        }

        await _inspection.ReceiptsAsync(oracle, Clock);
        await CheckAsync();
    }

    /// <summary>Inspects all rows.</summary>
    public Task CheckAsync() => _inspection.RowsAsync(oracle, Clock);

    /// <summary>From now on the clock is wrong by so much; by nothing: it is put right. A wrong clock is not broken once more.</summary>
    public async Task BreakClockAsync(TimeSpan fault)
    {
        if ((fault == TimeSpan.Zero) != IsClockRight)
        {
            if (_downUntil <= _true)
            {
                // Shortly before, the site was at work as ever.
                await WorkAsync();
            }

            _fault = fault;
            Pass(_true);
        }
    }

    /// <summary>The workers stand still for so long.</summary>
    public void GoDown(TimeSpan span) => _downUntil = _true + span;

    private void Pass(DateTimeOffset until)
    {
        _true = until;
        world.Clock.Now = until + _fault;
    }
}
