using System.Globalization;
using IGSendMail.Privacy.Consent;
using IGSendMail.Privacy.Purposes;
using IGSendMail.Web.Features.Cookies;
using IGSendMail.Web.Features.Shared;

namespace IGSendMail.Web.Features.Consent;

/// <summary>What visitors are shown when they choose, in each language, and what the categories consist of.</summary>
public sealed class ConsentNotices
{
    private readonly CategoryHistory _history;
    private readonly Dictionary<string, LanguageNotices> _languages;
    private readonly Dictionary<string, ConsentNotice> _byName;

    /// <summary>Made from the register of cookies.</summary>
    public ConsentNotices(SiteCookies cookies, CategoryHistory history)
    {
        _history = history;
        Analytics = Content(cookies, ConsentCategory.Analytics);
        Preference = Content(cookies, ConsentCategory.Preference);
        Fingerprints = new(Analytics.Fingerprint, Preference.Fingerprint);
        _languages = SiteLanguages.All.ToDictionary(
            language => language,
            language => new LanguageNotices(new ConsentWords(CultureInfo.GetCultureInfo(language)), cookies));
        _byName = _languages.Values.SelectMany(l => l.All).ToDictionary(n => n.Name, StringComparer.Ordinal);
    }

    /// <summary>What analytics consists of now.</summary>
    public CategoryContent Analytics { get; }

    /// <summary>What preference cookies consist of now.</summary>
    public CategoryContent Preference { get; }

    /// <summary>The same, as a choice keeps it.</summary>
    public CategoryFingerprints Fingerprints { get; }

    /// <summary>What is shown in the language of this request.</summary>
    public LanguageNotices Now => In(SiteLanguages.Now);

    /// <summary>What is shown in a language, one of <see cref="SiteLanguages.All"/>.</summary>
    public LanguageNotices In(string language) =>
        _languages.GetValueOrDefault(language) ?? _languages[SiteLanguages.OfSite];

    /// <summary>
    /// The question for a visitor whose grant no longer covers what a category has become, in a language; null for
    /// everybody else. It says what changed, if it is known here what the visitor agreed to.
    /// </summary>
    public ChangedNotice? Changed(LanguageNotices language, VisitorConsent visitor)
    {
        if (visitor is not { Choice.Shown: var agreed, State: { AnalyticsChanged: true } or { PreferenceChanged: true } })
        {
            return null;
        }

        var (words, state) = (language.Words, visitor.State);
        IEnumerable<string> lines =
        [
            .. state.AnalyticsChanged ? Lines(words, Analytics, agreed.Analytics) : [],
            .. state.PreferenceChanged ? Lines(words, Preference, agreed.Preference) : [],
        ];
        return new(words, (state.AnalyticsChanged, state.PreferenceChanged) switch
        {
            (true, true) => "Both",
            (true, false) => nameof(ConsentCategory.Analytics),
            _ => nameof(ConsentCategory.Preference),
        }, [.. lines]);
    }

    /// <summary>The settings page as this visitor sees it in a language: how they stand, and the words around the forms.</summary>
    public (IReadOnlyList<string> Situation, ConsentNotice Notice) Settings(LanguageNotices language, VisitorConsent visitor)
    {
        var words = language.Words;
        IReadOnlyList<string> situation = visitor switch
        {
            _ when Changed(language, visitor) is { } changed => [changed.Sentence, .. changed.Lines],
            { Signal: true, State.SignalDenies: true } => [words["SignalDenies"]],
            { Signal: true, State.HasChosen: true } => [words["SignalOutweighed"]],
            { State.HasChosen: false } => [words["NotChosen"]],
            _ => [],
        };
        return (situation, language.Settings(situation));
    }

    /// <summary>
    /// The notice a form names, or null if the page it came from is older than our present words. What a visitor was
    /// asked about a changed category is made again from what they agreed to: another replica may have asked.
    /// </summary>
    public ConsentNotice? Find(string? name, VisitorConsent visitor) => name is null ? null
        : _byName.GetValueOrDefault(name)
            ?? _languages.Values
                .SelectMany(l => new[] { Changed(l, visitor)?.Notice, Settings(l, visitor).Notice })
                .FirstOrDefault(notice => notice?.Name == name);

    private IEnumerable<string> Lines(ConsentWords words, CategoryContent now, uint agreed)
    {
        if (_history.Find(now.Category, agreed) is not { } former)
        {
            return [];
        }

        var (added, gone) = now.Since(former);
        return added.Select(item => words.Of("Added", Item(words, item))).Concat(gone.Select(item => words.Of("Gone", Item(words, item))));
    }

    private static string Item(ConsentWords words, CategoryItem item) => words.Of(
        "Item", words.Of(item.Purpose, $"Short.{item.Purpose}"), words.Party(item.Purpose, item.Party),
        item.Lifetime is { } time ? words.Lasting(time) : words["Short.Session"]);

    private static CategoryContent Content(SiteCookies cookies, ConsentCategory category) => CategoryContent.Of(
        category, cookies.Register.Where(e => e.Category == category).Select(e => new CategoryItem(e.Purpose, e.Party, e.Lifetime)));
}
