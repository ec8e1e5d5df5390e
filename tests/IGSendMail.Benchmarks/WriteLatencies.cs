using System.Globalization;

namespace IGSendMail.Benchmarks;

/// <summary>Milliseconds by kind of write.</summary>
internal sealed class WriteLatencies
{
    private const double MostMilliseconds = 250;
    private static readonly TimeProvider Clock = TimeProvider.System;
    private readonly Dictionary<string, List<double>> _kinds = new(StringComparer.Ordinal);

    private double P99 => At([.. _kinds.Values.SelectMany(v => v).Order()], .99);

    public async Task MeasureAsync(string kind, Func<Task> write)
    {
        var start = Clock.GetTimestamp();
        await write();
        var took = Clock.GetElapsedTime(start).TotalMilliseconds;
        (_kinds.TryGetValue(kind, out var list) ? list : _kinds[kind] = []).Add(took);
    }

    /// <summary>Prints both and compares them.</summary>
    public void PrintAgainst(WriteLatencies alone, TextWriter output)
    {
        alone.Print("alone", output);
        Print("beside", output);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"p99 beside / alone: {P99 / alone.P99:0.0}"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"p99 is {(P99 <= MostMilliseconds ? "within" : "ABOVE")} {MostMilliseconds} ms"));
    }

    private void Print(string title, TextWriter output)
    {
        foreach (var (kind, times) in _kinds.Append(new("all", [.. _kinds.Values.SelectMany(v => v)])))
        {
            var sorted = times.Order().ToList();
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{title,-7} {kind,-8} {sorted.Count,6} writes  p50 {At(sorted, .5),7:0.0} ms  p99 {At(sorted, .99),7:0.0} ms  max {sorted[^1],7:0.0} ms"));
        }
    }

    private static double At(List<double> sorted, double share) => sorted[(int)Math.Ceiling(share * sorted.Count) - 1];
}
