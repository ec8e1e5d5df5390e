using System.Globalization;
using System.Resources;
using IGSendMail.Privacy.Settings;

namespace IGSendMail.Web.Features.Shared;

/// <summary>What every form says by itself, whatever it is about.</summary>
public sealed class FormWords(CultureInfo language) : LanguageWords(Texts, language)
{
    private static readonly ResourceManager Texts = new(typeof(FormWords));

    /// <summary>The words in the language of a page (<c>ViewData["Language"]</c>), else in the site's own.</summary>
    public static FormWords Of(Microsoft.AspNetCore.Mvc.Rendering.ViewContext view) =>
        new(CultureInfo.GetCultureInfo(view.ViewData["Language"] as string ?? SiteLanguages.OfSite));
}
