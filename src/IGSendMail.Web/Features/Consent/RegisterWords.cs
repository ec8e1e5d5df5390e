using System.Globalization;
using IGSendMail.Web.Features.Cookies;

namespace IGSendMail.Web.Features.Consent;

/// <summary>What stands in the register of cookies, in words.</summary>
public static class RegisterWords
{
    /// <summary>What it is for.</summary>
    public static string PurposeIn(this SiteRegisterEntry entry, ConsentWords words) => words[$"Purpose.{entry.Purpose}"];

    /// <summary>How long a browser keeps it.</summary>
    public static string LifetimeIn(this SiteRegisterEntry entry, ConsentWords words) =>
        entry.Lifetime is { } time ? words.Lasting(time) : words[$"Lifetime.{entry.Key}"];

    /// <summary>Who uses it.</summary>
    public static string PartyIn(this SiteRegisterEntry entry, ConsentWords words) => words.Party(entry.Party);

    /// <summary>A party; where it runs is named if that is another place.</summary>
    internal static string Party(this ConsentWords words, string party) => party.Split(' ') is [var name, var place]
        ? words.Of($"Party.{name}", place)
        : words[$"Party.{party}"];

    /// <summary>"183 days", or "30 minutes" where it is less than a day.</summary>
    internal static string Lasting(this ConsentWords words, TimeSpan time) => time >= TimeSpan.FromDays(1)
        ? words.Of("Days", time.TotalDays.ToString("0", CultureInfo.InvariantCulture))
        : words.Of("Minutes", time.TotalMinutes.ToString("0", CultureInfo.InvariantCulture));
}
