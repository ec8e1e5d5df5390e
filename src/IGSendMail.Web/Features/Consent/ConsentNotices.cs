using System.Security.Cryptography;
using System.Text;
using IGSendMail.Privacy.Consent;

namespace IGSendMail.Web.Features.Consent;

/// <summary>A text on which a choice is made, and the name a form carries for it.</summary>
/// <param name="Name">Short name, derived from the hash.</param>
/// <param name="Text">The words. The views render the same.</param>
public sealed record ConsentNotice(string Name, ShownText Text)
{
    /// <summary>Version of the pages that ask.</summary>
    public const string InterfaceVersion = "1";

    /// <summary>The notice made of these words, in this order.</summary>
    public static ConsentNotice Of(string locale, params IEnumerable<string> words)
    {
        var text = ShownText.Of(locale, InterfaceVersion, words);
        return new(text.Hash[..12], text);
    }
}

/// <summary>What visitors are shown when they choose, and what the categories consist of.</summary>
public sealed class ConsentNotices
{
    /// <summary>Made from the register of cookies.</summary>
    public ConsentNotices(SiteCookies cookies)
    {
        Banner = ConsentNotice.Of("en", ConsentWords.Question, ConsentWords.Explanation, ConsentWords.ByOne, ConsentWords.RejectAll, ConsentWords.AcceptAll);
        Signal = ConsentNotice.Of("en", ConsentWords.SignalHonoured, ConsentWords.ChooseOtherwise, ConsentWords.KeepOff);
        Settings = ConsentNotice.Of("en",
        [
            ConsentWords.Essential, ConsentWords.Analytics, ConsentWords.Preference,
            .. cookies.All.Select(Row),
        ]);
        Fingerprints = new(Fingerprint(cookies, ConsentCategory.Analytics), Fingerprint(cookies, ConsentCategory.Preference));
    }

    /// <summary>The strip on every page.</summary>
    public ConsentNotice Banner { get; }

    /// <summary>The strip for browsers that send Global Privacy Control.</summary>
    public ConsentNotice Signal { get; }

    /// <summary>The settings page with its table.</summary>
    public ConsentNotice Settings { get; }

    /// <summary>What the optional categories consist of now.</summary>
    public CategoryFingerprints Fingerprints { get; }

    /// <summary>The notice a form names, or null if the page it came from is older than our present words.</summary>
    public ConsentNotice? Find(string? name) => new[] { Banner, Signal, Settings }.FirstOrDefault(n => n.Name == name);

    private static uint Fingerprint(SiteCookies cookies, ConsentCategory category)
    {
        var rows = string.Join('\n', cookies.All.Where(c => c.Category == category).Select(Row).Order(StringComparer.Ordinal));
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(rows)));
    }

    private static string Row(SiteCookie cookie) =>
        string.Join('\t', cookie.Name, cookie.Category, cookie.Purpose, cookie.LifetimeWords, cookie.Party);
}

/// <summary>The words of strip and settings page.</summary>
public static class ConsentWords
{
    public const string Question = "May we use two kinds of optional cookies?";
    public const string Explanation = "Analytics shows us what to improve; preferences remember your settings. Everything works without them.";
    public const string ByOne = "Choose one by one";
    public const string RejectAll = "Reject all";
    public const string AcceptAll = "Accept all";

    public const string SignalHonoured = "Your browser sends Global Privacy Control, so optional cookies are off.";
    public const string ChooseOtherwise = "Choose otherwise";
    public const string KeepOff = "Keep them off";

    public const string Essential = "The site needs these: they keep you signed in, protect forms and remember this choice. They cannot be declined.";
    public const string Analytics = "We count which kinds of pages are read, with a random number for your browser. This helps us to improve the platform. Declining changes nothing else for you.";
    public const string Preference = "We remember settings such as light or dark pages. If you decline, a setting lasts no longer than the page.";
}
