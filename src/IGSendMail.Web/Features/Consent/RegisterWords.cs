using System.Globalization;
using IGSendMail.Privacy.Purposes;
using IGSendMail.Web.Features.Cookies;

namespace IGSendMail.Web.Features.Consent;

/// <summary>What stands in the register of cookies, in words.</summary>
public static class RegisterWords
{
    /// <summary>What it is for.</summary>
    public static string PurposeIn(this SiteRegisterEntry entry, ConsentWords words) => words.Of(entry.Purpose, $"Purpose.{entry.Purpose}");

    /// <summary>How long a browser keeps it.</summary>
    public static string LifetimeIn(this SiteRegisterEntry entry, ConsentWords words) =>
        entry.Lifetime is { } time ? words.Lasting(time) : words.Of(entry.Purpose, $"Lifetime.{entry.Key}");

    /// <summary>Who uses it.</summary>
    public static string PartyIn(this SiteRegisterEntry entry, ConsentWords words) => words.Party(entry.Purpose, entry.Party);

    /// <summary>A party; where it runs is named if that is another place.</summary>
    internal static string Party(this ConsentWords words, CookiePurpose purpose, string party) => party.Split(' ') switch
    {
        [SiteRegisterEntry.Own] => words[$"Party.{party}"],
        [var name, var place] => string.Format(CultureInfo.InvariantCulture, words.Of(purpose, $"Party.{name}"), place),
        _ => words.Of(purpose, $"Party.{party}"),
    };

    /// <summary>Words that the room of a purpose brings.</summary>
    /// <exception cref="KeyNotFoundException">It brings none of that name.</exception>
    internal static string Of(this ConsentWords words, CookiePurpose purpose, string name) =>
        purpose.Texts.GetString(name, CultureInfo.GetCultureInfo(words.Language))
        ?? throw new KeyNotFoundException($"The purpose {purpose} brings no words called \"{name}\".");

    /// <summary>"183 days", or "30 minutes" where it is less than a day.</summary>
    internal static string Lasting(this ConsentWords words, TimeSpan time) => time >= TimeSpan.FromDays(1)
        ? words.Of("Days", time.TotalDays.ToString("0", CultureInfo.InvariantCulture))
        : words.Of("Minutes", time.TotalMinutes.ToString("0", CultureInfo.InvariantCulture));
}
