namespace IGSendMail.Web.Tests.Retention.Simulation;

/// <summary>The clock of a simulated site. Unlike the fake one of the other tests it can go back; what is measured stays real.</summary>
internal sealed class SiteClock(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;
}
