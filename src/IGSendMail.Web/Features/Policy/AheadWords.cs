using System.Globalization;
using System.Resources;
using IGSendMail.Privacy.Settings;

namespace IGSendMail.Web.Features.Policy;

/// <summary>Says on every page that the policy is about to change in a way that matters.</summary>
public sealed class AheadWords(CultureInfo language) : LanguageWords(Texts, language)
{
    private static readonly ResourceManager Texts = new(typeof(AheadWords));

    /// <summary>From when on it counts.</summary>
    public string Of(DateOnly from) => Of("Ahead", Day(from));
}
