using System.Reflection;
using IGSendMail.Privacy.Rooms;
using IGSendMail.Web.Tests.House.Floors;

namespace IGSendMail.Web.Tests.House;

/// <summary>Rooms of Privacy use rooms of lower floors only.</summary>
public sealed class PrivacyFloorTests
{
    /// <summary>
    /// The floors, bottom up. A room that is new gets a row here; a breach is mended by moving what is shared down, or by an
    /// interface below that the upper room implements and registers.
    /// </summary>
    internal static readonly FloorTable Table = new(
        "IGSendMail.Privacy",
        /* 1 */ ["Settings", "Purposes"],
        /* 2 */ ["PersonalData"],
        /* 3 */ ["Audit", "Remote", "Guard"],
        /* 4 */ ["Policy", "Holds", "Letters"],
        /* 5 */ ["Erasure", "Packages", "Consent"],
        /* 6 */ ["Requests", "Retention"],
        /* 7 */ ["Recovery", "Calendar"],
        /* 8 */ ["Backups", "Standing"],
        /* 9 */ ["Daily"],
        /* 10 */ ["Rooms"]);

    private static readonly Assembly Privacy = typeof(PrivacyRegistration).Assembly;

    private static readonly IReadOnlyList<Use> Uses =
        [.. AssemblyReader.Read(Privacy), .. ConstantReader.Read("src/IGSendMail.Privacy", Privacy)];

    [Fact]
    public void A_room_uses_rooms_of_lower_floors_only() => Assert.Empty(Table.Breaches(Uses));

    [Fact]
    public void Every_room_of_the_table_stands() => Assert.Equal(
        Table.Rooms.Order(StringComparer.Ordinal),
        Privacy.GetTypes().Select(t => t.Namespace).OfType<string>().Where(n => n.StartsWith("IGSendMail.", StringComparison.Ordinal))
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

    [Fact]
    public void The_picture_of_the_house_is_drawn_in_the_order_of_the_floors()
    {
        var picture = Repository.Text("docs/architecture.md");
        var drawn = Table.Floors.Select((rooms, floor) => (Floor: floor + 1, Rooms: rooms)).Reverse()
            .Select(f => $"│ {f.Floor} │ {string.Join(" · ", f.Rooms)} ").ToList();
        var places = drawn.Select(line => picture.IndexOf(line, StringComparison.Ordinal)).ToList();

        Assert.DoesNotContain(drawn, line => !picture.Contains(line, StringComparison.Ordinal));
        Assert.Equal(places.Order(), places);
    }
}
