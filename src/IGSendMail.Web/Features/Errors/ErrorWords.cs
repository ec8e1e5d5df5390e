using System.Globalization;
using System.Resources;
using IGSendMail.Privacy.Settings;
using IGSendMail.Web.Features.Shared;

namespace IGSendMail.Web.Features.Errors;

/// <summary>Plain words for a status in one language: what happened, what it means for the person, and what they can do now.</summary>
public sealed class ErrorWords(CultureInfo language) : LanguageWords(Texts, language)
{
    /// <summary>A form that needs a cookie, from a browser that sent none.</summary>
    public const string WithoutCookies = "NoCookie";

    private static readonly ResourceManager Texts = new(typeof(ErrorWords));

    /// <summary>The words in the language of the present request.</summary>
    public static ErrorWords Now => new(CultureInfo.GetCultureInfo(SiteLanguages.Now));

    /// <summary>The kind of words for an HTTP status: <c>404.Title</c>, <c>404.What</c> and <c>404.Remedy</c> belong together.</summary>
    public static string KindOf(int status) => status switch
    {
        401 => "403",
        400 or 403 or 404 or 405 or 413 or 415 or 429 or 503 => status.ToString(CultureInfo.InvariantCulture),
        >= 500 => "500",
        _ => "Other",
    };
}
