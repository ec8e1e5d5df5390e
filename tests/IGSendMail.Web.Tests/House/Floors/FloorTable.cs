namespace IGSendMail.Web.Tests.House.Floors;

/// <summary>
/// The rooms beneath one namespace, floor by floor from the bottom up. A room uses rooms of lower floors only, so neither a room
/// beside it nor its own parent or child unless that one stands lower.
/// </summary>
/// <param name="root">The namespace that all rooms of the table lie in.</param>
/// <param name="floors">Names of rooms beneath the root, a line a floor; an empty name is the root itself.</param>
internal sealed class FloorTable(string root, params string[][] floors)
{
    private readonly Dictionary<string, int> _floors = floors
        .SelectMany((rooms, floor) => rooms.Select(room => (Room: room.Length == 0 ? root : $"{root}.{room}", Floor: floor + 1)))
        .ToDictionary(r => r.Room, r => r.Floor, StringComparer.Ordinal);

    /// <summary>Whole names of the rooms.</summary>
    public IReadOnlyCollection<string> Rooms => _floors.Keys;

    /// <summary>Names of the rooms beneath the root, floor by floor.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Floors => floors;

    /// <summary>What the table does not allow, a sentence each that names both types. Uses of other roots are not its concern.</summary>
    public IReadOnlyList<string> Breaches(IEnumerable<Use> uses) => uses
        .Where(u => u.From.Room != u.To.Room && IsBeneathRoot(u.From.Room) && IsBeneathRoot(u.To.Room))
        .Select(Breach).OfType<string>().Distinct(StringComparer.Ordinal).ToList();

    private string? Breach(Use use) =>
        !_floors.TryGetValue(use.From.Room, out var from) ? $"{use.From.Type}: the room {use.From.Room} stands on no floor"
        : !_floors.TryGetValue(use.To.Room, out var to) ? $"{use.To.Type}: the room {use.To.Room} stands on no floor"
        : to >= from ? $"{use.From.Type} (floor {from}) uses {use.To.Type} (floor {to})"
        : null;

    private bool IsBeneathRoot(string room) =>
        room.Equals(root, StringComparison.Ordinal) || room.StartsWith(root + ".", StringComparison.Ordinal);
}
