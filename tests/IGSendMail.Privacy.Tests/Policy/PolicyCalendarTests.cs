using System.Globalization;
using IGSendMail.Privacy.Policy;
using IGSendMail.Privacy.Settings;
using Microsoft.Extensions.Time.Testing;

namespace IGSendMail.Privacy.Tests.Policy;

public sealed class PolicyCalendarTests
{
    [Theory]
    // The second version is published on 1 March and effective on 1 April; the first one promises 30 days.
    [InlineData("UTC", true, "2026-03-01T00:00:00Z", "2026-04-01")]
    [InlineData("UTC", true, "2026-03-02T00:00:00Z", "2026-04-01")]
    [InlineData("UTC", true, "2026-03-02T00:00:01Z", "2026-04-02")]
    [InlineData("UTC", true, "2026-02-01T00:00:00Z", "2026-04-01")]
    [InlineData("UTC", true, "2026-06-15T12:00:00Z", "2026-07-16")]
    [InlineData("UTC", true, null, null)]
    [InlineData("UTC", false, null, "2026-04-01")]
    [InlineData("UTC", false, "2026-06-15T12:00:00Z", "2026-04-01")]
    // In New York 04:00 UTC is midnight (summer), 03:59 still the day before.
    [InlineData("America/New_York", true, "2026-06-15T04:00:00Z", "2026-07-15")]
    [InlineData("America/New_York", true, "2026-06-15T03:59:59Z", "2026-07-15")]
    [InlineData("America/New_York", true, "2026-06-15T04:00:01Z", "2026-07-16")]
    // Across the change of clocks the 30 days are elapsed time: 1 March 05:00 UTC is midnight, 31 March 05:00 UTC is 01:00.
    [InlineData("America/New_York", true, "2026-03-03T05:00:00Z", "2026-04-03")]
    [InlineData("Pacific/Kiritimati", true, "2026-06-14T10:00:00Z", "2026-07-15")]
    [InlineData("Pacific/Kiritimati", true, "2026-06-14T10:00:01Z", "2026-07-16")]
    public void A_material_change_waits_for_the_notice_after_its_first_load(string zone, bool material, string? loaded, string? expected)
    {
        var versions = new[] { Version("a", "2025-12-01", "2026-01-01", false), Version("b", "2026-03-01", "2026-04-01", material) };

        var days = PolicyCalendar.TakesEffect(versions, Loads(("b", loaded)), TimeZoneInfo.FindSystemTimeZoneById(zone));

        Assert.Equal(Day("2026-01-01"), days[0]);
        Assert.Equal(Day(expected), days[1]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_first_version_of_all_needs_no_notice(bool material) => Assert.Equal(
        [Day("2026-01-01")],
        PolicyCalendar.TakesEffect([Version("a", "2025-12-31", "2026-01-01", material)], Loads(), TimeZoneInfo.Utc));

    [Fact]
    public void The_notice_is_that_of_the_version_replaced()
    {
        var versions = new[]
        {
            Version("a", "2025-12-01", "2026-01-01", false, notice: 60),
            Version("b", "2026-03-01", "2026-04-01", true, notice: 10),
        };

        Assert.Equal(Day("2026-05-01"), PolicyCalendar.TakesEffect(versions, Loads(("b", "2026-03-02T00:00:00Z")), TimeZoneInfo.Utc)[1]);
    }

    [Theory]
    [InlineData("2026-06-15T12:00:00Z", "2026-07-16")]
    [InlineData(null, null)]
    public void No_later_version_carries_a_material_change_past_its_notice(string? loaded, string? expected)
    {
        var versions = new[]
        {
            Version("a", "2025-12-01", "2026-01-01", false),
            Version("b", "2026-03-01", "2026-04-01", true),
            Version("c", "2026-05-01", "2026-05-01", false),
        };

        Assert.Equal(Day(expected), PolicyCalendar.TakesEffect(versions, Loads(("b", loaded)), TimeZoneInfo.Utc)[2]);
    }

    [Theory]
    [InlineData("UTC", "2026-03-31T23:59:59Z", "a")]
    [InlineData("UTC", "2026-04-01T00:00:00Z", "b")]
    [InlineData("America/New_York", "2026-04-01T03:59:59Z", "a")]
    [InlineData("America/New_York", "2026-04-01T04:00:00Z", "b")]
    [InlineData("Pacific/Kiritimati", "2026-03-31T09:59:59Z", "a")]
    [InlineData("Pacific/Kiritimati", "2026-03-31T10:00:00Z", "b")]
    [InlineData("Pacific/Pago_Pago", "2026-04-01T10:59:59Z", "a")]
    [InlineData("Pacific/Pago_Pago", "2026-04-01T11:00:00Z", "b")]
    public void A_version_takes_effect_at_midnight_in_the_time_zone_of_the_site(string zone, string now, string expected)
    {
        var policy = Snapshot(zone, now, Loads(), Version("a", "2025-12-01", "2026-01-01", false), Version("b", "2026-03-01", "2026-04-01", false));

        Assert.Equal(expected, policy.InForce.Version);
    }

    [Fact]
    public void A_material_version_that_nobody_was_told_of_is_not_in_force()
    {
        var versions = new[] { Version("a", "2025-12-01", "2026-01-01", false), Version("b", "2026-03-01", "2026-04-01", true) };
        Assert.Equal("a", Snapshot("UTC", "2026-06-15T12:00:00Z", Loads(), versions).InForce.Version);

        var told = Snapshot("UTC", "2026-06-15T12:00:00Z", Loads(("b", "2026-06-15T12:00:00Z")), versions);
        Assert.Equal("a", told.InForce.Version);
        Assert.Equal("a", told.InForceAt(Instant("2026-07-15T23:59:59Z")).Version);
        Assert.Equal("b", told.InForceAt(Instant("2026-07-16T00:00:00Z")).Version);
    }

    [Fact]
    public void Before_the_first_version_none_is_in_force()
    {
        var policy = Snapshot("UTC", "2025-12-31T23:59:59Z", Loads(), Version("a", "2025-12-01", "2026-01-01", false));

        Assert.Throws<InvalidOperationException>(() => policy.InForce);
    }

    [Fact]
    public void A_version_that_begins_meanwhile_does_not_begin_within_a_unit_of_work()
    {
        var time = new FakeTimeProvider(Instant("2026-03-31T23:59:59Z"));
        var content = new PolicyContent(
            [Version("a", "2025-12-01", "2026-01-01", false), Version("b", "2026-03-01", "2026-04-01", false)], NoRegister);
        var shelf = new PolicyShelf(content, new SiteOptions { TimeZone = "UTC" }, time);
        var underWay = shelf.Snapshot();

        time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(("a", Day("2026-03-31")), (underWay.InForce.Version, underWay.Today));
        Assert.Equal(("b", Day("2026-04-01")), (shelf.Snapshot().InForce.Version, shelf.Snapshot().Today));
    }

    [Fact]
    public void What_is_learned_of_a_policy_that_was_exchanged_meanwhile_is_dropped()
    {
        var former = new PolicyContent([Version("a", "2025-12-01", "2026-01-01", false)], NoRegister);
        var next = new PolicyContent([.. former.Versions, Version("b", "2026-03-01", "2026-04-01", true)], NoRegister);
        var shelf = new PolicyShelf(former, new SiteOptions { TimeZone = "UTC" }, new FakeTimeProvider(Instant("2026-06-15T12:00:00Z")));
        shelf.Put(next, Loads(("b", "2026-03-01T00:00:00Z")));

        shelf.Learn(former, Loads());

        Assert.Equal("b", shelf.Snapshot().InForce.Version);
    }

    private static SubprocessorRegister NoRegister { get; } = new() { Updated = new DateOnly(2026, 1, 1), All = [], None = [] };

    private static PolicySnapshot Snapshot(
        string zone, string now, Dictionary<string, DateTimeOffset> loads, params PolicyVersion[] versions)
    {
        var place = TimeZoneInfo.FindSystemTimeZoneById(zone);
        return new(new PolicyContent(versions, NoRegister), PolicyCalendar.TakesEffect(versions, loads, place), place, Instant(now));
    }

    private static Dictionary<string, DateTimeOffset> Loads(params (string Version, string? At)[] loads) =>
        loads.Where(l => l.At is not null).ToDictionary(l => l.Version, l => Instant(l.At!), StringComparer.Ordinal);

    private static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    private static DateOnly? Day(string? text) => text is null ? null : DateOnly.Parse(text, CultureInfo.InvariantCulture);

    private static PolicyVersion Version(string name, string published, string effective, bool material, int notice = 30)
    {
        var days = TimeSpan.FromDays(30);
        return new PolicyVersion
        {
            Version = name,
            Published = Day(published)!.Value,
            Effective = Day(effective)!.Value,
            Review = new DateOnly(2030, 1, 1),
            Material = material,
            Summary = "A summary.",
            Commitments = new Commitments(days, days, days, TimeSpan.FromDays(notice), 16),
            Clauses = [],
        };
    }
}
