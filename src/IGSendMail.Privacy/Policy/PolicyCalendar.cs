namespace IGSendMail.Privacy.Policy;

/// <summary>On which day each version takes effect. Pure arithmetic.</summary>
public static class PolicyCalendar
{
    /// <summary>
    /// The days on which <paramref name="versions"/> (in their order) take effect in <paramref name="zone"/>; null for a
    /// version that cannot yet take effect because nobody has been shown it.
    /// </summary>
    /// <remarks>
    /// The first version needs no notice. A material one takes effect no sooner than the notice period, as promised by
    /// the version it replaces, after the later of its publication and the first time it was loaded. A later version
    /// contains the changes of the earlier ones, so none overtakes another.
    /// </remarks>
    /// <param name="versions">In the order of their effective days.</param>
    /// <param name="firstLoads">When each version was first loaded, by name.</param>
    /// <param name="zone"><c>Site:TimeZone</c>.</param>
    public static IReadOnlyList<DateOnly?> TakesEffect(
        IReadOnlyList<PolicyVersion> versions, IReadOnlyDictionary<string, DateTimeOffset> firstLoads, TimeZoneInfo zone)
    {
        var days = new List<DateOnly?>(versions.Count);
        for (var i = 0; i < versions.Count; i++)
        {
            var own = i == 0 || !versions[i].Material
                ? versions[i].Effective
                : AfterNotice(versions[i], versions[i - 1].Commitments.Notice, firstLoads, zone);
            days.Add(i == 0 ? own : Later(own, days[i - 1]));
        }

        return days;
    }

    private static DateOnly? AfterNotice(
        PolicyVersion version, TimeSpan notice, IReadOnlyDictionary<string, DateTimeOffset> firstLoads, TimeZoneInfo zone)
    {
        if (!firstLoads.TryGetValue(version.Version, out var loaded))
        {
            return null;
        }

        var noticed = TimeZoneInfo.ConvertTime(loaded + notice, zone).DateTime;
        var firstFullDay = DateOnly.FromDateTime(noticed).AddDays(noticed.TimeOfDay == TimeSpan.Zero ? 0 : 1);
        return Later(version.Effective, Later(firstFullDay, version.Published.AddDays(notice.Days)));
    }

    private static DateOnly? Later(DateOnly? one, DateOnly? other) =>
        one is null || other is null ? null : one > other ? one : other;
}
