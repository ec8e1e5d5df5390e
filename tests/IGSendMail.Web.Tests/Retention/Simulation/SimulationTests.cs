using System.Globalization;
using Xunit.Abstractions;

namespace IGSendMail.Web.Tests.Retention.Simulation;

/// <summary>
/// Ten years of generated company life against the real services: nothing overdue, nothing early, nothing unexplained.
/// 10 seeds unless <c>IGSENDMAIL_SEEDS</c> says how many; <c>IGSENDMAIL_SEED</c> says which is the first. What is said is also
/// added to the file that <c>IGSENDMAIL_PROGRESS</c> names: a run of hours that is cut off leaves what it played.
/// </summary>
public sealed class SimulationTests(ITestOutputHelper output)
{
    private readonly Lock _saying = new();

    [SkippableTheory]
    [InlineData("Sqlite")]
    [InlineData("SqlServer")]
    public async Task Ten_years_of_company_life_leave_nothing_overdue_early_or_unexplained(string engine)
    {
        Skip.If(
            engine == "SqlServer" && string.IsNullOrEmpty(Environment.GetEnvironmentVariable(World.SqlServerVariable)),
            "skipped: no SQL Server configured");
        var seeds = Setting("IGSENDMAIL_SEEDS", 10);
        var first = Setting("IGSENDMAIL_SEED", (int)(TimeProvider.System.GetUtcNow().Ticks / TimeSpan.TicksPerSecond % 1_000_000_000));
        Say($"seeds {first} to {first + seeds - 1}");
        await using var prepared = await World.PreparedAsync(engine);
        var lives = new Lives(prepared, first, seeds, Say);
        var began = TimeProvider.System.GetTimestamp();

        var failed = await lives.PlayAsync(Math.Min(seeds, Environment.ProcessorCount));

        var took = TimeProvider.System.GetElapsedTime(began);
        Say(string.Create(CultureInfo.InvariantCulture,
            $"{lives} in {took.TotalSeconds:0.0} s ({lives.Played / took.TotalSeconds:0.00} lives a second), all as promised: {failed is null}"));
        Assert.True(failed is null, failed);
    }

    private void Say(string line)
    {
        lock (_saying)
        {
            output.WriteLine(line);
            if (Environment.GetEnvironmentVariable("IGSENDMAIL_PROGRESS") is { Length: > 0 } file)
            {
                File.AppendAllLines(file, [line]);
            }
        }
    }

    private static int Setting(string name, int standard) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : standard;
}
