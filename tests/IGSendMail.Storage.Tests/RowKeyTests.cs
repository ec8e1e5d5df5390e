using Microsoft.Extensions.Time.Testing;

namespace IGSendMail.Storage.Tests;

public sealed class RowKeyTests
{
    [Fact]
    public void Keys_are_in_the_order_in_which_they_were_made_within_a_millisecond_too()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 11, 26, 12, 0, 0, TimeSpan.Zero));
        var keys = new List<Guid>();
        for (var i = 0; i < 20_000; i++)
        {
            keys.Add(RowKeys.New(time));
            if (i % 5_000 == 0)
            {
                time.Advance(TimeSpan.FromMilliseconds(1));
            }
        }

        Assert.Equal(keys.Order(), keys);
    }

    [Fact]
    public void Keys_are_UUIDs_of_version_7_dated_by_the_clock()
    {
        var now = new DateTimeOffset(2026, 11, 26, 12, 0, 0, TimeSpan.Zero);

        var key = RowKeys.New(new FakeTimeProvider(now));

        Assert.Equal((7, 0x8), (key.Version, key.Variant & 0xC));
        Assert.Equal(now.ToUnixTimeMilliseconds(), Convert.ToInt64(key.ToString("N")[..12], 16));
    }

    [Fact]
    public void Threads_that_make_keys_at_once_never_make_one_twice()
    {
        var time = new FakeTimeProvider();
        var keys = new Guid[100_000];

        Parallel.For(0, keys.Length, i => keys[i] = RowKeys.New(time));

        Assert.Equal(keys.Length, keys.Distinct().Count());
    }
}
