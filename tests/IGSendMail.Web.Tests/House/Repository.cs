using System.Runtime.CompilerServices;

namespace IGSendMail.Web.Tests.House;

/// <summary>The sources as files.</summary>
internal static class Repository
{
    private static readonly string[] NotOurs = ["bin", "obj", "Migrations", "local", "artifacts", "TestResults", ".git"];

    public static string Root { get; } = FindRoot();

    /// <summary>Files beneath a folder, as paths relative to the root with forward slashes.</summary>
    public static List<string> Files(string folder, string pattern) => Directory
        .EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories)
        .Select(f => Path.GetRelativePath(Root, f).Replace('\\', '/'))
        .Where(f => !f.Split('/').Any(NotOurs.Contains))
        .Order(StringComparer.Ordinal)
        .ToList();

    public static string Text(string file) => File.ReadAllText(Path.Combine(Root, file));

    public static string[] Lines(string file) => File.ReadAllLines(Path.Combine(Root, file));

    private static string FindRoot([CallerFilePath] string here = "")
    {
        // A deterministic build maps the source path away; the output lies beneath the root all the same.
        var start = File.Exists(here) ? Path.GetDirectoryName(here) : AppContext.BaseDirectory;
        for (var folder = start; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "IGSendMail.sln")))
            {
                return folder;
            }
        }

        throw new InvalidOperationException("The repository's root was not found above the test.");
    }
}
