using System.Globalization;
using System.Resources;
using IGSendMail.Privacy.Requests;
using IGSendMail.Web.Features.Shared;

namespace IGSendMail.Web.Features.Requests;

/// <summary>Says to the person who asked which customers were told, and what those say they did.</summary>
public sealed class ToldWords(CultureInfo language) : LanguageWords(Texts, language)
{
    /// <summary>Under this name a view says in which language it shows them; without it they are in the site's own.</summary>
    public const string Key = "ToldLanguage";

    private static readonly ResourceManager Texts = new(typeof(ToldWords));
    private readonly CultureInfo _language = language;

    /// <summary>The words in the language that the view chose.</summary>
    public static ToldWords Of(Microsoft.AspNetCore.Mvc.Rendering.ViewContext view) =>
        new(CultureInfo.GetCultureInfo(view.ViewData[Key] as string ?? SiteLanguages.OfSite));

    /// <summary>The words in the visitor's language.</summary>
    public static ToldWords Now => new(CultureInfo.GetCultureInfo(SiteLanguages.Now));

    /// <summary>How a customer was told.</summary>
    public string Told(ToldLine line, TimeZoneInfo zone) =>
        line.IsUnproved ? Of("Unproved", WhoOf(line))
        : Of(line.Waits ? "OnItsWay" : nameof(Told), WhoOf(line), Day(line.At, zone));

    /// <summary>What a customer says they did; null while they are not told.</summary>
    public string? Said(ToldLine line, TimeZoneInfo zone) => line switch
    {
        { IsUnproved: true } => null,
        { Said: { } said, SaidAt: { } at } => Of(said switch
        {
            CustomerAnswer.Corrected => "Corrected",
            CustomerAnswer.Removed => "Removed",
            CustomerAnswer.AnsweredThemselves => "Answered",
            _ when line.Because is not null => "CannotBecause",
            _ => "Cannot",
        }, WhoOf(line), Day(at, zone), line.Because ?? ""),
        _ => Of("Silent", WhoOf(line)),
    };

    private string WhoOf(ToldLine line) => line.Company ?? this["Gone"];

    private string Day(DateTimeOffset instant, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(instant, zone).ToString(this["DayFormat"], _language);
}
