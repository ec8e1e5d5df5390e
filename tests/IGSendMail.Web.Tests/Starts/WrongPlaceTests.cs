using System.Diagnostics;
using System.Runtime.Versioning;

namespace IGSendMail.Web.Tests.Starts;

/// <summary>Folders and files that cannot be used: named in one line, exit code 2, in Production and in Development.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class WrongPlaceTests : IDisposable
{
    private readonly ProductionPlace _place = new();

    public void Dispose() => _place.Dispose();

    [Theory]
    [InlineData("data/vault", "Vault:Folder")]
    [InlineData("data/./x/../vault", "Vault:Folder")]
    [InlineData("data", "Vault:Folder")]
    [InlineData("", "Data:Folder")]
    public async Task Neither_folder_lies_in_the_other_however_it_is_written(string vault, string named)
    {
        var settings = _place.With(("Data__Folder", _place.Data + "//"), ("Vault__Folder", Path.Combine(_place.Folder, vault) + "/"));

        (await _place.RunAsync(settings, "database", "migrate")).MustName(named, "must not lie in");
        Assert.False(Directory.Exists(Path.Combine(_place.Data, "vault")));
    }

    [Fact]
    public async Task Nor_through_a_link()
    {
        Directory.CreateDirectory(_place.Data);
        var link = Path.Combine(_place.Folder, "elsewhere");
        File.CreateSymbolicLink(link, Path.Combine(_place.Data, "v"));

        (await _place.RunAsync(_place.With(("Vault__Folder", link)), "database", "migrate")).MustName("Vault:Folder", "must not lie in");
        (await _place.RunAsync(_place.With(("ConnectionStrings__Vault", $"Data Source={link}/vault.db")), "database", "migrate"))
            .MustName("ConnectionStrings:Vault");
    }

    [Fact]
    public async Task A_file_in_the_place_of_a_folder_is_named()
    {
        await File.WriteAllTextAsync(_place.Data, "no folder");

        (await _place.RunAsync(_place.With(), "database", "migrate")).MustName("Data:Folder", _place.Data);
    }

    [Theory]
    [InlineData("Production", "igsendmail.db", "Data:Folder")]
    [InlineData("Production", "vault.db", "Vault:Folder")]
    [InlineData("Development", "igsendmail.db", "Data:Folder")]
    [InlineData("Development", "vault.db", "Vault:Folder")]
    public async Task Garbage_in_a_database_is_named(string environment, string file, string named)
    {
        Directory.CreateDirectory(_place.Data);
        Directory.CreateDirectory(_place.Vault);
        await File.WriteAllTextAsync(
            Path.Combine(file == "vault.db" ? _place.Vault : _place.Data, file), string.Concat(Enumerable.Repeat("this is no database. ", 500)));

        (await _place.RunAsync(_place.With(("ASPNETCORE_ENVIRONMENT", environment)))).MustName(named, file, "no database");
    }

    [Fact]
    public async Task A_database_that_was_cut_off_is_named()
    {
        await _place.MigrateAsync();
        var file = Path.Combine(_place.Data, "igsendmail.db");
        await using (var cut = File.OpenWrite(file))
        {
            cut.SetLength(8_192);
        }

        (await _place.RunAsync(_place.With())).MustName("Data:Folder");
    }

    [RootTheory]
    [InlineData("Production")]
    [InlineData("Development")]
    public async Task A_folder_that_nobody_can_write_is_named_also_for_a_user_without_rights(string environment)
    {
        // The parent belongs to root: another user can make nothing in it.
        var settings = _place.With(("ASPNETCORE_ENVIRONMENT", environment), ("HOME", null));

        (await _place.RunAsync(settings, [], null, Nobody)).MustName("Data:Folder", "denied");
    }

    [RootTheory]
    [InlineData("audit", "verify")]
    [InlineData]
    public async Task A_database_of_another_user_is_named(params string[] words)
    {
        await _place.MigrateAsync();
        File.SetUnixFileMode(_place.Folder, (UnixFileMode)0b111_111_111);
        File.SetUnixFileMode(_place.Data, (UnixFileMode)0b111_111_111);
        File.SetUnixFileMode(_place.Vault, (UnixFileMode)0b111_111_111);
        foreach (var file in Directory.EnumerateFiles(_place.Folder, "*", SearchOption.AllDirectories))
        {
            File.SetUnixFileMode(file, (UnixFileMode)0b110_100_100);
        }

        (await _place.RunAsync(_place.With(), words, null, Nobody)).MustName("Folder", "cannot be used");
    }

    [RootTheory]
    [InlineData("ro,size=1m", "Data__Folder", "Data:Folder", "Read-only")]
    [InlineData("size=64k", "Vault__Folder", "Vault:Folder", "No space left")]
    public async Task A_read_only_or_full_disk_is_named(string mount, string key, string named, string why)
    {
        var folder = Path.Combine(_place.Folder, "mounted");
        Directory.CreateDirectory(folder);
        await RunAsync("mount", "-t", "tmpfs", "-o", mount, "none", folder);
        try
        {
            (await _place.RunAsync(_place.With((key, folder)), "database", "migrate")).MustName(named, folder, why);
            (await _place.RunAsync(_place.With((key, folder), ("ASPNETCORE_ENVIRONMENT", "Development")))).MustName(named, folder, why);
        }
        finally
        {
            await RunAsync("umount", folder);
        }
    }

    private static string[] Nobody => ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"];

    private static async Task RunAsync(string program, params string[] words)
    {
        using var process = Process.Start(program, words);
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
    }
}

/// <summary>A theory about other users and disks: only root can set them up.</summary>
public sealed class RootTheoryAttribute : TheoryAttribute
{
    public RootTheoryAttribute()
    {
        if (!Environment.IsPrivilegedProcess || !File.Exists("/usr/bin/setpriv") || Environment.GetEnvironmentVariable("IGSENDMAIL_NO_MOUNTS") is not null)
        {
            Skip = "skipped: needs root on Linux, with setpriv and mount (IGSENDMAIL_NO_MOUNTS leaves it out)";
        }
    }
}
