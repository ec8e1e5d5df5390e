namespace IGSendMail.Web.Tests.Retention.Simulation;

/// <summary>The versions that the company published, and what binds when by the oracle's own arithmetic.</summary>
internal sealed class Policies
{
    /// <summary>All after the first, in the order in which they were published.</summary>
    public List<Version> Versions { get; } = [];

    /// <summary>The versions that were loaded, and from when they are in force: none before the one before it.</summary>
    public IEnumerable<(DateTimeOffset From, Version Version)> Effects(IReadOnlyDictionary<string, DateTimeOffset> loads)
    {
        var before = DateTimeOffset.MinValue;
        foreach (var version in Versions)
        {
            if (!loads.TryGetValue(version.Name, out var loaded))
            {
                yield break;
            }

            var from = Promise.TakesEffect(loaded, version.Announced);
            before = from > before ? from : before;
            yield return (before, version);
        }
    }

    /// <summary>What is in force at a clock, and then what is announced, each with its time.</summary>
    public List<(DateTimeOffset Since, DateTimeOffset Until, Figures Figures)> Bindings(
        IReadOnlyDictionary<string, DateTimeOffset> loads, DateTimeOffset clock)
    {
        var steps = Effects(loads).Select(e => (e.From, e.Version.Figures)).Prepend((From: DateTimeOffset.MinValue, Figures: Promise.First)).ToList();
        return
        [
            .. steps.Select((step, i) => (Since: step.From, Until: i + 1 < steps.Count ? steps[i + 1].From : DateTimeOffset.MaxValue, step.Figures))
                .Where(step => step.Since < step.Until && clock < step.Until),
        ];
    }

    /// <summary>The earliest of an instant that is noted and those that the figures set while they are in force.</summary>
    public static DateTimeOffset Earliest(
        DateTimeOffset noted, IEnumerable<(DateTimeOffset Since, DateTimeOffset Until, Figures Figures)> bindings,
        Func<Figures, DateTimeOffset> goesFrom)
    {
        foreach (var (since, until, figures) in bindings)
        {
            var from = goesFrom(figures) > since ? goesFrom(figures) : since;
            noted = from < until && from < noted ? from : noted;
        }

        return noted;
    }
}
