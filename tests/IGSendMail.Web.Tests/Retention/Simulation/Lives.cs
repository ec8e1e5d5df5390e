namespace IGSendMail.Web.Tests.Retention.Simulation;

/// <summary>Plays life after life, some at the same time, until all are through or one fails.</summary>
internal sealed class Lives(World prepared, int first, int seeds, Action<string> say)
{
    private int _next = first - 1;
    private int _played;
    private int _steps;
    private int _runs;
    private int _receipts;
    private string? _failed;

    public int Played => _played;

    /// <summary>What was played so far, as a line for people.</summary>
    public override string ToString() => $"{_played} lives: {_steps} steps, {_runs} runs of the job, {_receipts} receipts";

    /// <summary>Returns the first failure, made as short as it gets, in lines; null if all went as promised.</summary>
    public async Task<string?> PlayAsync(int atATime)
    {
        await Task.WhenAll(Enumerable.Range(0, atATime).Select(_ => Task.Run(PlayOneAfterTheOtherAsync)));
        return _failed;
    }

    private async Task PlayOneAfterTheOtherAsync()
    {
        await using var world = prepared.Another();
        while (Volatile.Read(ref _failed) is null && Interlocked.Increment(ref _next) is var seed && seed < first + seeds)
        {
            var life = Life.Of(seed);
            if (await FailureAsync(world, life) is { } failure)
            {
                if (Interlocked.CompareExchange(ref _failed, $"seed {seed}: {failure.Message}", null) is null)
                {
                    await ShrinkAsync(world, seed, life, failure);
                }

                return;
            }

            Interlocked.Add(ref _steps, life.Count);
            if (Interlocked.Increment(ref _played) % 100 == 0)
            {
                say(ToString());
            }
        }
    }

    private async Task ShrinkAsync(World world, int seed, IReadOnlyList<Step> life, Exception failure)
    {
        say($"seed {seed} fails: {failure.Message}; {life.Count} steps are being made fewer");
        var kind = KindOf(failure);
        var shortest = await Shrinking.ShortestAsync(
            life, async steps => await FailureAsync(world, steps) is { } again && KindOf(again) == kind);
        var last = await FailureAsync(world, shortest);
        _failed = string.Join(
            Environment.NewLine,
            [$"seed {seed} fails after {shortest.Count} of {life.Count} steps:", .. shortest.Select(s => $"  {s}"), $"  {last}"]);
    }

    private async Task<Exception?> FailureAsync(World world, IReadOnlyList<Step> steps)
    {
        var play = new Play(world, prepared);
        try
        {
            await play.PlayAsync(steps);
            Interlocked.Add(ref _runs, play.Time.Runs);
            Interlocked.Add(ref _receipts, play.Time.Receipts);
            return null;
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            // Whatever it is, it is shown with the steps that lead to it.
            return failure;
        }
    }

    private static string KindOf(Exception failure) => failure is SimulationFault fault ? fault.Kind : failure.GetType().Name;
}
