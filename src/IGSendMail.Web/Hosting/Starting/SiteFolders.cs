using IGSendMail.Privacy.Settings;

namespace IGSendMail.Web.Hosting.Starting;

/// <summary>The two folders of the program, as real paths: neither lies in the other, for they are backed up apart.</summary>
/// <param name="Data"><c>Data:Folder</c>.</param>
/// <param name="Vault"><c>Vault:Folder</c>.</param>
internal sealed record SiteFolders(string Data, string Vault)
{
    public const string DataKey = "Data:Folder", VaultKey = "Vault:Folder";

    /// <summary>A disk with less room than this is as good as full.</summary>
    private const int ProbeBytes = 256 * 1024;

    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Reads and compares both. Makes nothing.</summary>
    /// <exception cref="InvalidSettingException">One is missing or wrong; the message names it.</exception>
    public static SiteFolders Read(IConfiguration configuration, IHostEnvironment environment)
    {
        var data = Read(DataKey, configuration, environment, "local/data");
        var vault = Read(VaultKey, configuration, environment, "local/vault");
        return RealPath.IsWithin(vault, data)
            ? throw new InvalidSettingException(VaultKey, $"is {vault} and must not lie in {DataKey} ({data}): the vault is backed up apart and never restored with the data")
            : RealPath.IsWithin(data, vault)
            ? throw new InvalidSettingException(DataKey, $"is {data} and must not lie in {VaultKey} ({vault}): the vault is backed up apart and never restored with the data")
            : new SiteFolders(data, vault);
    }

    /// <summary>Makes both if need be, takes them from the eyes of others, and tries whether they can be written.</summary>
    /// <returns>What others can still see although they should not, a sentence each.</returns>
    /// <exception cref="InvalidSettingException">One cannot be used; the message names it and says why.</exception>
    public IReadOnlyList<string> Ready()
    {
        List<string> seen = [.. Ready(DataKey, Data), .. Ready(VaultKey, Vault)];
        RequireTemporaryFolder();
        return seen;
    }

    /// <summary>The real path behind a setting.</summary>
    /// <param name="key">The setting.</param>
    /// <param name="given">What it says.</param>
    /// <param name="environment">In Development a path may be relative to the sources; elsewhere it says all.</param>
    /// <exception cref="InvalidSettingException">It is no path, or one that depends on where the program is started.</exception>
    public static string Resolve(string key, string given, IHostEnvironment environment)
    {
        if (given.StartsWith('~'))
        {
            throw new InvalidSettingException(key, $"is \"{given}\": nothing puts a home folder in the place of ~ here. Write the full path");
        }

        if (given.Any(char.IsControl))
        {
            throw new InvalidSettingException(key, "holds characters that no path has");
        }

        if (!Path.IsPathFullyQualified(given) && !environment.IsDevelopment())
        {
            throw new InvalidSettingException(key, $"is \"{given}\": write the full path, such as /srv/igsendmail/data");
        }

        try
        {
            return RealPath.Of(Path.Combine(environment.ContentRootPath, given));
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            throw new InvalidSettingException(key, $"is \"{given}\": {StartProblems.OneLine(wrong.Message)}", wrong);
        }
    }

    private static string Read(string key, IConfiguration configuration, IHostEnvironment environment, string inDevelopment) =>
        configuration[key] is { } given && !string.IsNullOrWhiteSpace(given) ? Resolve(key, given, environment)
        : environment.IsDevelopment() ? Resolve(key, inDevelopment, environment)
        : throw new InvalidSettingException(key, "is missing: name the full path of a folder that only the program's user can read");

    private static IEnumerable<string> Ready(string key, string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            Probe(folder);
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            throw new InvalidSettingException(key, $"is {folder}, where nothing can be written: {StartProblems.OneLine(wrong.Message)}", wrong);
        }

        return OperatingSystem.IsWindows() ? [] : Close(key, folder);
    }

    /// <summary>
    /// The framework writes its keys to the temporary folder first. Where that cannot be written, as on a disk that is read-only but for our
    /// folders, one of ours serves.
    /// </summary>
    private void RequireTemporaryFolder()
    {
        try
        {
            Probe(Path.GetTempPath());
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            var own = Path.Combine(Data, "temporary");
            Directory.CreateDirectory(own);
            Environment.SetEnvironmentVariable("TMPDIR", own);
        }
    }

    /// <summary>Writes to the disk: a full one takes a name and refuses the content.</summary>
    private static void Probe(string folder)
    {
        var file = Path.Combine(folder, $".probe-{Path.GetRandomFileName()}");
        try
        {
            using var probe = new FileStream(file, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
            probe.Write(new byte[ProbeBytes]);
            probe.Flush(flushToDisk: true);
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>
    /// The folder and what lies directly in it, such as databases that were made before: for the program's user alone. A
    /// closed folder closes all beneath it.
    /// </summary>
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    private static IEnumerable<string> Close(string key, string folder)
    {
        foreach (var path in Directory.EnumerateFileSystemEntries(folder).Prepend(folder))
        {
            try
            {
                var mode = File.GetUnixFileMode(path);
                if ((mode & ~Owner) != UnixFileMode.None && new FileInfo(path).LinkTarget is null)
                {
                    File.SetUnixFileMode(path, mode & Owner);
                }
            }
            catch (FileNotFoundException)
            {
                // Another process of ours has just removed it.
                continue;
            }
            catch (UnauthorizedAccessException)
            {
                return [$"{key} ({folder}) belongs to another user, and others can look into it. Give it to the program's user alone: chown, chmod 700."];
            }
        }

        return [];
    }
}
