using IGSendMail.Platform.Accounts;

namespace IGSendMail.Platform.Tests.Accounts;

/// <summary>No more passwords are hashed at a time than the setting says.</summary>
public sealed class PasswordTurnsTests
{
    [Fact]
    public async Task Twenty_that_come_at_once_take_turns_two_by_two_and_one_that_fails_gives_its_turn_back()
    {
        using var turns = new PasswordTurns(2);
        var (running, most) = (0, 0);
        var gate = new Lock();
        // Each of two waits for the other: with fewer turns nobody would ever go on, however long a busy machine takes.
        using var pair = new Barrier(2);

        var all = Enumerable.Range(0, 20).Select(i => Task.Run(() => turns.Take(() =>
        {
            lock (gate)
            {
                most = Math.Max(most, ++running);
            }

            Assert.True(pair.SignalAndWait(TimeSpan.FromMinutes(2)));
            lock (gate)
            {
                running--;
            }

            return i % 5 == 0 ? throw new InvalidOperationException() : i;
        }))).ToList();
        await Task.WhenAll(all.Select(task => task.ContinueWith(_ => { }, TaskScheduler.Default)));

        Assert.Equal(2, most);
        Assert.Equal(16, all.Count(task => task.IsCompletedSuccessfully));
        Assert.Equal(7, turns.Take(() => 7));
    }
}
