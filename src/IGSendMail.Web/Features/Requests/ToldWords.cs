using System.Globalization;
using System.Resources;
using IGSendMail.Privacy.Requests;
using IGSendMail.Privacy.Settings;
using IGSendMail.Web.Features.Shared;

namespace IGSendMail.Web.Features.Requests;

/// <summary>Says to the person who asked which customers were told, and what those say they did.</summary>
public sealed class ToldWords(CultureInfo language) : LanguageWords(Texts, language)
{
    private static readonly ResourceManager Texts = new(typeof(ToldWords));

    /// <summary>The words in a language such as <c>de</c>.</summary>
    public static ToldWords In(string language) => new(CultureInfo.GetCultureInfo(language));

    /// <summary>The words in the visitor's language.</summary>
    public static ToldWords Now => new(CultureInfo.GetCultureInfo(SiteLanguages.Now));

    /// <summary>How a customer was told.</summary>
    public string Told(ToldLine line, SiteOptions site) =>
        line.IsUnproved ? Of("Unproved", WhoOf(line))
        : Of(line.Waits ? "OnItsWay" : nameof(Told), WhoOf(line), Day(line.At, site));

    /// <summary>What a customer says they did; null while they are not told.</summary>
    public string? Said(ToldLine line, SiteOptions site) => line switch
    {
        { IsUnproved: true } => null,
        { Said: { } said, SaidAt: { } at } => Of(said switch
        {
            CustomerAnswer.Corrected => "Corrected",
            CustomerAnswer.Removed => "Removed",
            CustomerAnswer.AnsweredThemselves => "Answered",
            _ when line.Because is not null => "CannotBecause",
            _ => "Cannot",
        }, WhoOf(line), Day(at, site), line.Because ?? ""),
        _ => Of("Silent", WhoOf(line)),
    };

    private string WhoOf(ToldLine line) => line.Company ?? this["Gone"];
}
