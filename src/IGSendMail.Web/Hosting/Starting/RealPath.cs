namespace IGSendMail.Web.Hosting.Starting;

/// <summary>Where a path really leads.</summary>
internal static class RealPath
{
    /// <summary>As many as Linux follows.</summary>
    private const int MostLinks = 40;

    /// <summary>
    /// A full path with every link in it followed and without "." and ".." (which mean the parent of where a link leads, not
    /// of where it stands). What does not exist yet stays as it is written.
    /// </summary>
    /// <exception cref="IOException">Links lead in a circle.</exception>
    public static string Of(string fullPath)
    {
        var root = Path.GetPathRoot(fullPath)!;
        var done = root;
        var todo = new Stack<string>(Parts(fullPath[root.Length..]));
        var links = 0;
        while (todo.TryPop(out var part))
        {
            if (part == "..")
            {
                done = Path.GetDirectoryName(done) ?? root;
                continue;
            }

            var next = Path.Combine(done, part);
            if (new FileInfo(next).LinkTarget is not { } target)
            {
                done = next;
                continue;
            }

            if (++links > MostLinks)
            {
                throw new IOException($"Links in {fullPath} lead in a circle.");
            }

            if (Path.IsPathRooted(target))
            {
                done = root;
                target = target[Path.GetPathRoot(target)!.Length..];
            }

            foreach (var piece in Parts(target))
            {
                todo.Push(piece);
            }
        }

        return done;
    }

    /// <summary>True if both are one folder, or the first lies somewhere in the second. Both must be real paths.</summary>
    public static bool IsWithin(string inner, string outer) =>
        (inner.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar)
            .StartsWith(outer.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar, Sameness);

    private static StringComparison Sameness => OperatingSystem.IsLinux() ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;

    /// <summary>The parts of a path, last first.</summary>
    private static IEnumerable<string> Parts(string path) => path
        .Split([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar], StringSplitOptions.RemoveEmptyEntries)
        .Where(part => part != ".").Reverse();
}
