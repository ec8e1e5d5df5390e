using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace IGSendMail.Web.Features.Shared;

/// <summary>
/// What <c>&lt;meta name="description"&gt;</c> says: the lead of the page, or <c>ViewData["Description"]</c> where a page has none. Only
/// pages that anybody can read have one: what a signed-in person sees, and what went wrong, is for no search engine.
/// </summary>
internal static class PageDescription
{
    private static readonly object Lead = new();

    /// <summary>The description of a page whose body was made; null if it needs none.</summary>
    public static string? Of(HttpContext page, ViewDataDictionary data) =>
        page.Response.StatusCode != StatusCodes.Status200OK || page.User.Identity is { IsAuthenticated: true }
            ? null
            : data["Description"] as string ?? page.Items[Lead] as string;

    /// <summary>The first lead of a page counts.</summary>
    public static void Offer(HttpContext page, string lead) => page.Items.TryAdd(Lead, lead);
}
