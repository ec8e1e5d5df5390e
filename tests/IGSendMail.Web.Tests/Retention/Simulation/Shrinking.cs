namespace IGSendMail.Web.Tests.Retention.Simulation;

/// <summary>Makes a failing life as short as it gets: leaves out steps, many at a time and then fewer, while it still fails.</summary>
internal static class Shrinking
{
    public static async Task<IReadOnlyList<Step>> ShortestAsync(
        IReadOnlyList<Step> steps, Func<IReadOnlyList<Step>, Task<bool>> stillFails)
    {
        var shortest = steps.ToList();
        for (var size = Math.Max(1, shortest.Count / 2); ; size = Math.Max(1, size / 2))
        {
            var hasShrunk = false;
            for (var from = shortest.Count - size; from > -size && shortest.Count > 1; from -= size)
            {
                var (start, end) = (Math.Max(0, from), Math.Min(shortest.Count, from + size));
                var without = shortest.Where((_, i) => i < start || i >= end).ToList();
                if (end > start && without.Count > 0 && await stillFails(without))
                {
                    shortest = without;
                    hasShrunk = true;
                }
            }

            if (size == 1 && !hasShrunk)
            {
                return shortest;
            }
        }
    }
}
