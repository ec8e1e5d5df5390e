namespace IGSendMail.Web.Hosting;

/// <summary>
/// The clock of the site. It may run ahead, to show what happens next month, and it counts in microseconds: an engine that
/// stores no more than that (PostgreSQL) would otherwise give back another instant than the one that was hashed,
/// signed or compared when the row was written.
/// </summary>
internal sealed class SiteClock(TimeSpan ahead) : TimeProvider
{
    public override DateTimeOffset GetUtcNow()
    {
        var now = System.GetUtcNow() + ahead;
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
    }
}
