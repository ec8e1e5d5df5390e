namespace IGSendMail.Web.Tests.House.Floors;

/// <summary>Rooms that use each other, directly or around several corners.</summary>
internal static class Circles
{
    /// <summary>
    /// Each circle as one text: its rooms, and for every arrow between them one pair of types that makes it. Empty where every
    /// room could leave the house without taking a user of its own along.
    /// </summary>
    public static IReadOnlyList<string> Find(IEnumerable<Use> uses)
    {
        var arrows = uses.Where(u => u.From.Room != u.To.Room)
            .GroupBy(u => (From: u.From.Room, To: u.To.Room))
            .ToDictionary(g => g.Key, g => g.First());
        var next = arrows.Keys.ToLookup(a => a.From, a => a.To, StringComparer.Ordinal);
        var reach = next.Select(r => r.Key).ToDictionary(r => r, r => Reachable(r, next), StringComparer.Ordinal);

        return reach.Where(r => r.Value.Contains(r.Key))
            .Select(r => r.Value.Where(other => reach.TryGetValue(other, out var back) && back.Contains(r.Key))
                .Order(StringComparer.Ordinal).ToList())
            .DistinctBy(rooms => rooms[0], StringComparer.Ordinal)
            .Select(rooms => string.Join(", ", rooms) + ": " + string.Join("; ", arrows
                .Where(a => rooms.Contains(a.Key.From, StringComparer.Ordinal) && rooms.Contains(a.Key.To, StringComparer.Ordinal))
                .Select(a => $"{a.Value.From.Type} uses {a.Value.To.Type}")))
            .ToList();
    }

    private static HashSet<string> Reachable(string room, ILookup<string, string> next)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        var waiting = new Stack<string>(next[room]);
        while (waiting.TryPop(out var one))
        {
            if (!found.Add(one))
            {
                continue;
            }

            foreach (var further in next[one])
            {
                waiting.Push(further);
            }
        }

        return found;
    }
}
