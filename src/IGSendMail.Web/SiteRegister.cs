using System.Globalization;
using IGSendMail.Privacy.Purposes;
using IGSendMail.Web.Features.Consent;

namespace IGSendMail.Web;

/// <summary>Something the site keeps in a browser, or an address it lets a browser talk to.</summary>
/// <param name="key">Short name for its words.</param>
/// <param name="purpose">What it is for.</param>
public abstract class SiteRegisterEntry(string key, CookiePurpose purpose)
{
    /// <summary>The party that is ourselves.</summary>
    public const string Own = "own";

    /// <summary>Its name as a browser shows it.</summary>
    public abstract string Name { get; }

    /// <summary>What it is for.</summary>
    public CookiePurpose Purpose => purpose;

    /// <summary>Which consent it needs: that follows from the purpose.</summary>
    public ConsentCategory Category => PurposeGate.CategoryOf(purpose);

    /// <summary>How long a browser keeps it; null if no longer than it is open.</summary>
    public TimeSpan? Lifetime { get; init; }

    /// <summary>Who uses it: <see cref="Own"/>, or the short name of another party and where it runs.</summary>
    public string Party { get; init; } = Own;

    /// <summary>The purpose in words.</summary>
    public string PurposeIn(ConsentWords words) => words[$"Purpose.{purpose}"];

    /// <summary>The lifetime in words.</summary>
    public string LifetimeIn(ConsentWords words) => Lifetime is { } time ? words.Lasting(time) : words[$"Lifetime.{key}"];

    /// <summary>The party in words.</summary>
    public string PartyIn(ConsentWords words) => PartyWords(Party, words);

    /// <summary>A party in words.</summary>
    internal static string PartyWords(string party, ConsentWords words) => party.Split(' ') is [var name, var place]
        ? words.Of($"Party.{name}", place)
        : words[$"Party.{party}"];
}

/// <summary>An address of another site that pages may talk to, for visitors who allowed its category and for no others.</summary>
/// <param name="key">Short name for its words.</param>
/// <param name="address">The address; its origin is what the browser's rules name.</param>
/// <param name="purpose">What it is for.</param>
public sealed class SiteOrigin(string key, Uri address, CookiePurpose purpose) : SiteRegisterEntry(key, purpose)
{
    /// <summary>Scheme, host and port.</summary>
    public override string Name { get; } = address.GetLeftPart(UriPartial.Authority);
}

/// <summary>Spans of time in words.</summary>
internal static class LifetimeWords
{
    /// <summary>"183 days", or "30 minutes" where it is less than a day.</summary>
    public static string Lasting(this ConsentWords words, TimeSpan time) => time >= TimeSpan.FromDays(1)
        ? words.Of("Days", time.TotalDays.ToString("0", CultureInfo.InvariantCulture))
        : words.Of("Minutes", time.TotalMinutes.ToString("0", CultureInfo.InvariantCulture));
}
