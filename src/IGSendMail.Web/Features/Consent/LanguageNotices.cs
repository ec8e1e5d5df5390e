using IGSendMail.Privacy.Consent;
using IGSendMail.Privacy.Purposes;
using IGSendMail.Web.Features.Cookies;

namespace IGSendMail.Web.Features.Consent;

/// <summary>Every text on which a choice can be made, in one language.</summary>
public sealed class LanguageNotices(ConsentWords words, SiteCookies cookies)
{
    private static readonly string[] Situations = ["NotChosen", "SignalDenies", "SignalOutweighed"];

    /// <summary>The words they are made of.</summary>
    public ConsentWords Words => words;

    /// <summary>The strip on every page.</summary>
    public ConsentNotice Banner { get; } = ConsentNotice.Of(words.Language,
        words["Question"], words["Explanation"], words["Choose"], words["RejectAll"], words["AcceptAll"]);

    /// <summary>The strip for browsers that send Global Privacy Control.</summary>
    public ConsentNotice Signal { get; } = ConsentNotice.Of(words.Language,
        words["SignalHonoured"], words["Choose"], words["KeepOff"]);

    /// <summary>All that do not depend on what one visitor agreed to.</summary>
    internal IEnumerable<ConsentNotice> All =>
        [Banner, Signal, Settings([]), .. Situations.Select(situation => Settings([words[situation]]))];

    /// <summary>The settings page with its table, for a visitor in a situation.</summary>
    public ConsentNotice Settings(IEnumerable<string> situation) => ConsentNotice.Of(words.Language,
    [
        words["Title"], words["Lead"], .. situation, words["Both"], words["RejectAll"], words["AcceptAll"],
        .. Category(ConsentCategory.Essential, words["AlwaysOn"]),
        .. Category(ConsentCategory.Analytics, words["RefuseAnalytics"], words["AllowAnalytics"]),
        .. Category(ConsentCategory.Preference, words["RefusePreference"], words["AllowPreference"]),
    ]);

    private IEnumerable<string> Category(ConsentCategory category, params string[] answers) =>
    [
        words[$"{category}Title"], words[$"{category}"], .. answers,
        words["ColumnName"], words["ColumnPurpose"], words["ColumnLifetime"], words["ColumnParty"],
        .. cookies.Register.Where(e => e.Category == category)
            .SelectMany(e => new[] { e.Name, e.PurposeIn(words), e.LifetimeIn(words), e.PartyIn(words) }),
    ];
}

/// <summary>The question about categories that changed after a grant.</summary>
public sealed class ChangedNotice
{
    internal ChangedNotice(ConsentWords words, string what, IReadOnlyList<string> lines)
    {
        (Sentence, Lines) = (words[$"Changed{what}"], lines);
        Field = what == "Both" ? null : what;
        Notice = ConsentNotice.Of(words.Language, [Sentence, .. lines, words["Choose"], words["Refuse"], words["Allow"]]);
    }

    /// <summary>What happened.</summary>
    public string Sentence { get; }

    /// <summary>What changed, a line each; empty if that is not known here.</summary>
    public IReadOnlyList<string> Lines { get; }

    /// <summary>The one category that is asked about, as its form field is called; null for both.</summary>
    public string? Field { get; }

    /// <summary>The text as it is recorded.</summary>
    public ConsentNotice Notice { get; }
}

/// <summary>A text on which a choice is made, and the name a form carries for it.</summary>
/// <param name="Name">Short name, derived from the hash.</param>
/// <param name="Text">The words. The views render the same.</param>
public sealed record ConsentNotice(string Name, ShownText Text)
{
    /// <summary>Version of the pages that ask.</summary>
    public const string InterfaceVersion = "3";

    /// <summary>The notice made of these words, in this order.</summary>
    public static ConsentNotice Of(string locale, params IEnumerable<string> words)
    {
        var text = ShownText.Of(locale, InterfaceVersion, words);
        return new(text.Hash[..10], text);
    }
}
