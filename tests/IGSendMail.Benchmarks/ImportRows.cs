using System.Globalization;
using IGSendMail.Platform.Accounts;
using IGSendMail.Platform.Audience;
using IGSendMail.Privacy.Policy;
using IGSendMail.Storage;
using IGSendMail.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Benchmarks;

/// <summary>A long file into a list, by the real road, against the same sealed bytes put into a table like it by hand.</summary>
internal sealed class ImportRows : IBenchmark
{
    private const double WantedRatio = 0.5;
    private const int MostMebibytes = 150;
    private static readonly TimeProvider Clock = TimeProvider.System;

    public string Name => "import-rows";

    public string Measures => "an upload into a list against a bulk insert by hand of the same sealed bytes; size is rows";

    public int StandardSize => 1_000_000;

    public async Task RunAsync(int size, TextWriter output, CancellationToken cancellation)
    {
        // The real clock: slices learn from how long they take.
        await using var site = new TestSite();
        site.WithServices(services => services.AddSingleton(Clock));
        var account = await OpenAsync(site, cancellation);
        var file = Path.Combine(site.Folder, "people.csv");
        await WriteAsync(file, size, cancellation);

        using var memory = new PeakMemory();
        var start = Clock.GetTimestamp();
        var import = await LookAsync(site, account, file, cancellation);
        var looked = Clock.GetElapsedTime(start);
        var (took, tenths) = await TakeAsync(site, import, size, cancellation);
        var (heap, workingSet) = memory.Stop();
        var byHand = await new ImportRowsByHand(Path.Combine(site.DataFolder, "igsendmail.db"), Path.Combine(site.Folder, "by-hand.db"))
            .CopyAsync(import.List, size, cancellation);

        Print("look", looked);
        Print("take", took);
        Print("by hand", byHand);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"taking is {byHand / took:0.00} times as fast as by hand ({(byHand / took >= WantedRatio ? "as wanted" : "BELOW the wanted")} {WantedRatio}); with the look before it {byHand / (looked + took):0.00} times"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"first tenth {tenths[0].TotalSeconds:0.00} s, last tenth {tenths[^1].TotalSeconds:0.00} s; all: {string.Join(' ', tenths.Select(t => t.TotalSeconds.ToString("0.00", CultureInfo.InvariantCulture)))}"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"heap at most {heap} MiB, working set at most {workingSet} MiB, {memory.Before} MiB of it before ({(workingSet <= MostMebibytes ? "within" : "ABOVE")} {MostMebibytes} MiB)"));

        void Print(string what, TimeSpan time) => output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"  {what,-8} {time.TotalSeconds,8:0.00} s {size / time.TotalSeconds,10:N0} rows/s"));
    }

    private static async Task<Guid> OpenAsync(TestSite site, CancellationToken cancellation) => await site.InScopeAsync(async services =>
        (await services.GetRequiredService<Registration>().RegisterAsync(
            new NewAccount("A Person", EmailAddress.Of("importer@example.org"), "A Company", "a long walk by the river", services.GetRequiredService<PolicyShelf>().Snapshot().InForce.Version) { NeedsNoProof = true },
            cancellation))!.AccountId!.Value);

    private static async Task WriteAsync(string path, int size, CancellationToken cancellation)
    {
        await using var file = new StreamWriter(path);
        await file.WriteAsync("email,city,note\r\n".AsMemory(), cancellation);
        for (var i = 0; i < size; i++)
        {
            await file.WriteAsync(string.Create(CultureInfo.InvariantCulture, $"person{i}@example.org,Springfield,a note of usual length about person {i}\r\n").AsMemory(), cancellation);
        }
    }

    /// <summary>Uploads the file and has it looked through, until the customer is asked.</summary>
    private static Task<Import> LookAsync(TestSite site, Guid account, string path, CancellationToken cancellation) => site.InScopeAsync(async services =>
    {
        await using var file = File.OpenRead(path);
        var uploads = services.GetRequiredService<Uploads>();
        var import = await uploads.ToNewListAsync(account, "A list", await uploads.SaveAsync(account, file, cancellation), cancellation)
            ?? throw new InvalidOperationException("The account may not add data.");
        await services.GetRequiredService<ImportWork>().RunAsync(cancellation);
        return import;
    });

    /// <summary>Says yes, and reads until the end. How long each tenth of the rows took is seen from outside.</summary>
    private static async Task<(TimeSpan Took, List<TimeSpan> Tenths)> TakeAsync(TestSite site, Import import, int size, CancellationToken cancellation)
    {
        var reached = new List<TimeSpan>();
        var start = Clock.GetTimestamp();
        var work = Task.Run(() => site.InScopeAsync(async services =>
        {
            await services.AgreeAsync(import, cancellation);
            await services.GetRequiredService<ImportWork>().RunAsync(cancellation);
        }), cancellation);
        while (!work.IsCompleted)
        {
            await Task.WhenAny(work, Task.Delay(TimeSpan.FromMilliseconds(20), Clock, cancellation));
            // Before the first slice it still counts what the look met.
            var seen = await FindAsync(site, import);
            var rows = seen.State is ImportState.Running or ImportState.Done ? seen.Rows : 0;
            while (reached.Count < 10 && rows >= size * (reached.Count + 1L) / 10)
            {
                reached.Add(Clock.GetElapsedTime(start));
            }
        }

        await work;
        var took = Clock.GetElapsedTime(start);
        var done = await FindAsync(site, import);
        if (done.State != ImportState.Done || done.Added != size)
        {
            throw new InvalidOperationException($"The figures mean nothing: {done.State}, {done.Added} of {size} people.");
        }

        return (took, [.. reached.Select((at, i) => i == 0 ? at : at - reached[i - 1])]);
    }

    private static Task<Import> FindAsync(TestSite site, Import import) =>
        site.InDatabaseAsync(db => db.Imports().AsNoTracking().SingleAsync(i => i.AccountId == import.AccountId && i.Id == import.Id));
}
