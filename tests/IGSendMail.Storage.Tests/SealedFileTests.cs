using CsCheck;
using IGSendMail.Platform.Audience;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Storage.Tests;

public sealed class SealedFileTests : IAsyncLifetime
{
    private const int Header = 72, Chunk = (64 * 1024) + 16;
    private static readonly SealedFilePlace Place = new("imports", AudienceKeys.Audience.Of(new Guid("0193a000-0000-7000-8000-000000000001")), "a.csv");

    private TestStorage _storage = null!;

    private SealedFiles Files => _storage.Services.GetRequiredService<SealedFiles>();

    public async Task InitializeAsync() => _storage = await TestStorage.SqliteAsync();

    public async Task DisposeAsync() => await _storage.DisposeAsync();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    [InlineData(65_537)]
    [InlineData(1_000_000)]
    public async Task A_file_reads_as_it_was_written_at_any_position(int length)
    {
        var clear = Clear(length);
        var path = await WriteAsync(Place, clear);

        await using var file = await Files.OpenAsync(path, Place, default);
        Assert.Equal(length, file.Length);
        Assert.Equal(clear, await ReadAsync(file));
        for (var position = 0; position < length; position += 40_001)
        {
            file.Position = position;
            Assert.Equal(clear[position..], await ReadAsync(file));
        }

        Assert.True((await File.ReadAllBytesAsync(path)).AsSpan().IndexOf("the same text"u8) < 0);
    }

    /// <summary>Bit flips, cuts, additions, exchanged and repeated chunks, parts of another file: 100,000 cases with IGSENDMAIL_CASES.</summary>
    [Fact]
    public async Task No_changed_file_is_ever_read_to_its_end()
    {
        var whole = new List<byte[]>();
        foreach (var (length, name) in new[] { (0, "a.csv"), (40, "a.csv"), (70_000, "a.csv"), (196_608, "a.csv"), (196_608, "a.csv"), (196_608, "b.csv") })
        {
            whole.Add(await File.ReadAllBytesAsync(await WriteAsync(Place with { Name = name }, Clear(length))));
        }

        var changed = 0;
        Gen.Select(Gen.Int[0, whole.Count - 1], Gen.Int[0, 6], Gen.Int[0, int.MaxValue], Gen.Int[0, int.MaxValue]).Sample((which, how, a, b) =>
        {
            var file = Change(whole, which, how, a, b);
            if (whole.Take(5).Any(w => w.AsSpan().SequenceEqual(file)))
            {
                return;
            }

            Interlocked.Increment(ref changed);
            var path = Path.Combine(_storage.Folder, $"{RowKeys.New(TimeProvider.System):N}.changed");
            File.WriteAllBytes(path, file);
            Assert.True(IsRefused(path), $"A changed file was accepted: {which}, {how}, {a}, {b}");
            File.Delete(path);
        }, iter: Cases.WithFiles);
        Assert.True(changed > Cases.WithFiles / 2);
    }

    [Fact]
    public async Task A_file_belongs_to_its_name_its_folder_and_its_owner()
    {
        var path = await WriteAsync(Place, Clear(100));
        var stranger = AudienceKeys.Audience.Of(new Guid("0193a000-0000-7000-8000-000000000002"));
        await Files.CreateAsync(path + "2", Place with { Owner = stranger }, default).ContinueWith(t => t.Result.DisposeAsync().AsTask(), TaskScheduler.Default).Unwrap();

        foreach (var wrong in new[] { Place with { Name = "b.csv" }, Place with { Folder = "exports" }, Place with { Owner = stranger } })
        {
            var failure = await Assert.ThrowsAsync<UnsealException>(() => Files.OpenAsync(path, wrong, default));
            Assert.Contains($"{wrong.Folder}/{wrong.Owner.Id:N}/{wrong.Name}", failure.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    [InlineData(65_536)]
    [InlineData(300_000)]
    public async Task What_was_never_completed_is_no_file(int length)
    {
        var path = Path.Combine(_storage.Folder, "half");
        await using (var writer = await Files.CreateAsync(path, Place, default))
        {
            await writer.WriteAsync(Clear(length));
        }

        await Assert.ThrowsAsync<UnsealException>(() => Files.OpenAsync(path, Place, default));
    }

    [Fact]
    public async Task After_its_owner_was_erased_a_file_does_not_open()
    {
        var path = await WriteAsync(Place, Clear(100));

        await _storage.Vault.DestroyKeyAsync(Place.Owner, default);

        await Assert.ThrowsAsync<KeyDestroyedException>(() => Files.OpenAsync(path, Place, default));
        await Assert.ThrowsAsync<KeyDestroyedException>(() => Files.CreateAsync(path, Place, default));
    }

    private static byte[] Change(List<byte[]> whole, int which, int how, int a, int b)
    {
        var file = whole[which].ToArray();
        var chunks = (file.Length - Header + Chunk - 1) / Chunk;
        switch (how)
        {
            case 0:
                file[a % file.Length] ^= (byte)(1 << (b % 8));
                return file;
            case 1:
                return file[..(a % file.Length)];
            case 2:
                return [.. file, .. new byte[1 + (a % 100)]];
            case 3:
                // Two chunks exchanged, or one in the place of another.
                var (from, to) = (a % chunks, b % chunks);
                file.AsSpan(Header + (from * Chunk), Math.Min(Chunk, file.Length - Header - (Math.Max(from, to) * Chunk)))
                    .CopyTo(file.AsSpan(Header + (to * Chunk)));
                return file;
            case 4:
                // A chunk of another file of the same owner and name.
                var other = whole[b % whole.Count];
                var at = Header + (a % chunks * Chunk);
                var length = Math.Max(0, Math.Min(Math.Min(Chunk, file.Length - at), other.Length - at));
                other.AsSpan(at < other.Length ? at : other.Length, length).CopyTo(file.AsSpan(at));
                return file;
            case 5:
                // Cut at the end of a chunk.
                return file[..(Header + (a % chunks * Chunk))];
            default:
                // The beginning of one file, the rest of another.
                return [.. whole[b % whole.Count][..Header], .. file[Header..]];
        }
    }

    private bool IsRefused(string path)
    {
        try
        {
            using var file = Files.OpenAsync(path, Place, default).GetAwaiter().GetResult();
            file.CopyTo(Stream.Null);
            return false;
        }
        catch (UnsealException)
        {
            return true;
        }
    }

    private async Task<string> WriteAsync(SealedFilePlace place, byte[] clear)
    {
        var path = Path.Combine(_storage.Folder, $"{RowKeys.New(TimeProvider.System):N}.sealed");
        await using var writer = await Files.CreateAsync(path, place, default);
        for (var at = 0; at < clear.Length; at += 30_000)
        {
            await writer.WriteAsync(clear.AsMemory(at, Math.Min(30_000, clear.Length - at)));
        }

        await writer.CompleteAsync(default);
        return path;
    }

    private static async Task<byte[]> ReadAsync(Stream file)
    {
        using var copy = new MemoryStream();
        await file.CopyToAsync(copy, 7_000);
        return copy.ToArray();
    }

    private static byte[] Clear(int length)
    {
        var text = "the same text again and again, "u8;
        var clear = new byte[length];
        for (var i = 0; i < length; i++)
        {
            clear[i] = text[i % text.Length];
        }

        return clear;
    }
}
