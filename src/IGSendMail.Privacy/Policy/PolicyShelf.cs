using IGSendMail.Privacy.Settings;

namespace IGSendMail.Privacy.Policy;

/// <summary>
/// Where the policy stands while the site runs. Versions, register and the days on which they take effect are exchanged
/// in one step (<see cref="PolicyExchange"/>); nobody reads them here but through a <see cref="PolicySnapshot"/>.
/// </summary>
public sealed class PolicyShelf
{
    private readonly Lock _exchange = new();
    private readonly TimeProvider _time;
    private readonly TimeZoneInfo _zone;
    private volatile Shelved _shelved;

    /// <summary>Without first loads no material change takes effect.</summary>
    internal PolicyShelf(PolicyContent content, SiteOptions site, TimeProvider time)
    {
        (_zone, _time) = (site.Zone, time);
        _shelved = Shelve(content, new Dictionary<string, DateTimeOffset>());
    }

    /// <summary>The policy now, for one unit of work.</summary>
    public PolicySnapshot Snapshot()
    {
        var now = _shelved;
        return new PolicySnapshot(now.Content, now.TakesEffect, _zone, _time.GetUtcNow());
    }

    /// <summary>What stands here now, to record its first load.</summary>
    internal PolicyContent Content => _shelved.Content;

    /// <summary>
    /// Takes over when each version of this content was first loaded, by name. Does nothing if the content was exchanged
    /// meanwhile.
    /// </summary>
    internal void Learn(PolicyContent content, IReadOnlyDictionary<string, DateTimeOffset> firstLoads)
    {
        lock (_exchange)
        {
            if (ReferenceEquals(_shelved.Content, content))
            {
                _shelved = Shelve(content, firstLoads);
            }
        }
    }

    /// <summary>Exchanges everything in one step. Snapshots that were taken before keep what they have.</summary>
    internal void Put(PolicyContent content, IReadOnlyDictionary<string, DateTimeOffset> firstLoads)
    {
        lock (_exchange)
        {
            _shelved = Shelve(content, firstLoads);
        }
    }

    private Shelved Shelve(PolicyContent content, IReadOnlyDictionary<string, DateTimeOffset> firstLoads) =>
        new(content, PolicyCalendar.TakesEffect(content.Versions, firstLoads, _zone));

    private sealed record Shelved(PolicyContent Content, IReadOnlyList<DateOnly?> TakesEffect);
}
