using System.Globalization;
using System.Resources;
using IGSendMail.Privacy.Erasure;
using IGSendMail.Privacy.Retention;
using IGSendMail.Privacy.Settings;
using IGSendMail.Web.Features.Shared;

namespace IGSendMail.Web.Features.Accounts;

/// <summary>What the pages say on which an account is cancelled and comes back, and how long it has.</summary>
public sealed class CancelWords(CultureInfo language) : AccountPageWords(Texts, language)
{
    private static readonly ResourceManager Texts = new(typeof(CancelWords));

    /// <summary>The words in the language of the present request.</summary>
    public static CancelWords Now => new(CultureInfo.GetCultureInfo(SiteLanguages.Now));

    /// <summary>The words in the language of the page that a part stands on: some of those pages have only one.</summary>
    public static CancelWords Of(Microsoft.AspNetCore.Mvc.Rendering.ViewContext view) =>
        new(CultureInfo.GetCultureInfo(view.ViewData["Language"] as string ?? SiteLanguages.OfSite));

    /// <summary>What became of the wish to come back.</summary>
    public string Of(ComeBack outcome) => this[outcome switch
    {
        ComeBack.WithLists => "BackWithLists",
        ComeBack.WithoutLists => "BackWithoutLists",
        ComeBack.NotCancelled => "BackNotCancelled",
        _ => "BackTooLate",
    }];

    /// <summary>How much earlier than promised the deletion of the lists begins.</summary>
    public string Earlier(TimeSpan margin) => Of("BeginEarlier", (margin.TotalDays, margin.TotalHours) switch
    {
        (1, _) => this["SpanDay"],
        (2, _) => this["SpanTwoDays"],
        (_, 1) => this["SpanHour"],
        var (days, _) when days == Math.Floor(days) => Of("SpanDays", days),
        var (_, hours) => Of("SpanHours", Math.Round(hours)),
    });

    /// <summary>A number with thousands apart.</summary>
    public string Count(long number) => number.ToString("N0", Culture);

    /// <summary>Until when something stays.</summary>
    public string Stays(PlaceLine line, SiteOptions site) =>
        line.Why?.Until is { } until ? Of("TableStaysUntil", Day(until, site)) : this["TableStays"];

    /// <summary>From how many records what is personal is taken.</summary>
    public string Emptied(long records) => records == 1 ? this["TableEmptiedOne"] : Of("TableEmptied", records);
}
