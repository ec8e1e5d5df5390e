using System.Resources;
using IGSendMail.Privacy.Purposes;
using IGSendMail.Web.Features.Cookies;

namespace IGSendMail.Web.Features.Requests;

/// <summary>What this room keeps in browsers.</summary>
public static class RequestCookies
{
    private static readonly ResourceManager Texts = new(typeof(RequestCookies));

    /// <summary>Opens the page of a request for the person who asked.</summary>
    public static readonly CookiePurpose OpenRequest = new("OpenRequest", ConsentCategory.Essential, Texts);

    /// <summary>Opens the page of one request for the person who used its link.</summary>
    public static readonly CookieKind Requester = new("requester", OpenRequest) { Lifetime = TimeSpan.FromMinutes(30) };
}
