using IGSendMail.Platform;
using IGSendMail.Web.Tests.House.Floors;

namespace IGSendMail.Web.Tests.House;

/// <summary>The rooms of the platform stand on floors.</summary>
public sealed class PlatformFloorTests
{
    /// <summary>From the bottom up. A room uses rooms of lower floors only.</summary>
    private static readonly FloorTable Floors = new(
        "IGSendMail.Platform",
        ["Accounts", "Mail", "Audience.Reading"], // contracts and who signs in; how e-mails leave; files of any program
        ["Audience", "Billing", "Usage"], // whom customers write to; what is paid; what was looked at
        [""]); // puts the rooms together

    private static readonly IReadOnlyList<Use> Uses =
    [
        .. AssemblyReader.Read(typeof(PlatformRegistration).Assembly),
        .. ConstantReader.Read("src/IGSendMail.Platform", typeof(PlatformRegistration).Assembly),
    ];

    [Fact]
    public void A_room_uses_rooms_beneath_it_only() => Assert.Empty(Floors.Breaches(Uses));

    [Fact]
    public void The_table_names_no_room_that_is_not_there()
    {
        var there = Uses.SelectMany(u => (string[])[u.From.Room, u.To.Room]).ToHashSet(StringComparer.Ordinal);

        Assert.Empty(Floors.Rooms.Where(r => !there.Contains(r)));
    }
}
