using System.Collections.Concurrent;
using System.Globalization;
using IGSendMail.Privacy.Consent;

namespace IGSendMail.Web.Features.Consent;

/// <summary>What visitors are shown when they choose, in each language, and what the categories consist of.</summary>
public sealed class ConsentNotices
{
    private readonly CategoryHistory _history;
    private readonly Dictionary<string, LanguageNotices> _languages;
    private readonly ConcurrentDictionary<string, ConsentNotice> _byName = new(StringComparer.Ordinal);

    /// <summary>Made from the register of cookies.</summary>
    public ConsentNotices(SiteCookies cookies, CategoryHistory history)
    {
        _history = history;
        Analytics = Content(cookies, ConsentCategory.Analytics);
        Preference = Content(cookies, ConsentCategory.Preference);
        Fingerprints = new(Analytics.Fingerprint, Preference.Fingerprint);
        _languages = ConsentLanguages.All.ToDictionary(
            language => language,
            language => new LanguageNotices(new ConsentWords(CultureInfo.GetCultureInfo(language)), cookies));
        foreach (var notice in _languages.Values.SelectMany(l => new[] { l.Banner, l.Signal, l.Settings }))
        {
            _byName[notice.Name] = notice;
        }
    }

    /// <summary>What analytics consists of now.</summary>
    public CategoryContent Analytics { get; }

    /// <summary>What preference cookies consist of now.</summary>
    public CategoryContent Preference { get; }

    /// <summary>The same, as a choice keeps it.</summary>
    public CategoryFingerprints Fingerprints { get; }

    /// <summary>What is shown in the language of this request.</summary>
    public LanguageNotices Now => In(ConsentLanguages.Now);

    /// <summary>What is shown in a language, one of <see cref="ConsentLanguages.All"/>.</summary>
    public LanguageNotices In(string language) =>
        _languages.GetValueOrDefault(language) ?? _languages[ConsentLanguages.OfSite];

    /// <summary>
    /// The question for a visitor whose grant no longer covers what a category has become, in the language of this
    /// request. It says what changed, if it is known here what the visitor agreed to.
    /// </summary>
    public ChangedNotice Changed(ConsentState state, CategoryFingerprints agreed)
    {
        var changed = Changed(In(ConsentLanguages.Now), state, agreed);
        _byName.TryAdd(changed.Notice.Name, changed.Notice);
        return changed;
    }

    /// <summary>
    /// The notice a form names, or null if the page it came from is older than our present words. What a visitor was
    /// asked about a changed category is made again from what they agreed to: another replica may have asked.
    /// </summary>
    public ConsentNotice? Find(string? name, VisitorConsent visitor)
    {
        if (name is null || _byName.TryGetValue(name, out var notice))
        {
            return name is null ? null : _byName[name];
        }

        return visitor is { Choice: { } choice, State: { AnalyticsChanged: true } or { PreferenceChanged: true } }
            ? _languages.Values.Select(l => Changed(l, visitor.State, choice.Shown).Notice).FirstOrDefault(n => n.Name == name)
            : null;
    }

    private ChangedNotice Changed(LanguageNotices language, ConsentState state, CategoryFingerprints agreed)
    {
        var words = language.Words;
        List<string> lines = [];
        if (state.AnalyticsChanged)
        {
            lines.AddRange(Lines(words, Analytics, agreed.Analytics));
        }

        if (state.PreferenceChanged)
        {
            lines.AddRange(Lines(words, Preference, agreed.Preference));
        }

        return new(words, (state.AnalyticsChanged, state.PreferenceChanged) switch
        {
            (true, true) => "Both",
            (true, false) => nameof(ConsentCategory.Analytics),
            _ => nameof(ConsentCategory.Preference),
        }, lines);
    }

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
        "Item", words[$"Short.{item.Purpose}"], SiteRegisterEntry.PartyWords(item.Party, words),
        item.Lifetime is { } time ? words.Lasting(time) : words["Short.Session"]);

    private static CategoryContent Content(SiteCookies cookies, ConsentCategory category) => CategoryContent.Of(
        category, cookies.Register.Where(e => e.Category == category).Select(e => new CategoryItem(e.Purpose, e.Party, e.Lifetime)));
}

/// <summary>The notices in one language.</summary>
public sealed class LanguageNotices(ConsentWords words, SiteCookies cookies)
{
    /// <summary>The words they are made of.</summary>
    public ConsentWords Words => words;

    /// <summary>The strip on every page.</summary>
    public ConsentNotice Banner { get; } = ConsentNotice.Of(words.Language,
        words["Question"], words["Explanation"], words["RejectAll"], words["AcceptAll"], words["Choose"]);

    /// <summary>The strip for browsers that send Global Privacy Control.</summary>
    public ConsentNotice Signal { get; } = ConsentNotice.Of(words.Language,
        words["SignalHonoured"], words["KeepOff"], words["Choose"]);

    /// <summary>The settings page with its table.</summary>
    public ConsentNotice Settings { get; } = ConsentNotice.Of(words.Language,
    [
        words["Essential"], words["Analytics"], words["Preference"],
        .. cookies.Register.Select(e => string.Join('\t', e.Name, e.Category, e.PurposeIn(words), e.LifetimeIn(words), e.PartyIn(words))),
    ]);
}

/// <summary>The question about categories that changed after a grant.</summary>
public sealed class ChangedNotice
{
    internal ChangedNotice(ConsentWords words, string what, IReadOnlyList<string> lines)
    {
        (Words, Sentence, Lines) = (words, words[$"Changed{what}"], lines);
        Field = what == "Both" ? null : what;
        Notice = ConsentNotice.Of(words.Language, [Sentence, .. lines, words["Refuse"], words["Allow"], words["Choose"]]);
    }

    /// <summary>In which words.</summary>
    public ConsentWords Words { get; }

    /// <summary>What happened.</summary>
    public string Sentence { get; }

    /// <summary>What changed, a line each; empty if that is not known here.</summary>
    public IReadOnlyList<string> Lines { get; }

    /// <summary>The one category that is asked about, as its form field is called; null for both.</summary>
    public string? Field { get; }

    /// <summary>The text as it is recorded.</summary>
    public ConsentNotice Notice { get; }
}
