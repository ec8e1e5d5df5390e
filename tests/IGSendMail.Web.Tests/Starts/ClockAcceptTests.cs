namespace IGSendMail.Web.Tests.Starts;

/// <summary>A clock that once was ahead is put right by an operator who has looked, and not otherwise.</summary>
public sealed class ClockAcceptTests : IDisposable
{
    private readonly ProductionPlace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task After_a_round_under_a_clock_that_was_ahead_deletion_goes_on_once_somebody_accepts_the_present()
    {
        var now = _place.With(("ASPNETCORE_ENVIRONMENT", "Development"));
        var ahead = _place.With(("ASPNETCORE_ENVIRONMENT", "Development"), ("Clock__AdvanceDays", "400"));
        Assert.Equal(0, (await _place.RunAsync(now, "database", "migrate")).Code);
        Assert.Equal(0, (await _place.RunAsync(ahead, "retention", "run")).Code);

        var refused = await _place.RunAsync(now, "retention", "run", "--confirm-clock");
        Assert.Equal(1, refused.Code);
        Assert.Contains("clock accept", refused.Errors, StringComparison.Ordinal);

        var accepted = await _place.RunAsync(now, "clock", "accept");
        Assert.True(accepted.Code == 0, accepted.Errors);
        Assert.Contains("Deletion by time goes on", accepted.Output, StringComparison.Ordinal);

        Assert.Equal(0, (await _place.RunAsync(now, "retention", "run")).Code);
        var again = await _place.RunAsync(now, "clock", "accept");
        Assert.Contains("trusted already", again.Output, StringComparison.Ordinal);

        var verified = await _place.RunAsync(now, "audit", "verify");
        Assert.True(verified.Code == 0, verified.Output);
    }
}
