namespace IGSendMail.Storage.Tests;

public sealed class SlicePaceTests
{
    [Fact]
    public void Slow_slices_become_smaller_until_they_fit_and_never_smaller_than_the_least()
    {
        var pace = new SlicePace(most: 1_000, least: 50);
        var sizes = new List<int>();
        for (var i = 0; i < 8; i++)
        {
            // One row takes 0.2 ms: a hundred of them fit.
            pace.Took(TimeSpan.FromMilliseconds(pace.Next * .2));
            sizes.Add(pace.Next);
        }

        Assert.Equal([500, 250, 125, 100, 100, 100, 100, 100], sizes);
        for (var i = 0; i < 8; i++)
        {
            pace.Took(TimeSpan.FromSeconds(10));
        }

        Assert.Equal(50, pace.Next);
    }

    [Fact]
    public void Fast_slices_become_larger_and_never_larger_than_the_most()
    {
        var pace = new SlicePace(most: 1_000, least: 50);
        pace.Took(TimeSpan.FromSeconds(1));
        Assert.Equal(500, pace.Next);

        pace.Took(TimeSpan.FromMilliseconds(1));
        pace.Took(TimeSpan.Zero);

        Assert.Equal(1_000, pace.Next);
    }

    [Fact]
    public void The_first_slice_is_no_larger_than_asked_and_then_time_decides()
    {
        var pace = new SlicePace(most: 4_500, least: 50, first: 1_000);
        Assert.Equal(1_000, pace.Next);

        pace.Took(TimeSpan.FromMilliseconds(1));

        Assert.Equal(2_000, pace.Next);
    }

    [Fact]
    public void While_nobody_else_writes_slices_may_be_longer_and_shrink_at_once_when_somebody_does()
    {
        var pace = new SlicePace(most: 4_500, least: 50, first: 1_000);
        pace.Took(TimeSpan.FromMilliseconds(30), isAlone: true);
        Assert.Equal(2_000, pace.Next);

        pace.Took(TimeSpan.FromMilliseconds(60));

        Assert.Equal(1_000, pace.Next);
    }

    [Fact]
    public void A_most_below_the_least_counts() => Assert.Equal(5, new SlicePace(most: 5, least: 50).Next);
}
