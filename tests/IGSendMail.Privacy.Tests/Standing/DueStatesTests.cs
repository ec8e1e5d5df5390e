using IGSendMail.Privacy.Erasure;
using IGSendMail.Privacy.Standing;

namespace IGSendMail.Privacy.Tests.Standing;

public sealed class DueStatesTests
{
    private static readonly DateTimeOffset Due = new(2026, 12, 8, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(-1, false, null, false, DueState.Scheduled)]
    [InlineData(-1, true, null, false, DueState.Scheduled)]
    [InlineData(0, false, null, false, DueState.Due)]
    [InlineData(0, true, null, false, DueState.OnHold)]
    [InlineData(5, false, ErasureState.Ordered, false, DueState.Purging)]
    [InlineData(5, false, ErasureState.Purging, false, DueState.Purging)]
    [InlineData(5, true, ErasureState.Purging, false, DueState.OnHold)]
    [InlineData(5, false, ErasureState.Planned, true, DueState.Failed)]
    [InlineData(5, true, ErasureState.Purging, true, DueState.OnHold)]
    [InlineData(5, false, ErasureState.Verified, false, DueState.Verified)]
    [InlineData(5, true, ErasureState.LetterSent, false, DueState.Verified)]
    public void A_deletion_goes_from_scheduled_over_due_and_held_or_under_way_to_verified_or_failed(
        int hours, bool isOnHold, ErasureState? state, bool isStuck, DueState expected) =>
        Assert.Equal(expected, DueStates.Of(
            Due.AddHours(hours), Due, isOnHold, state is { } reached ? new RunProgress(Guid.Empty, reached, isStuck) : null));

    [Theory]
    [InlineData(DueState.Due, 23, false, false)]
    [InlineData(DueState.Due, 24, true, false)]
    [InlineData(DueState.Purging, 24, true, false)]
    [InlineData(DueState.Purging, 47, true, false)]
    [InlineData(DueState.Purging, 48, true, true)]
    [InlineData(DueState.Failed, 1, true, false)]
    [InlineData(DueState.Failed, 48, true, true)]
    [InlineData(DueState.OnHold, 1_000, false, false)]
    [InlineData(DueState.Verified, 1_000, false, false)]
    [InlineData(DueState.Scheduled, -1, false, false)]
    public void Somebody_is_told_at_half_time_and_it_is_late_when_the_promise_is_over(
        DueState state, int hours, bool alarms, bool late)
    {
        var subject = new DueSubject(Guid.Empty, ErasureScope.SubscriberData, Due, Due.AddHours(48), 0, state, null);

        Assert.Equal(alarms, DueStates.IsAlarming(subject, Due.AddHours(hours)));
        Assert.Equal(late, DueStates.IsOverdue(subject, Due.AddHours(hours)));
    }

    [Fact]
    public void A_promise_without_any_time_is_told_of_at_once()
    {
        var subject = new DueSubject(Guid.Empty, ErasureScope.SubscriberData, Due, Due, 0, DueState.Due, null);

        Assert.True(DueStates.IsAlarming(subject, Due));
        Assert.Equal(TimeSpan.Zero, subject.AgeAt(Due.AddHours(-1)));
        Assert.Equal(TimeSpan.FromHours(3), subject.AgeAt(Due.AddHours(3)));
    }
}
