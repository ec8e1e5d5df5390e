using IGSendMail.Platform.Accounts;
using IGSendMail.Privacy.Consent;
using IGSendMail.Privacy.Letters;
using IGSendMail.Storage;
using IGSendMail.Testing;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Benchmarks;

/// <summary>A person's small writes, one after the other, each through the service that a page would call.</summary>
internal sealed class SmallWrites(TestSite site, User user, TimeProvider clock)
{
    private static readonly TimeSpan Alone = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(5);

    /// <summary>How long they take when nothing else happens.</summary>
    public Task<WriteLatencies> AloneAsync(CancellationToken cancellation) =>
        BesideAsync(() => Task.Delay(Alone, TimeProvider.System, cancellation), cancellation);

    /// <summary>How long they take beside some work, from its beginning to its end.</summary>
    public async Task<WriteLatencies> BesideAsync(Func<Task> work, CancellationToken cancellation)
    {
        var latencies = new WriteLatencies();
        using var through = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var writing = Task.Run(() => WriteUntilAsync(latencies, through.Token), cancellation);
        await Task.Run(work, cancellation);
        await through.CancelAsync();
        await writing;
        return latencies;
    }

    private async Task WriteUntilAsync(WriteLatencies into, CancellationToken enough)
    {
        for (var turn = 0; !enough.IsCancellationRequested; turn++)
        {
            await site.InScopeAsync(async services =>
            {
                await into.MeasureAsync("consent", () => services.GetRequiredService<ConsentGroups>().RecordAsync(
                    ConsentDecision.Of(new ConsentChoice(false, false, clock.GetUtcNow(), DespiteSignal: false, default), null, widens: false, ConsentKeys.New(clock))
                        with
                    { AccountId = user.AccountId }, default));
                var users = services.GetRequiredService<UserManager<User>>();
                var known = (await users.FindByIdAsync(user.Id.ToString()))!;
                await into.MeasureAsync("sign-in", () => turn % 2 == 0
                    ? users.AccessFailedAsync(known)
                    : users.ResetAccessFailedCountAsync(known));
                var db = services.GetRequiredService<IGSendMailContext>();
                var key = RowKeys.New(clock);
                await into.MeasureAsync("letter", () => db.WriteAsync(WriteUrgency.Interactive, token =>
                    services.GetRequiredService<LetterBox>().PutAsync(
                        db, user.KeyOwner, $"benchmark/{key:N}", new WelcomeLetter("writer@example.org", null, "2026-01"), token), default));
            });
            await Task.Delay(Pace, TimeProvider.System, CancellationToken.None);
        }
    }
}
