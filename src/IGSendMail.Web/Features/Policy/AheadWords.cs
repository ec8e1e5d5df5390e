using System.Globalization;
using System.Resources;
using IGSendMail.Privacy.Settings;
using IGSendMail.Web.Features.Shared;

namespace IGSendMail.Web.Features.Policy;

/// <summary>Says on every page that the policy is about to change in a way that matters.</summary>
public sealed class AheadWords(CultureInfo language) : LanguageWords(Texts, language)
{
    private static readonly ResourceManager Texts = new(typeof(AheadWords));
    private readonly CultureInfo _language = language;

    /// <summary>From when on it counts.</summary>
    public string Of(DateOnly from) => Of("Ahead", from.In(_language));
}
