using IGSendMail.Web.Tests.House.Floors;

namespace IGSendMail.Web.Tests.House;

/// <summary>The rooms of the web stand on floors, and those about people's data could leave as a library.</summary>
public sealed class WebFloorTests
{
    private const string Root = "IGSendMail.Web";

    /// <summary>From the bottom up. A room uses rooms of lower floors only.</summary>
    private static readonly string[][] Privacy =
    [
        ["Features.Cookies"], // what a browser keeps, and whom it may talk to
        ["Features.Shared"], // words, forms, routes and links
        ["Features.Consent", "Features.PersonalData", "Features.Policy", "Features.Requests"], // pages for everybody
        ["Features.Consent.Guard", "Features.Consent.Matomo", "Features.Officer", "Features.Start"], // what stands on those pages
    ];

    private static readonly string[][] Site =
    [
        ["Features.Site"], // the frame around every page
        ["Features.Accounts", "Features.Audience", "Features.DevelopmentMail", "Features.Errors", "Features.Health", "Features.Home"], // pages of this site
        ["Features.Limits"], // how much is taken from one sender
        ["Hosting.Starting"], // what is asked of the machine before anything runs
        ["Hosting.Demo"], // invented people
        ["Hosting"], // how the rooms are put together
        ["Commands"], // the operator's verbs
        [""], // the program
    ];

    private static readonly IReadOnlyList<Use> Uses =
        [.. AssemblyReader.Read(typeof(Program).Assembly), .. ConstantReader.Read("src/IGSendMail.Web", typeof(Program).Assembly)];

    private static readonly HashSet<string> PrivacyRooms = new(Privacy.SelectMany(f => f).Select(r => $"{Root}.{r}"), StringComparer.Ordinal);

    [Fact]
    public void A_room_uses_rooms_beneath_it_only() => Assert.Empty(new FloorTable(Root, [.. Privacy, .. Site]).Breaches(Uses));

    [Fact]
    public void Rooms_about_peoples_data_use_nothing_of_the_platform_and_nothing_that_only_this_site_has() =>
        Assert.Empty(Uses.Where(u => PrivacyRooms.Contains(u.From.Room) && !MayLeaveWith(u.To.Room))
            .Select(u => $"{u.From.Type} uses {u.To.Type}"));

    [Fact]
    public void The_table_names_no_room_that_is_not_there()
    {
        var there = Uses.SelectMany(u => (string[])[u.From.Room, u.To.Room]).ToHashSet(StringComparer.Ordinal);

        Assert.Empty(new FloorTable(Root, [.. Privacy, .. Site]).Rooms.Where(r => !there.Contains(r)));
    }

    private static bool MayLeaveWith(string room) => PrivacyRooms.Contains(room)
        || room.StartsWith("IGSendMail.Privacy.", StringComparison.Ordinal)
        || room.Equals("IGSendMail.Storage", StringComparison.Ordinal)
        || room.StartsWith("IGSendMail.Storage.", StringComparison.Ordinal);
}
