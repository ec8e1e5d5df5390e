using System.Globalization;
using System.Text;
using IGSendMail.Platform.Accounts;
using IGSendMail.Platform.Audience;
using IGSendMail.Privacy.Consent;
using IGSendMail.Privacy.Letters;
using IGSendMail.Privacy.PersonalData.Erasure;
using IGSendMail.Privacy.Policy;
using IGSendMail.Privacy.Requests;
using IGSendMail.Storage;
using IGSendMail.Testing;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Benchmarks;

/// <summary>What people wait for a small write while a large account is purged and another one imports a list.</summary>
internal sealed class LatencyBesidePurge : IBenchmark
{
    private static readonly TimeSpan Alone = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(5);
    private static readonly TimeProvider Clock = TimeProvider.System;

    public string Name => "latency-beside-purge";

    public string Measures => "small writes beside a purge and an import against the same writes alone; size is people purged and imported";

    public int StandardSize => 200_000;

    public async Task RunAsync(int size, TextWriter output, CancellationToken cancellation)
    {
        // The real clock: slices learn from how long they take.
        await using var site = new TestSite();
        site.WithServices(services => services.AddSingleton(Clock));
        var people = Csv(size);
        var purged = await OpenAsync(site, "purged@example.org", cancellation);
        await UploadAsync(site, purged, people, cancellation);
        await site.Services.GetRequiredService<ImportWork>().RunAsync(cancellation);
        var importing = await OpenAsync(site, "importing@example.org", cancellation);
        var writer = await OpenAsync(site, "writer@example.org", cancellation);

        var alone = new Latencies();
        using (var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellation))
        {
            enough.CancelAfter(Alone);
            await WriteUntilAsync(site, writer, alone, enough.Token);
        }

        await UploadAsync(site, importing, people, cancellation);
        await OrderAsync(site, purged, cancellation);
        var beside = new Latencies();
        using var through = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var writing = Task.Run(() => WriteUntilAsync(site, writer, beside, through.Token), cancellation);
        var start = Clock.GetTimestamp();
        var purge = TimedAsync(() => site.Services.GetRequiredService<ErasureWork>().RunAsync(cancellation));
        var import = TimedAsync(() => site.Services.GetRequiredService<ImportWork>().RunAsync(cancellation));
        var took = await Task.WhenAll(purge, import);
        await through.CancelAsync();
        await writing;

        await CheckAsync(site, importing, size);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"purge of {size:N0} people {took[0].TotalSeconds:0.0} s, import of {size:N0} people {took[1].TotalSeconds:0.0} s, side by side"));
        alone.Print("alone", output);
        beside.Print("beside", output);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"p99 beside / alone: {beside.P99 / alone.P99:0.0}"));
        output.WriteLine(beside.P99 <= 250 ? "p99 is within 250 ms" : "p99 is ABOVE 250 ms");

        async Task<TimeSpan> TimedAsync(Func<Task> work)
        {
            await Task.Run(work, cancellation);
            return Clock.GetElapsedTime(start);
        }
    }

    private static byte[] Csv(int size)
    {
        var csv = new StringBuilder("email,city,note\r\n");
        for (var i = 0; i < size; i++)
        {
            csv.Append(CultureInfo.InvariantCulture, $"person{i}@example.org,Springfield,a note of usual length about person {i}\r\n");
        }

        return Encoding.UTF8.GetBytes(csv.ToString());
    }

    private static Task<User> OpenAsync(TestSite site, string address, CancellationToken cancellation) => site.InScopeAsync(async services =>
        (await services.GetRequiredService<Registration>().RegisterAsync(
            new NewAccount("A Person", address, "A Company", "a long walk by the river", services.GetRequiredService<PolicyShelf>().InForce.Version),
            cancellation))!);

    private static Task UploadAsync(TestSite site, User user, byte[] people, CancellationToken cancellation) => site.InScopeAsync(async services =>
    {
        var uploads = services.GetRequiredService<Uploads>();
        var saved = await uploads.SaveAsync(user.AccountId!.Value, new MemoryStream(people), cancellation);
        await uploads.ToNewListAsync(user.AccountId.Value, "A list", saved, cancellation);
    });

    private static Task OrderAsync(TestSite site, User user, CancellationToken cancellation) => site.InScopeAsync(async services =>
    {
        var account = user.AccountId!.Value;
        var subject = await services.GetRequiredService<RequestSubjects>().OfAccountAsync(account, cancellation);
        var db = services.GetRequiredService<IGSendMailContext>();
        await db.WriteAsync(WriteUrgency.Interactive, token => services.GetRequiredService<ErasureWork>().OrderAsync(
            db, "benchmark", new ErasureOrder(ErasureCause.Request, ErasureScope.Everything, subject, account, null, null), token), cancellation);
    });

    /// <summary>One small write after the other, each through the service that a page would call.</summary>
    private static async Task WriteUntilAsync(TestSite site, User user, Latencies into, CancellationToken enough)
    {
        for (var turn = 0; !enough.IsCancellationRequested; turn++)
        {
            await site.InScopeAsync(async services =>
            {
                await into.MeasureAsync("consent", () => services.GetRequiredService<ConsentGroups>().RecordAsync(
                    ConsentDecision.Of(new ConsentChoice(false, false, Clock.GetUtcNow(), DespiteSignal: false, default), null, widens: false, Clock)
                        with
                    { AccountId = user.AccountId }, default));
                var users = services.GetRequiredService<UserManager<User>>();
                var known = (await users.FindByIdAsync(user.Id.ToString()))!;
                await into.MeasureAsync("sign-in", () => turn % 2 == 0
                    ? users.AccessFailedAsync(known)
                    : users.ResetAccessFailedCountAsync(known));
                var db = services.GetRequiredService<IGSendMailContext>();
                var key = RowKeys.New(Clock);
                await into.MeasureAsync("letter", () => db.WriteAsync(WriteUrgency.Interactive, token =>
                    services.GetRequiredService<LetterBox>().PutAsync(
                        db, user.KeyOwner, $"benchmark/{key:N}", new WelcomeLetter("writer@example.org", null, "2026-01"), token), default));
            });
            await Task.Delay(Pace, Clock, CancellationToken.None);
        }
    }

    private static async Task CheckAsync(TestSite site, User importing, int size)
    {
        var (left, states) = await site.InDatabaseAsync(async db =>
            (await db.Subscribers().CountAsync(), await db.ErasureRuns().Select(r => r.State).ToListAsync()));
        var there = await site.InDatabaseAsync(db => db.Subscribers().CountAsync(s => s.AccountId == importing.AccountId));
        if (left != size || there != size || states is not [ErasureState.Done])
        {
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture,
                $"The figures mean nothing: {left} people are left, {there} of the import, erasures {string.Join(", ", states)}."));
        }
    }

    /// <summary>Milliseconds by kind of write.</summary>
    private sealed class Latencies
    {
        private readonly Dictionary<string, List<double>> _kinds = new(StringComparer.Ordinal);

        public double P99 => At([.. _kinds.Values.SelectMany(v => v).Order()], .99);

        public async Task MeasureAsync(string kind, Func<Task> write)
        {
            var start = Clock.GetTimestamp();
            await write();
            var took = Clock.GetElapsedTime(start).TotalMilliseconds;
            (_kinds.TryGetValue(kind, out var list) ? list : _kinds[kind] = []).Add(took);
        }

        public void Print(string title, TextWriter output)
        {
            foreach (var (kind, times) in _kinds.Append(new("all", [.. _kinds.Values.SelectMany(v => v)])))
            {
                var sorted = times.Order().ToList();
                output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"{title,-7} {kind,-8} {sorted.Count,6} writes  p50 {At(sorted, .5),7:0.0} ms  p99 {At(sorted, .99),7:0.0} ms  max {sorted[^1],7:0.0} ms"));
            }
        }

        private static double At(List<double> sorted, double share) => sorted[(int)Math.Ceiling(share * sorted.Count) - 1];
    }
}
