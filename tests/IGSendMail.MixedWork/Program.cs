using System.Globalization;
using IGSendMail.MixedWork;
using IGSendMail.Privacy.Letters;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

// One of several processes that work on the same files until they are killed. It says when it is at work. When its
// standard input ends it stops taking orders and slices, delivers what waits, and goes.
const int MostWaiting = 20;
var folder = args[0];
await using var services = Building.Make(folder, int.Parse(args[1], NumberStyles.None, CultureInfo.InvariantCulture));
var contexts = services.GetRequiredService<IDbContextFactory<IGSendMailContext>>();
var time = services.GetRequiredService<TimeProvider>();
var leases = services.GetRequiredService<Leases>();
var outbox = services.GetRequiredService<Outbox>();
var letters = services.GetRequiredService<LetterBox>();
using var stop = new CancellationTokenSource();

var work = Task.WhenAll(TakeOrdersAsync(), DoSlicesAsync(), DeliverAsync());
while (await Console.In.ReadLineAsync() is not null)
{
}

await stop.CancelAsync();
await work;
return 0;

async Task TakeOrdersAsync()
{
    var owner = PersonKeys.Account.Of(RowKeys.New(time));
    for (var taken = 1; !stop.IsCancellationRequested; taken++)
    {
        if (taken % 20 == 0)
        {
            // Keys come into being all the time (with the first letter of an owner), so that a kill may also hit the vault.
            owner = PersonKeys.Account.Of(RowKeys.New(time));
        }

        var id = RowKeys.New(time);
        await using var db = await contexts.CreateDbContextAsync();
        if (taken > 1 && await db.OutboxMessages().CountAsync() > MostWaiting)
        {
            // A slow machine must not be left with more letters than it can deliver at the end.
            await Task.Delay(TimeSpan.FromMilliseconds(200), time);
        }

        await db.WriteAsync(WriteUrgency.Interactive, async token =>
        {
            db.Add(new Order { Id = id });
            await db.SaveChangesAsync(token);
            for (var line = 0; line < Order.Lines; line++)
            {
                db.Add(new OrderLine { Id = RowKeys.New(time), OrderId = id });
                await db.SaveChangesAsync(token);
            }

            await letters.PutAsync(db, owner, Order.LetterKey(id), new OrderLetter($"{id:N}@example.org", null), token);
        }, default);
        if (taken == 1)
        {
            Console.WriteLine("at work");
        }

        await Task.Delay(TimeSpan.FromMilliseconds(15), time);
    }
}

async Task DoSlicesAsync()
{
    while (!stop.IsCancellationRequested)
    {
        var outcome = await leases.RunAsync("slices", async (lease, token) =>
        {
            // Now and then it is given back, so that the processes take turns even when none is killed.
            for (var turn = 0; turn < 40 && !stop.IsCancellationRequested; turn++)
            {
                await DoSliceAsync(lease);
                await Task.Delay(TimeSpan.FromMilliseconds(10), time, token);
            }
        }, default);
        if (outcome != LeaseOutcome.Done)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), time);
        }
    }
}

async Task DoSliceAsync(HeldLease lease)
{
    await using var db = await contexts.CreateDbContextAsync();
    var next = (await db.Set<DoneSlice>().MaxAsync(s => (int?)s.Number) ?? 0) + 1;
    await db.WriteAsync(WriteUrgency.Background, async token =>
    {
        await Leases.ExtendAsync(db, lease, token);
        db.Add(new DoneSlice { Id = RowKeys.New(time), Number = next, FencingToken = lease.FencingToken });
    }, default);
}

async Task DeliverAsync()
{
    while (true)
    {
        await outbox.DeliverDueAsync(default);
        if (stop.IsCancellationRequested)
        {
            await using var db = await contexts.CreateDbContextAsync();
            if (!await db.OutboxMessages().AnyAsync())
            {
                return;
            }
        }

        await Task.Delay(TimeSpan.FromMilliseconds(20), time);
    }
}
