using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace IGSendMail.Web.Features.Shared;

/// <summary>
/// The scripts of ours that the page at hand runs, taken while it is rendered. The browser runs exactly their bytes, and on that page alone: the
/// layout names them by their content, and so does the content security policy.
/// </summary>
public sealed class PageScripts
{
    private readonly SortedSet<string> _files = new(StringComparer.Ordinal);

    /// <summary>Lets the page run a file of <c>wwwroot</c>, once however often it is asked for.</summary>
    public static void Add(HttpContext context, string file)
    {
        var scripts = context.Features.Get<PageScripts>() ?? new PageScripts();
        context.Features.Set(scripts);
        scripts._files.Add(file);
    }

    /// <summary>What the page runs.</summary>
    public static IReadOnlyCollection<string> Of(HttpContext context) => context.Features.Get<PageScripts>()?._files ?? [];
}

/// <summary>Knows each of our scripts by its content.</summary>
public sealed class ScriptContents(IWebHostEnvironment environment)
{
    private readonly ConcurrentDictionary<string, string> _known = new(StringComparer.Ordinal);

    /// <summary>For the <c>integrity</c> attribute and the content security policy.</summary>
    public string IntegrityOf(string file) => _known.GetOrAdd(file, name =>
    {
        using var content = environment.WebRootFileProvider.GetFileInfo(name).CreateReadStream();
        return "sha256-" + Convert.ToBase64String(SHA256.HashData(content));
    });
}
