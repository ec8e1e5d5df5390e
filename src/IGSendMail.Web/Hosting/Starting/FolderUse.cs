using IGSendMail.Privacy.Settings;

namespace IGSendMail.Web.Hosting.Starting;

/// <summary>
/// What a folder is used for, written into it: invented people never come where real ones are, and production never opens
/// where invented people sign in with a password that everybody knows. The database follows its folder: each holds the
/// other's mark.
/// </summary>
internal static class FolderUse
{
    /// <summary>The file that says it.</summary>
    public const string FileName = "folder-use";

    private const string Production = "production", Demonstration = "demonstration";

    /// <summary>Refuses a folder that is used for the other thing.</summary>
    /// <exception cref="InvalidSettingException">It is; the message names the folder.</exception>
    public static void Require(SiteFolders folders, IHostEnvironment environment)
    {
        foreach (var (key, folder) in Both(folders))
        {
            switch (Read(folder))
            {
                case Demonstration when !environment.IsDevelopment():
                    throw new InvalidSettingException(key, $"is {folder}, which holds invented people of a demonstration: give {environment.EnvironmentName} folders and a database of its own");
                case Production when environment.IsDevelopment():
                    throw new InvalidSettingException(key, $"is {folder}, which is used by production, and this is Development, where people are invented and clocks moved. Set ASPNETCORE_ENVIRONMENT=Production, or give Development folders of its own");
            }
        }
    }

    /// <summary>Writes down that real people's data lies here from now on.</summary>
    public static Task MarkProductionAsync(SiteFolders folders, CancellationToken cancellation) => MarkAsync(folders, Production, cancellation);

    /// <summary>Writes down that invented people's data lies here from now on.</summary>
    public static Task MarkDemonstrationAsync(SiteFolders folders, CancellationToken cancellation) => MarkAsync(folders, Demonstration, cancellation);

    private static async Task MarkAsync(SiteFolders folders, string use, CancellationToken cancellation)
    {
        foreach (var (_, folder) in Both(folders))
        {
            if (Read(folder) != use)
            {
                await File.WriteAllTextAsync(Path.Combine(folder, FileName), use + "\n", cancellation);
            }
        }
    }

    private static string? Read(string folder)
    {
        var file = Path.Combine(folder, FileName);
        return File.Exists(file) ? File.ReadAllText(file).Trim() : null;
    }

    private static (string Key, string Folder)[] Both(SiteFolders folders) =>
        [(SiteFolders.DataKey, folders.Data), (SiteFolders.VaultKey, folders.Vault)];
}
