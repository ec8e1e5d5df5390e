using System.Text;
using IGSendMail.Platform.Audience;
using IGSendMail.Privacy.Settings;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Platform.Tests.Audience;

[Collection(Alone.Name)]
public sealed class ImportResumeTests(AudienceSite site) : IClassFixture<AudienceSite>
{
    [Fact]
    public async Task An_import_whose_process_died_is_taken_over_and_ends_exactly()
    {
        var account = await site.OpenAccountAsync();
        var import = await site.UploadAsync(account, ImportTests.People(5_500));
        Assert.Equal(2_000, (await site.FindAsync(import)).Rows);
        var leases = site.Site.Services.GetRequiredService<Leases>();
        Assert.NotNull(await leases.TryTakeAsync(site.Imports.Name, default));

        await site.Imports.RunAsync(default);
        Assert.Equal(2_000, (await site.FindAsync(import)).Rows);

        site.Site.Time.Advance(Leases.Length + TimeSpan.FromSeconds(1));
        await site.Imports.RunAsync(default);
        await AssertExactAsync(account, import, 5_500);
    }

    [Fact]
    public async Task An_import_stopped_again_and_again_loses_and_doubles_nobody()
    {
        var account = await site.OpenAccountAsync();
        var import = await site.UploadAsync(account, ImportTests.People(12_345));

        for (var runs = 0; !(await site.FindAsync(import)).IsFinished; runs++)
        {
            Assert.True(runs < 1_000);
            using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(5 + (20 * runs)));
            try
            {
                await site.Imports.RunAsync(stop.Token);
            }
            catch (OperationCanceledException)
            {
                // Stopped somewhere: the next run goes on.
            }

            site.Site.Time.Advance(Leases.Length + TimeSpan.FromSeconds(1));
        }

        await AssertExactAsync(account, import, 12_345);
    }

    [Fact]
    public async Task A_process_that_died_after_removing_the_file_leaves_an_import_that_ends_well()
    {
        var account = await site.OpenAccountAsync();
        var import = await site.UploadAsync(account, ImportTests.People(3));
        await site.Site.InScopeAsync(services => services.GetRequiredService<IGSendMailContext>().Imports()
            .Where(i => i.Id == import.Id)
            .ExecuteUpdateAsync(set => set
                .SetProperty(i => i.State, ImportState.Running)
                .SetProperty(i => i.FinishedAt, (DateTimeOffset?)null)));

        await site.Imports.RunAsync(default);

        await AssertExactAsync(account, import, 3);
    }

    [Fact]
    public async Task A_file_that_is_gone_too_early_fails_with_words()
    {
        var account = await site.OpenAccountAsync();
        var import = await site.UploadAsync(account, ImportTests.People(2_001));
        File.Delete(Path.Combine(site.Site.Services.GetRequiredService<DataOptions>().Imports, import.File));

        await site.Imports.RunAsync(default);

        var failed = await site.FindAsync(import);
        Assert.Equal((ImportState.Failed, 2_000), (failed.State, failed.Rows));
        Assert.StartsWith("The uploaded file is no longer here", failed.Failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_import_keeps_neither_file_nor_table_in_memory_and_no_address_in_clear()
    {
        const int rows = 100_000;
        var account = await site.OpenAccountAsync();
        await using var file = new GeneratedRows(rows);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        using var ended = new CancellationTokenSource();
        var peak = WatchMemoryAsync(ended.Token);

        var import = await site.UploadAsync(account, file);
        await site.Imports.RunAsync(default);

        await ended.CancelAsync();
        var grown = (await peak - before) / 1024 / 1024;
        await AssertExactAsync(account, import, rows);
        Assert.True(import.Size > 40_000_000);
        Assert.True(grown < 24, $"{grown} MB more were alive in the middle of an import of {import.Size / 1024 / 1024} MB.");
        await AssertNoAddressOnDiskAsync();
    }

    /// <summary>Live memory (after a collection), so that garbage not yet collected does not count.</summary>
    private static async Task<long> WatchMemoryAsync(CancellationToken ended)
    {
        long peak = 0;
        while (!ended.IsCancellationRequested)
        {
            peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: true));
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, ended).ContinueWith(_ => { }, TaskScheduler.Default);
        }

        return peak;
    }

    private async Task AssertNoAddressOnDiskAsync()
    {
        var needles = new[] { "person7@", "person99999@", "Planted Name" }.Select(Encoding.UTF8.GetBytes).ToList();
        foreach (var path in Directory.GetFiles(site.Site.DataFolder, "*", SearchOption.AllDirectories))
        {
            await using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[stream.Length];
            await stream.ReadExactlyAsync(bytes);
            Assert.All(needles, needle => Assert.True(bytes.AsSpan().IndexOf(needle) < 0, Path.GetFileName(path)));
        }
    }

    private async Task AssertExactAsync(Guid account, Import import, int rows)
    {
        var done = await site.FindAsync(import);
        Assert.Equal((ImportState.Done, rows, rows, 0, 0, 0), (done.State, done.Rows, done.Added, done.Updated, done.Unchanged, done.Bad));
        var people = await site.Site.InDatabaseAsync(db => db.Subscribers()
            .Where(s => s.AccountId == account && s.ListId == import.ListId).Select(s => s.AddressHash).Distinct().CountAsync());
        Assert.Equal(rows, people);
    }

    /// <summary>A file that exists only while it is read.</summary>
    private sealed class GeneratedRows(int rows) : Stream
    {
        private static readonly string Filler = new('x', 380);
        private byte[] _line = Encoding.UTF8.GetBytes("email,name,notes\n");
        private int _next, _at;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            if (_at == _line.Length)
            {
                if (_next == rows)
                {
                    return 0;
                }

                _line = Encoding.UTF8.GetBytes($"person{_next}@example.org,Planted Name {_next},{Filler}\n");
                (_next, _at) = (_next + 1, 0);
            }

            var length = Math.Min(count, _line.Length - _at);
            _line.AsSpan(_at, length).CopyTo(buffer.AsSpan(offset));
            _at += length;
            return length;
        }

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
