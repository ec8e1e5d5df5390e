using System.Reflection;
using IGSendMail.Web.Features.Shared;
using IGSendMail.Web.Features.Site;
using Microsoft.Playwright;

namespace IGSendMail.Browser.Tests;

/// <summary>Every page of the site that needs no sign-in and no key, found in the register of routes.</summary>
internal static class PublicPages
{
    /// <summary>An address that no page has.</summary>
    public const string Missing = "/no-such-page";

    /// <summary>
    /// Opens each page in turn and lets <paramref name="look"/> tell what is wrong with it; returns all that is wrong.
    /// What answers with something else than a page (a download, a redirect to the sign-in) is passed over.
    /// </summary>
    public static async Task<IReadOnlyList<string>> VisitAsync(
        IBrowserContext visitor, Func<IPage, Task<IEnumerable<string>>> look)
    {
        var page = await visitor.NewPageAsync();
        var wrong = new List<string>();
        var seen = new List<string>();
        foreach (var path in Addresses())
        {
            var answer = await OpenAsync(page, path);
            if (answer is null || new Uri(page.Url).AbsolutePath != path || (answer.Status != 200 && path != Missing))
            {
                continue;
            }

            seen.Add(path);
            wrong.AddRange((await look(page)).Select(what => $"{path}: {what}"));
        }

        // A site that answers nothing must not pass.
        Assert.Contains(SiteRoutes.Home, seen);
        Assert.Contains(PrivacyRoutes.Policy, seen);
        Assert.Contains(Missing, seen);
        await page.CloseAsync();
        return wrong;
    }

    private static async Task<IResponse?> OpenAsync(IPage page, string path)
    {
        try
        {
            var answer = await page.GotoAsync(path);
            return answer?.Headers.GetValueOrDefault("content-type")?.StartsWith("text/html", StringComparison.Ordinal) == true
                ? answer
                : null;
        }
        catch (PlaywrightException download) when (download.Message.Contains("Download is starting", StringComparison.Ordinal))
        {
            return null;
        }
    }

    private static IEnumerable<string> Addresses() => new[] { typeof(PrivacyRoutes), typeof(SiteRoutes) }
        .SelectMany(list => list.GetFields(BindingFlags.Public | BindingFlags.Static))
        .Where(field => field.IsLiteral)
        .Select(field => (string)field.GetRawConstantValue()!)
        .Where(path => !path.Contains('{', StringComparison.Ordinal) && path != SiteRoutes.Broken)
        .Append(Missing)
        .Distinct(StringComparer.Ordinal);
}
